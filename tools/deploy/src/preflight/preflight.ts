import { noteZones } from '@private-lambda/adopt/hosted-zones';
import { noteNameServers } from '@private-lambda/adopt/name-servers';
import type { Account } from '@private-lambda/aws/account';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { readProject } from '@private-lambda/system/stack-name';
import { NETWORK } from '../../../../config/names.js';
import { askImporters } from '../importers.ts';
import { noteOwnNetwork } from '../own-network.ts';
import { checkAddresses } from './addresses.ts';
import { checkApiZoneRights } from './api-zone-rights.ts';
import { checkBoundary } from './boundary.ts';
import { checkCallersAlone } from './callers-alone.ts';
import { checkCertificates } from './certificate.ts';
import { type Check, carryOut, type PreflightResult } from './check.ts';
import { checkConcurrency } from './concurrency.ts';
import type { Deployment } from './deployment.ts';
import { checkEcsRole } from './ecs-role.ts';
import { checkElasticIps } from './elastic-ips.ts';
import { checkExistingVpc } from './existing-vpc.ts';
import { checkGitHubProvider } from './github-provider.ts';
import { checkImports } from './imports.ts';
import { checkInsideName } from './inside-name.ts';
import { askCallers } from './living-callers.ts';
import { checkNameStep } from './name-step.ts';
import { nameChecks } from './names.ts';
import { checkNatElasticIps } from './nat-elastic-ips.ts';
import { checkNetworkStage } from './network-stage.ts';
import { checkProtocolStep } from './protocol-step.ts';
import { checkPublicDomain } from './public-domain.ts';
import { checkRegionalNat } from './regional-nat.ts';
import { checkTrustStep } from './trust-step.ts';
import { noteVpcs } from './vpcs.ts';
import { checkZones } from './zones.ts';

const PROTOCOL_STEP = 'protocol of the internal load balancer';
const TRUST_STEP = 'authority of apiCertificateArn';

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
  const { prefix } = readProject();
  const importersOf = askImporters(account);
  const callersOf = askCallers(account, deployment, importersOf);
  const protocolStep = checkProtocolStep(account, deployment, callersOf);
  const trustStep = checkTrustStep(account, deployment, callersOf);
  const checks: Check[] = stacks.flatMap((stack) => [
    ...nameChecks(account, stack, settings),
    check(`network of ${stack.service}`, checkNetworkStage(account, deployment, stack)),
    check('provider for GitHub', checkGitHubProvider(account, deployment, stack)),
    check('service-linked role of ECS', checkEcsRole(account, stack)),
    check(`certificate of ${stack.service}`, checkCertificates(account, settings, stack)),
    check('domain name', checkPublicDomain(account, deployment, stack, prefix)),
    check('private zone', checkApiZoneRights(account, deployment, stack, prefix)),
  ]);
  checks.push(
    check('exports', checkImports(account, stacks)),
    check('listener of the callers', checkCallersAlone(account, deployment)),
    check(
      PROTOCOL_STEP,
      protocolStep.then(({ failures }) => failures),
    ),
    check(
      TRUST_STEP,
      trustStep.then(({ failures }) => failures),
    ),
    check('callers of the inside name', checkNameStep(importersOf, deployment)),
    check('private zones', checkInsideName(account, deployment, snapshot)),
    check('concurrency', checkConcurrency(account, stage, stacks)),
    check('permissions boundary', checkBoundary(account, deployment, prefix)),
  );
  const doubts = [
    check('network of the stage', noteOwnNetwork(account, stage, settings)),
    check(
      PROTOCOL_STEP,
      protocolStep.then(({ notes }) => notes),
    ),
    check(
      TRUST_STEP,
      trustStep.then(({ notes }) => notes),
    ),
  ];
  const network = stacks.find(({ service }) => service === NETWORK);
  if (network) {
    checks.push(
      check('Elastic IPs', checkElasticIps(account, settings, network)),
      check('regional NAT gateway', checkRegionalNat(account, deployment)),
      check('Elastic IPs of the stage', checkNatElasticIps(account, deployment, network)),
      check('VPC', checkExistingVpc(deployment, network, snapshot)),
      check('addresses', checkAddresses(account, deployment, network)),
      check('zones', checkZones(account, deployment, network)),
    );
    doubts.push(
      check('VPCs', noteVpcs(account, network)),
      check('names', snapshot ? [...noteNameServers(snapshot), ...noteZones(snapshot)] : []),
    );
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
