import {
  type HostedZoneSummary,
  ListHostedZonesByVPCCommand,
  type Route53Client,
  type VPCRegion,
} from '@aws-sdk/client-route-53';
import { REGION_NAME } from '../../../config/region.js';
import type { PartReaders } from './part-readers.ts';

/**
 * Readers of who answers for names in one VPC.
 * @param vpcs what EC2 says of it; of a VPC that EC2 does not know, Route 53 is not asked
 */
export function nameReaders(
  client: Route53Client,
  VPCId: string,
  region: string,
  vpcs: () => Promise<unknown>,
): PartReaders {
  return {
    HostedZoneSummaries: async () => {
      await vpcs();
      return readPrivateZones(client, VPCId, region);
    },
  };
}

/** The private hosted zones that are associated with a VPC. */
export async function readPrivateZones(client: Route53Client, VPCId: string, VPCRegion: string) {
  if (!isRegion(VPCRegion)) throw new Error(`${VPCRegion} is no Region`);
  const zones: HostedZoneSummary[] = [];
  let NextToken: string | undefined;
  do {
    const command = new ListHostedZonesByVPCCommand({ VPCId, VPCRegion, NextToken });
    const page = await client.send(command);
    zones.push(...(page.HostedZoneSummaries ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return zones;
}

/** The SDK lists the Regions of its day; AWS goes on opening others. */
const isRegion = (text: string): text is VPCRegion => REGION_NAME.test(text);
