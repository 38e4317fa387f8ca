import { describeAccount, openAccount } from '@private-lambda/aws/account';
import { say } from '@private-lambda/command-line/say';
import { readSnapshot } from './read-snapshot.ts';
import { showProgress } from './show-progress.ts';
import { writeSnapshotFile } from './snapshot-file.ts';
import { withoutNames } from './without-names.ts';

export interface TakeOptions {
  readonly vpcId: string;
  /** The file to write. */
  readonly out: string;
  readonly region?: string;
  /** False leaves out names, tags and descriptions. */
  readonly names: boolean;
}

/** @throws InputError when AWS or the file cannot be reached */
export async function takeInventory({ vpcId, out, region, names }: TakeOptions): Promise<void> {
  const account = await openAccount({ regionOption: region });
  say(`Reading ${vpcId} in ${describeAccount(account)}`);
  const progress = showProgress();
  const snapshot = await readSnapshot(account, { vpcId, progress: progress.part });
  progress.end();
  writeSnapshotFile(out, names ? snapshot : withoutNames(snapshot));
  for (const [part, reason] of Object.entries(snapshot.NotKnown)) {
    say(`not known: ${part}: ${reason}`);
  }
  say(`Wrote ${out}.`);
}
