import { InputError } from '@private-lambda/command-line/input-error';
import { Command } from 'commander';
import { ADDRESS_SLOTS } from '../../../../config/az-letters.js';
import { readStageFile } from '../ledger/stage-file.ts';
import {
  describeWrite,
  refuseForStage,
  replaceStageFile,
  writePlan,
} from '../ledger/write-plan.ts';
import { checkAgainstLive } from '../plan/check-against-live.ts';
import { makePlan } from '../plan/make-plan.ts';
import { refuseRestrictedRanges } from '../plan/ranges.ts';
import { countSubnets, readTierRequest, TIERS, type TierRequest } from '../plan/request.ts';
import { MAX_AZS } from '../plan/slots.ts';
import { addSpaceOptions, collect, parseCount, readSpace, type SpaceOptions } from './options.ts';
import { drawForTerminal, type OutputOptions, writeJson, writeSvg, writeText } from './output.ts';
import { describePlan, drawPlan, toParts } from './plan-output.ts';

type PlanOptions = SpaceOptions &
  OutputOptions & {
    readonly public?: readonly string[];
    readonly private?: readonly string[];
    readonly azs?: string;
    readonly reserveAzs?: string;
    readonly write?: string;
    readonly dryRun?: true;
    readonly replace?: true;
  };

const SIZES = '<count>x/<prefix>, or blocks: a comma list or @file, the first for AZ A';

export function createPlanCommand(): Command {
  return addSpaceOptions(
    new Command('plan').description('choose blocks for public and private subnets'),
  )
    .option('--public <sizes>', `public subnets: ${SIZES}`, collect)
    .option('--private <sizes>', `private subnets: ${SIZES}`, collect)
    .option('--azs <count>', 'AZs in use (default: as many as the larger tier has subnets)')
    .option('--reserve-azs <count>', 'AZs that addresses are kept for, those in use included')
    .option('--write <file>', 'keep the blocks of this stage file, and write the new ones into it')
    .option('--dry-run', 'with --write: show the plan and leave the file as it is')
    .option('--replace', 'with --write: forget the blocks in the file (not for a deployed stage)')
    .option('--svg <file>', 'draw the picture into a file too')
    .option('--json', 'print {subnets, reserved, warnings} instead of a table')
    .addHelpText('after', EXAMPLES)
    .action(runPlan);
}

const EXAMPLES = `
Examples:
  npm run subnets -- plan --vpc 172.30.0.0/16 --used @used.txt --public 2x/28 --private 2x/24
  npm run subnets -- plan --vpc 172.30.0.0/16 --private 2x/24 --azs 2 --reserve-azs 4
  npm run subnets -- plan --vpc 172.30.0.0/16 --private 172.30.64.0/24,172.30.65.0/24
  npm run subnets -- plan --vpc 172.30.0.0/16 --public 2x/28 --private 2x/24 --write config/stages/dev.yml`;

async function runPlan(options: PlanOptions) {
  if (options.write === undefined && (options.dryRun || options.replace)) {
    throw new InputError(
      'SUBNETS_WRITE_MISSING',
      `--${options.dryRun ? 'dry-run' : 'replace'} says how to --write <file>, which is missing`,
    );
  }
  if (options.write !== undefined && options.vpcId !== undefined) {
    throw new InputError(
      'SUBNETS_WRITE_VPC_ID',
      `--write with --vpc-id: a stage file with these blocks makes a second VPC; to stand in ${options.vpcId}: npm run adopt -- --vpc-id ${options.vpcId} --stage <stage>`,
    );
  }
  const stage = options.write === undefined ? undefined : readStageFile(options.write);
  const kept = options.replace ? undefined : stage;
  const { space, live } = await readSpace(options, kept?.vpc);
  // What AWS has made, AWS allows.
  if (!live) refuseRestrictedRanges(space.ranges);
  const requests = readRequests(options);
  const { azs, reserveAzs } = readAzs(options, requests);
  if (stage) refuseForStage(stage, kept, space.ranges, requests, { azs, reserveAzs });
  const blocks = makePlan({ space, requests, azs, reserveAzs, ledger: kept });
  const plan = live ? checkAgainstLive(blocks, live) : blocks;
  const content = stage && writePlan(stage, kept, space.ranges, plan);
  const parts = toParts(plan, space, kept?.entries);
  if (options.svg !== undefined) writeSvg(options.svg, space.ranges, parts);
  if (stage && content !== undefined && !options.dryRun) replaceStageFile(stage, content);
  if (options.json) {
    writeJson(describePlan(plan));
    return;
  }
  writeText([
    drawForTerminal(space.ranges, parts),
    drawPlan(plan),
    stage && content !== undefined ? describeWrite(stage, content, options.dryRun) : '',
  ]);
}

function readRequests(options: PlanOptions): TierRequest[] {
  const requests = TIERS.flatMap((tier) => {
    const values = options[tier];
    return values ? [readTierRequest(tier, values)] : [];
  });
  if (requests.length > 0) return requests;
  throw new InputError(
    'SUBNETS_TIER_MISSING',
    'nothing to plan: expected --public or --private, such as --private 2x/24',
  );
}

function readAzs(options: PlanOptions, requests: readonly TierRequest[]) {
  const azs =
    options.azs === undefined
      ? Math.min(MAX_AZS, Math.max(...requests.map(countSubnets)))
      : parseCount(options.azs, '--azs', MAX_AZS);
  const asked =
    options.reserveAzs === undefined
      ? undefined
      : parseCount(options.reserveAzs, '--reserve-azs', MAX_AZS);
  if (asked !== undefined && asked < azs) {
    throw new InputError(
      'SUBNETS_NUMBER_INVALID',
      `--reserve-azs: ${asked} is less than the ${azs} AZs in use; it counts those too`,
    );
  }
  // A stage file has four slots a tier, so a written plan keeps four; otherwise nothing is kept that nobody asked for.
  const least = options.write === undefined ? 0 : Math.max(azs, ADDRESS_SLOTS.length);
  return { azs, reserveAzs: Math.max(asked ?? 0, least) };
}
