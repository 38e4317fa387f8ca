import { temporaryDirectory } from '@private-lambda/command-line/temporary-directory';
import { type CallPart, type CallShape, callCosts } from './calls/call-costs.ts';
import { type KeyCosts, keyCosts } from './keys/key-costs.ts';
import { costsOf, type StageCosts } from './parts/stage-costs.ts';
import type { PriceList } from './prices/price-list.ts';
import { packageStage } from './stage/package-stage.ts';
import { copyCommit, copyWorkTree } from './stage/repository-copy.ts';

/** Which stage, and of what: the work tree unless a commit is named. */
export interface Subject {
  readonly stage: string;
  readonly commit?: string;
}

export interface Report {
  readonly subject: Subject;
  readonly prices: PriceList;
  readonly costs: StageCosts;
  readonly call: CallShape;
  /** Of a million calls. */
  readonly calls: readonly CallPart[];
  /** undefined where they were not asked for */
  readonly keys: readonly KeyCosts[] | undefined;
}

export interface ReportOptions {
  readonly prices: PriceList;
  readonly call: CallShape;
  readonly withKeys: boolean;
}

/**
 * Packages a stage in a copy of the repository and prices it.
 * @throws {InputError} for a stage, commit or template that the user has to change
 */
export async function makeReport(
  subject: Subject,
  { prices, call, withKeys }: ReportOptions,
): Promise<Report> {
  using parent = temporaryDirectory('costs-');
  const root =
    subject.commit === undefined
      ? copyWorkTree(parent.path)
      : copyCommit(parent.path, subject.commit);
  const source = { stage: subject.stage, root, region: prices.region };
  const { packaged, resources } = await packageStage(source);
  const costs = costsOf(resources, prices);
  const keys = withKeys
    ? await keyCosts(source, packaged, costs.totalCents, prices, parent.path)
    : undefined;
  return { subject, prices, costs, call, calls: callCosts(resources, prices, call), keys };
}
