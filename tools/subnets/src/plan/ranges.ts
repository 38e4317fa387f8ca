import { InputError } from '@private-lambda/command-line/input-error';
import { type Block, contains, overlaps, toBlock } from '../blocks/block.ts';
import type { Warning } from './plan.ts';

/** Facts of this file: VPC user guide, VPC CIDR blocks ("IPv4 CIDR block association restrictions"), and quotas. */
const TEN = toBlock('10.0.0.0/8');
const TEN_FIRST = toBlock('10.0.0.0/16');
const TEN_FIRST_TWO = toBlock('10.0.0.0/15');
const ONE_SEVEN_TWO = toBlock('172.16.0.0/12');
const DEFAULT_VPC = toBlock('172.31.0.0/16');
const ONE_NINE_TWO = toBlock('192.168.0.0/16');
const PRIVATE = [TEN, ONE_SEVEN_TWO, ONE_NINE_TWO];
const BENCHMARK = toBlock('198.19.0.0/16');
const USED_BY_SERVICES = toBlock('172.17.0.0/16');
const RANGES_QUOTA = 5;

/**
 * Refuses a secondary range that AWS would not associate with a VPC of this primary range.
 * @param ranges in the order in which they are added, the primary one first
 * @throws {InputError} SUBNETS_RANGE_RESTRICTED
 */
export function refuseRestrictedRanges([primary, ...secondary]: readonly Block[]) {
  if (!primary) return;
  for (const [index, range] of secondary.entries()) {
    const restricted = findRestriction(primary, range, [primary, ...secondary.slice(0, index)]);
    if (restricted) {
      throw new InputError(
        'SUBNETS_RANGE_RESTRICTED',
        `--vpc: AWS does not add ${range.cidr} to a VPC of ${primary.cidr}: ${restricted}`,
      );
    }
  }
}

/** @param earlier the ranges that the VPC has when this one is added */
function findRestriction(primary: Block, range: Block, earlier: readonly Block[]) {
  const home = PRIVATE.find((block) => contains(block, primary));
  const itsHome = PRIVATE.find((block) => contains(block, range));
  if (itsHome && itsHome !== home) {
    return home
      ? `a VPC in ${home.cidr} takes no range of ${itsHome.cidr}`
      : `a VPC outside of RFC 1918 takes no range of ${itsHome.cidr}`;
  }
  if (contains(BENCHMARK, range) && !contains(BENCHMARK, primary)) {
    return `ranges of ${BENCHMARK.cidr} are restricted`;
  }
  if (home === ONE_SEVEN_TWO && contains(DEFAULT_VPC, range)) {
    return `a VPC in ${home.cidr} takes no range of ${DEFAULT_VPC.cidr}`;
  }
  const near = earlier.some((other) => contains(TEN_FIRST_TWO, other));
  if (home === TEN && near && contains(TEN_FIRST, range)) {
    return `a VPC with a range of ${TEN_FIRST_TWO.cidr} takes none of ${TEN_FIRST.cidr}`;
  }
  return undefined;
}

export function warnAboutRanges(ranges: readonly Block[]): Warning[] {
  const warnings: Warning[] = [];
  for (const range of ranges) {
    if (overlaps(range, USED_BY_SERVICES)) {
      warnings.push({
        code: 'VPC_RANGE_172_17',
        message: `${range.cidr} lies in ${USED_BY_SERVICES.cidr}, which services such as Cloud9 and SageMaker use themselves: their traffic will conflict`,
      });
    }
    if (!PRIVATE.some((block) => contains(block, range))) {
      warnings.push({
        code: 'VPC_RANGE_NOT_PRIVATE',
        message: `${range.cidr} is not of RFC 1918 (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16): the VPC cannot reach others who have these addresses`,
      });
    }
  }
  if (ranges.length > RANGES_QUOTA) {
    warnings.push({
      code: 'VPC_RANGES_QUOTA',
      message: `${ranges.length} ranges: a VPC has at most ${RANGES_QUOTA} until its quota is raised`,
    });
  }
  return warnings;
}
