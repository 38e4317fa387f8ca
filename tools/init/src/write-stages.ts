import { InputError } from '@private-lambda/command-line/input-error';
import { type Block, overlaps, toBlock } from '@private-lambda/subnets/blocks/block';
import { setInSource } from '@private-lambda/subnets/ledger/set-in-source';
import { writeBlocks } from '@private-lambda/subnets/ledger/stage-file';
import type { Answers } from './answers.ts';
import type { Draft } from './draft.ts';
import { deployedStages, readStage } from './drafted-config.ts';
import { cutVpc, nextVpcBlock } from './stage-blocks.ts';

const NEW_FILE = '# What this stage has otherwise than config/defaults.yml.\n';

const fileOf = (stage: string) => `config/stages/${stage}.yml`;

/**
 * Takes out the stages that are not wanted, adds those that are new, and sets what was answered.
 * @throws InputError INIT_CIDR_ADOPTED, INIT_CIDR_OVERLAP, INIT_CIDR_MISSING, INIT_NETWORK_SHARED; STAGE_… for what
 *   the stage files then hold
 */
export function writeStages(draft: Draft, answers: Answers): void {
  const { stages, regions, blocks, natModes } = answers;
  const there = deployedStages(draft);
  const kept = there.filter((stage) => stages.includes(stage));
  for (const stage of there) if (!kept.includes(stage)) draft.remove(fileOf(stage));
  for (const [stage, block] of blocks) {
    if (kept.includes(stage)) refuseUnlessOwn(draft, stage);
    writeVpc(draft, stage, block);
  }
  for (const stage of stages) {
    if (draft.read(fileOf(stage)) !== undefined) continue;
    writeVpc(draft, stage, nextVpcBlock(vpcsOf(draft).map(({ block }) => block)));
  }
  refuseOverlaps(draft, new Set(blocks.keys()));
  for (const stage of stages.filter((one) => ownsNetwork(draft, one))) {
    set(draft, stage, 'region', regions.get(stage));
    set(draft, stage, 'natMode', natModes.get(stage));
  }
  for (const stage of stages) readStage(draft, stage);
}

/** What another stage says of its network is said there only. */
export const ownsNetwork = (draft: Draft, stage: string): boolean =>
  readStage(draft, stage).networkStage === stage;

function refuseUnlessOwn(draft: Draft, stage: string): void {
  const { networkStage, existingVpc } = readStage(draft, stage);
  if (networkStage !== stage) {
    throw new InputError(
      'INIT_NETWORK_SHARED',
      `--cidr: ${stage} uses the network of ${networkStage}; expected a block for that, or none`,
    );
  }
  if (existingVpc) {
    throw new InputError(
      'INIT_CIDR_ADOPTED',
      `--cidr: ${stage} stands in ${existingVpc.id}, whose blocks npm run adopt writes; expected none`,
    );
  }
}

/** Blocks that are there already for this VPC stay as they are. */
function writeVpc(draft: Draft, stage: string, vpc: Block): void {
  const file = fileOf(stage);
  const source = draft.read(file);
  if (source !== undefined && readStage(draft, stage).vpcCidr === vpc.cidr) return;
  const stageFile = { file, source: source ?? NEW_FILE, vpc: undefined, entries: [] };
  draft.write(file, writeBlocks(stageFile, vpc, cutVpc(vpc)));
}

function set(draft: Draft, stage: string, key: 'region' | 'natMode', value: string | undefined) {
  if (value === undefined || readStage(draft, stage)[key] === value) return;
  draft.edit(fileOf(stage), (text) => setInSource(text, key, value));
}

/** The VPCs of the stages that make or have one. */
function vpcsOf(draft: Draft): { readonly stage: string; readonly block: Block }[] {
  return deployedStages(draft)
    .filter((stage) => ownsNetwork(draft, stage))
    .flatMap((stage) => {
      const { vpcCidr, existingVpc } = readStage(draft, stage);
      return (existingVpc?.cidrs ?? [vpcCidr]).map((cidr) => ({ stage, block: toBlock(cidr) }));
    });
}

/** @param asked stages that a block was named for; what stood there before is not this command's to refuse */
function refuseOverlaps(draft: Draft, asked: ReadonlySet<string>): void {
  const vpcs = vpcsOf(draft);
  for (const { stage, block } of vpcs.filter((one) => asked.has(one.stage))) {
    const other = vpcs.find((one) => one.stage !== stage && overlaps(one.block, block));
    if (other === undefined) continue;
    throw new InputError(
      'INIT_CIDR_OVERLAP',
      `--cidr: ${stage} ${block.cidr} overlaps ${other.stage} ${other.block.cidr}; expected a block of its own, so that the two can be joined one day`,
    );
  }
}
