import { InputError } from '@private-lambda/command-line/input-error';
import { writeOutputFile } from '@private-lambda/command-line/write-output-file';
import { ADDRESS_SLOTS } from '../../../../config/az-letters.js';
import type { Block } from '../blocks/block.ts';
import type { Plan } from '../plan/plan.ts';
import { countSubnets, type TierRequest } from '../plan/request.ts';
import { type StageFile, writeBlocks } from './stage-file.ts';

/**
 * Refuses a plan that a stage file cannot hold: it knows one range, four AZ letters, and one subnet per tier and
 * letter.
 * @param kept the file as a ledger; undefined when its blocks are to be forgotten
 * @throws {InputError} SUBNETS_STAGE_SHAPE, SUBNETS_LEDGER_CONFLICT
 */
export function refuseForStage(
  { file }: StageFile,
  kept: StageFile | undefined,
  ranges: readonly Block[],
  requests: readonly TierRequest[],
  { azs, reserveAzs }: { readonly azs: number; readonly reserveAzs: number },
) {
  const shape = (found: string, expected: string) =>
    new InputError('SUBNETS_STAGE_SHAPE', `--write: ${found}; ${file} holds ${expected}`);
  if (ranges.length > 1) throw shape(`the VPC has ${ranges.length} ranges`, 'one (vpcCidr)');
  if (reserveAzs > ADDRESS_SLOTS.length) {
    throw shape(`slots for ${reserveAzs} AZs`, `four per tier (${ADDRESS_SLOTS.join(', ')})`);
  }
  const crowded = requests.find((request) => countSubnets(request) > azs);
  if (crowded) {
    throw shape(
      `${countSubnets(crowded)} ${crowded.tier} subnets for ${azs} AZs`,
      'one subnet per tier and AZ',
    );
  }
  const [range] = ranges;
  if (kept?.vpc && range && kept.vpc.cidr !== range.cidr) {
    throw new InputError(
      'SUBNETS_LEDGER_CONFLICT',
      `--write: ${file} holds the blocks of ${kept.vpc.cidr}, not of ${range.cidr}; a written block is never moved (--replace forgets them all)`,
    );
  }
}

/** The stage file's new text: the ledger's blocks and the plan's. */
export function writePlan(
  stage: StageFile,
  kept: StageFile | undefined,
  [range]: readonly Block[],
  { placements }: Plan,
): string | undefined {
  return range && writeBlocks(stage, range, [...(kept?.entries ?? []), ...placements]);
}

/** @throws {InputError} SUBNETS_FILE_UNWRITABLE */
export function replaceStageFile({ file, source }: StageFile, content: string) {
  if (content !== source) writeOutputFile(file, content, 'SUBNETS_FILE_UNWRITABLE', '--write');
}

export function describeWrite(
  { file, source }: StageFile,
  content: string,
  dryRun = false,
): string {
  if (content === source) return `${file} holds these blocks already; it is left as it is.`;
  if (source === '') return dryRun ? `Dry run: ${file} is not created.` : `Created ${file}.`;
  return dryRun ? `Dry run: ${file} is left as it is.` : `Wrote ${file}.`;
}
