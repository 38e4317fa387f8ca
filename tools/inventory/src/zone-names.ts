import type { Snapshot } from './snapshot.ts';

/** One as Route 53 lists it for a VPC. */
export type HostedZone = NonNullable<Snapshot['HostedZoneSummaries']>[number];

/** Route 53 shows names with the dot at their end. One that was left out on purpose decides nothing. */
export const zoneName = ({ Name }: Pick<HostedZone, 'Name'>) =>
  Name?.replace(/\.$/, '').toLowerCase();

/** Is a name that of a zone, or below it? Both in small letters, without the dot at the end. */
export const isInZone = (name: string, zone: string) => `.${name}`.endsWith(`.${zone}`);
