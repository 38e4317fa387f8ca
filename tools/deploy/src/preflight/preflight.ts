import type { Account } from '@private-lambda/aws/account';
import { readProject } from '@private-lambda/system/stack-name';
import { NETWORK } from '../../../../config/names.js';
import { checkBoundary } from './boundary.ts';
import { checkCertificate } from './certificate.ts';
import { type Check, carryOut, type PreflightResult } from './check.ts';
import { checkConcurrency } from './concurrency.ts';
import type { Deployment } from './deployment.ts';
import { checkEcsRole } from './ecs-role.ts';
import { checkElasticIps } from './elastic-ips.ts';
import { nameChecks } from './names.ts';
import { checkNetworkStage } from './network-stage.ts';
import { checkVpcMode } from './vpc-mode.ts';
import { noteVpcs } from './vpcs.ts';
import { checkZones } from './zones.ts';

/** What would make a deploy fail halfway, looked at before it starts. Reads only. */
export async function preflight(
  account: Account,
  deployment: Deployment,
): Promise<PreflightResult> {
  const { stage, settings, stacks } = deployment;
  const checks: Check[] = stacks.flatMap((stack) => [
    ...nameChecks(account, stack, settings),
    check(`network of ${stack.service}`, checkNetworkStage(account, deployment, stack)),
    check('service-linked role of ECS', checkEcsRole(account, stack)),
    check('certificate', checkCertificate(account, settings, stack)),
  ]);
  checks.push(
    check('concurrency', checkConcurrency(account, stage, stacks)),
    check('permissions boundary', checkBoundary(account, deployment, readProject().prefix)),
  );
  const doubts: Check[] = [];
  const network = stacks.find(({ service }) => service === NETWORK);
  if (network) {
    checks.push(
      check('Elastic IPs', checkElasticIps(account, settings, network)),
      check('VPC', checkVpcMode(settings, network)),
      check('zones', checkZones(account, deployment, network)),
    );
    doubts.push(check('VPCs', noteVpcs(account, network)));
  }
  const [certain, doubtful] = await Promise.all([
    Promise.all(checks.map(carryOut)),
    Promise.all(doubts.map(carryOut)),
  ]);
  const notes = [...certain, ...doubtful].flatMap((result) => result.notes);
  return {
    failures: certain.flatMap(({ failures }) => failures),
    notes: [...new Set([...notes, ...doubtful.flatMap(({ failures }) => failures)])],
  };
}

function check(what: string, problems: Check['problems'] | readonly string[]): Check {
  return { what, problems: Promise.resolve(problems) };
}
