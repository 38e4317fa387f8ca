import type { PlannedRoute } from '@private-lambda/system/read-routes';
import { protectedApiUrl } from '../../../../config/api-address.js';
import type { DeployedFunction, Hop, Permission } from '../aws/hop.ts';
import { type DeployedSystem, physicalId } from '../system/deployed-system.ts';
import type { Claims } from './claims.ts';
import { ownGroups } from './security-group-claims.ts';

/** The functions: where they stand, what they are told, and who may invoke them. */
export function claimFunctions(
  claims: Claims,
  system: DeployedSystem,
  hop: Hop,
  publicRoutes: readonly PlannedRoute[],
): void {
  for (const one of hop.protectedFunctions) claimProtectedFunction(claims, system, hop, one);
  claimCaller(claims, system, hop, publicRoutes);
}

/** Each stands behind a target group of its own, and behind nothing else. */
function claimProtectedFunction(
  claims: Claims,
  { settings }: DeployedSystem,
  { targetGroups }: Hop,
  protectedFunction: DeployedFunction,
): void {
  const { name, configuration, permissions } = protectedFunction;
  claims.equal(name, 'subnets', configuration.VpcConfig?.SubnetIds ?? [], []);
  claims.equal(name, 'time-out', configuration.Timeout, settings.timeBudget.protectedFunction);
  const groups = targetGroups.filter(({ targetIds }) =>
    targetIds.includes(configuration.FunctionArn),
  );
  claims.equal(name, 'number of target groups', groups.length, 1);
  const { arn } = claims.present(name, 'target group', groups[0]);
  // Until the target is registered the group has no ARN: that permission names all groups of this one name.
  const anyOfThisName = arn.replace(/[^/]+$/, '*');
  claimDoors(claims, protectedFunction, 'elasticloadbalancing.amazonaws.com', [arn, anyOfThisName]);
  for (const permission of permissions) {
    const account = conditionOf(permission, 'aws:SourceAccount');
    claims.equal(name, `account of permission ${permission.Sid}`, account, arn.split(':')[4]);
  }
}

function claimCaller(
  claims: Claims,
  system: DeployedSystem,
  hop: Hop,
  publicRoutes: readonly PlannedRoute[],
): void {
  const { settings, network } = system;
  const { caller, api } = hop;
  const { name, configuration } = caller;
  const worn = configuration.VpcConfig?.SecurityGroupIds ?? [];
  const clients = ['ApiClientSecurityGroup'];
  if (settings.callerInternetAccess) clients.push('InternetClientSecurityGroup');
  const idsOf = (ids: readonly string[]) => ids.map((id) => physicalId(network, id)).sort();
  claims.equal(
    name,
    'subnets',
    [...(configuration.VpcConfig?.SubnetIds ?? [])].sort(),
    idsOf([...settings.azs].map((letter) => `PrivateSubnet${letter}`)),
  );
  // It may wear keys of the team's own besides: what those open, the claims about security groups say.
  const ofTheDesign = worn.filter((id) => !ownGroups(network).includes(id));
  claims.equal(name, 'security groups', ofTheDesign.sort(), idsOf(clients));
  claims.equal(
    name,
    'PROTECTED_API_URL',
    configuration.Environment?.Variables?.['PROTECTED_API_URL'],
    protectedApiUrl(settings, hop.loadBalancer?.DNSName ?? ''),
  );
  const trusted = configuration.Environment?.Variables?.['PROTECTED_API_CA'];
  claims.equal(name, 'PROTECTED_API_CA', trusted, settings.apiCertificateAuthority);
  claims.equal(name, 'time-out', configuration.Timeout, settings.timeBudget.callerFunction);
  const account = configuration.FunctionArn?.split(':')[4];
  const region = configuration.FunctionArn?.split(':')[3];
  claimDoors(claims, caller, 'apigateway.amazonaws.com', [
    `arn:aws:execute-api:${region}:${account}:${api.id}/*`,
  ]);
  claims.equal(
    'HttpApi',
    'routes',
    api.routes.map(({ RouteKey }) => RouteKey).sort(),
    publicRoutes.map(({ route }) => route).sort(),
  );
  claims.equal(
    'HttpApi',
    'integrations',
    api.integrations.map(
      ({ IntegrationUri }) => IntegrationUri?.split(':function:').at(-1)?.split('/')[0],
    ),
    [name],
  );
  claims.equal(
    'HttpApi',
    'throttling',
    [
      api.stage.DefaultRouteSettings?.ThrottlingRateLimit,
      api.stage.DefaultRouteSettings?.ThrottlingBurstLimit,
    ],
    [settings.throttling.rateLimit, settings.throttling.burstLimit],
  );
}

/** Every statement of the policy is for this service and one of these sources, and there is no other way in. */
function claimDoors(
  claims: Claims,
  { name, permissions, otherDoors }: DeployedFunction,
  service: string,
  sources: readonly string[],
): void {
  claims.equal(name, 'function URLs and event sources', otherDoors, 0);
  claims.equal(name, 'is open to somebody', permissions.length > 0, true);
  for (const permission of permissions) {
    const { Sid, Principal, Action } = permission;
    claims.equal(name, `principal of permission ${Sid}`, Principal, { Service: service });
    claims.equal(name, `action of permission ${Sid}`, Action, 'lambda:InvokeFunction');
    const source = conditionOf(permission, 'aws:SourceArn');
    const known = sources.find((expected) => expected === source);
    claims.equal(name, `source of permission ${Sid}`, source, known ?? sources.join(' or '));
  }
}

/** Condition keys are not case-sensitive. */
function conditionOf({ Condition }: Permission, key: string): string | undefined {
  return Object.values(Condition)
    .flatMap((operands) => Object.entries(operands))
    .find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}
