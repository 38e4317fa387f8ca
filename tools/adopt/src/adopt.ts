import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, describeAccount, openAccount } from '@private-lambda/aws/account';
import { confirm } from '@private-lambda/command-line/confirm';
import { EXIT_BAD_INPUT, EXIT_NO } from '@private-lambda/command-line/exit-codes';
import { InputError } from '@private-lambda/command-line/input-error';
import { say } from '@private-lambda/command-line/say';
import { writeOutputFile } from '@private-lambda/command-line/write-output-file';
import { listVpcs } from '@private-lambda/inventory/read-region';
import { readSnapshot } from '@private-lambda/inventory/read-snapshot';
import { showProgress } from '@private-lambda/inventory/show-progress';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { readSnapshotFile } from '@private-lambda/inventory/snapshot-file';
import { withoutOwn } from '@private-lambda/inventory/without-own';
import { readStage, readStageBeforeAdoption } from '@private-lambda/packaging/read-stage';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { NETWORK, PROTECTED_API } from '../../../config/names.js';
import type { Stage } from '../../../config/stage.js';
import { askReach } from './ask-reach.ts';
import { describeAdoption } from './describe-adoption.ts';
import { findOwn, type Own } from './find-own.ts';
import { insideNameProblem } from './inside-name.ts';
import { readLedger } from './ledger.ts';
import { blocksOfOtherStages } from './other-blocks.ts';
import { planAdoption } from './plan-adoption.ts';
import { otherSubnets, otherVpc, unsettled } from './standing-network.ts';
import { writeAdoption } from './write-adoption.ts';

export interface AdoptCommand {
  readonly stage: string;
  readonly vpcId?: string;
  /** File with a snapshot. */
  readonly inventory?: string;
  readonly privateSubnets?: readonly string[];
  /** Nobody is asked. */
  readonly yes?: true;
}

/**
 * Looks at a VPC, plans what fits, shows it, and after a yes writes the stage file. Nothing in the account is written.
 * @returns the exit code
 * @throws InputError
 */
export async function adopt(options: AdoptCommand): Promise<number> {
  const { stage, privateSubnets, yes = false } = options;
  const settings = readStageBeforeAdoption(stage);
  refuseSharedNetwork(stage, settings);
  const { snapshot, network, notes, ownZones } = await look(options, settings);
  const elsewhere = unsettled(network) ?? otherVpc(network, snapshot.VpcId, '--vpc-id');
  if (elsewhere !== undefined) return refuse([elsewhere]);
  const others = withoutOwn(snapshot, new Set([stackNameOf(NETWORK, stage)]));
  const result = planAdoption(others, {
    settings,
    ledger: readLedger(settings, snapshot.VpcId),
    otherBlocks: blocksOfOtherStages(stage, snapshot.VpcId),
    ...(privateSubnets && { privateSubnetIds: privateSubnets }),
  });
  const name = insideName(stage, settings, snapshot, ownZones ?? []);
  const certain = ownZones === undefined ? [] : name;
  if ('problems' in result) return refuse([...result.problems, ...certain]);
  const moved = otherSubnets(
    network,
    { ...settings, existingVpc: result.existingVpc },
    'this plan',
  );
  const ways = askReach(others, result, settings);
  const problems = [...(moved === undefined ? [] : [moved]), ...ways.problems, ...certain];
  if (problems.length > 0) return refuse(problems);
  const file = join(repositoryRoot, 'config', 'stages', `${stage}.yml`);
  const source = readFileSync(file, 'utf8');
  const text = writeAdoption(source, result);
  for (const line of describeAdoption(stage, result)) say(line);
  const doubtful = ownZones === undefined ? name : [];
  for (const note of [...ways.notes, ...notes, ...doubtful]) say(`note: ${note}`);
  if (text === source) {
    say(`config/stages/${stage}.yml says this already.`);
    return 0;
  }
  const question = `Write this into config/stages/${stage}.yml? Type ${stage}`;
  if (!(await confirm({ question, answer: stage, yes, code: 'ADOPT_UNCONFIRMED' }))) {
    say('Nothing was written.');
    return EXIT_NO;
  }
  const write = (content: string) =>
    writeOutputFile(file, content, 'ADOPT_FILE_UNWRITABLE', '--stage');
  write(text);
  try {
    // What was written is read as every service will read it.
    readStage(stage);
  } catch (error) {
    write(source);
    throw error;
  }
  say(`Wrote config/stages/${stage}.yml. Next: npm run deploy -- --stage ${stage}`);
  return 0;
}

function refuse(problems: readonly string[]): number {
  for (const problem of problems) say(`adopt: ${problem}`);
  return EXIT_BAD_INPUT;
}

/** What a stage uses of another's network is said there. */
function refuseSharedNetwork(stage: string, { networkStage }: Stage): void {
  if (networkStage === stage) return;
  throw new InputError(
    'ADOPT_NETWORK_SHARED',
    `--stage: ${stage} uses the network of ${networkStage}; expected --stage ${networkStage}`,
  );
}

/** A file says nothing of what the stage has. */
interface Look extends Own {
  readonly snapshot: Snapshot;
}

async function look({ stage, vpcId, inventory }: AdoptCommand, settings: Stage): Promise<Look> {
  if (inventory !== undefined) {
    const snapshot = readSnapshotFile(inventory);
    if (vpcId === undefined || vpcId === snapshot.VpcId) return { snapshot, notes: [] };
    throw new InputError(
      'ADOPT_VPC_DIFFERS',
      `--vpc-id: found ${vpcId}, expected ${snapshot.VpcId}, the VPC of ${inventory}`,
    );
  }
  const account = await openAccount({ stage, settings });
  if (vpcId === undefined) throw await withoutVpc(account);
  say(`Looking at ${vpcId} in ${describeAccount(account)}`);
  const progress = showProgress();
  try {
    const snapshot = await readSnapshot(account, { vpcId, progress: progress.part });
    return { snapshot, ...(await findOwn(account, stage)) };
  } finally {
    progress.end();
  }
}

/** Does the VPC ask the zone of the inside name? One line when not. */
function insideName(
  stage: string,
  settings: Stage,
  { HostedZoneSummaries = [], NotKnown, VpcId, Region }: Snapshot,
  own: readonly string[],
): readonly string[] {
  if (NotKnown['HostedZoneSummaries'] !== undefined) return [];
  const place = { vpcId: VpcId, region: Region, stack: stackNameOf(PROTECTED_API, stage), own };
  const problem = insideNameProblem(HostedZoneSummaries, settings, place);
  return problem === undefined ? [] : [`${problem}, in config/stages/${stage}.yml`];
}

/** Who does not know the id of a VPC finds it here. */
async function withoutVpc(account: Account): Promise<InputError> {
  const found = (await listVpcs(account)).map(
    ({ VpcId, CidrBlock, IsDefault }) =>
      `${VpcId} (${CidrBlock}${IsDefault ? ', the default VPC' : ''})`,
  );
  return new InputError(
    'ADOPT_VPC_MISSING',
    `no VPC: expected --vpc-id <id> or --inventory <file>; ${account.region} has ${found.join(', ') || 'none'}`,
  );
}
