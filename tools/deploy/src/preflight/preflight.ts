import type { Account } from '@private-lambda/aws/account';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { NETWORK } from '../../../../config/names.js';
import { checkConcurrency } from './concurrency.ts';
import type { Deployment } from './deployment.ts';
import { checkEcsRole } from './ecs-role.ts';
import { checkElasticIps } from './elastic-ips.ts';
import { checkExistingVpc } from './existing-vpc.ts';
import { checkNames } from './names.ts';
import { checkNetworkStage } from './network-stage.ts';
import { noteVpcs } from './vpcs.ts';
import { checkZones } from './zones.ts';

export interface PreflightResult {
  /** What would make the deploy fail halfway, one line each. */
  readonly failures: readonly string[];
  /** What could not be looked at, or is not certain, one line each. */
  readonly notes: readonly string[];
}

const nothing: PreflightResult = { failures: [], notes: [] };

/**
 * What would make a deploy fail halfway, looked at before it starts. Reads only.
 * @param snapshot of the VPC that the stage stands in, when it has not one of its own
 */
export async function preflight(
  account: Account,
  deployment: Deployment,
  snapshot?: Snapshot,
): Promise<PreflightResult> {
  const { stage, settings, stacks } = deployment;
  const checks = stacks.flatMap((stack) => [
    look(`names of ${stack.service}`, checkNames(account, stack)),
    look(`network of ${stack.service}`, checkNetworkStage(account, deployment, stack)),
    look('service-linked role of ECS', checkEcsRole(account, stack)),
  ]);
  checks.push(look('concurrency', checkConcurrency(account, stage, stacks)));
  const network = stacks.find(({ service }) => service === NETWORK);
  if (network) {
    checks.push(
      look('Elastic IPs', checkElasticIps(account, settings, network)),
      look('VPC', Promise.resolve(checkExistingVpc(deployment, network, snapshot))),
      look('zones', checkZones(account, deployment, network)),
      look('VPCs', Promise.resolve([]), noteVpcs(account, network)),
    );
  }
  const results = await Promise.all(checks);
  return {
    failures: results.flatMap(({ failures }) => failures),
    notes: [...new Set(results.flatMap(({ notes }) => notes))],
  };
}

/** What the caller may not read is left to the deploy, and said. */
async function look(
  what: string,
  check: Promise<readonly string[]>,
  note?: Promise<readonly string[]>,
): Promise<PreflightResult> {
  try {
    return { failures: await check, notes: (await note) ?? nothing.notes };
  } catch (error) {
    if (!(error instanceof Error && /AccessDenied|UnauthorizedOperation/.test(error.name))) {
      throw error;
    }
    return { failures: [], notes: [`${what}: not looked at, since AWS denies it (${error.name})`] };
  }
}
