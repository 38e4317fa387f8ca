import { MARKER_OUTPUT, markerOf, ownerOf } from '@private-lambda/osls-plugin/ownership';
import type { EcsCaller } from '../aws/ecs-caller.ts';
import type { Hop } from '../aws/hop.ts';
import type { Network } from '../aws/network.ts';
import type { Stack } from '../aws/stack.ts';
import { type DeployedSystem, physicalId } from '../system/deployed-system.ts';
import type { Claims } from './claims.ts';

/** Every output of every stack is the value of the thing it is named after, under an export `<stack>-<output>`. */
export function claimOutputs(
  claims: Claims,
  system: DeployedSystem,
  network: Network,
  hop: Hop,
): void {
  claimStack(claims, system.network, (key) => networkOutput(system, network, key));
  claimStack(claims, system.protectedApi, (key) => protectedApiOutput(system, hop, key));
  claimStack(claims, system.publicCaller, (key) => publicCallerOutput(system, hop, key));
}

/** The same of the optional stack. */
export function claimEcsCallerOutputs(claims: Claims, stack: Stack, found: EcsCaller): void {
  claimStack(claims, stack, (key) => ecsCallerOutput(stack, found, key));
}

function claimStack(
  claims: Claims,
  stack: Stack,
  expected: (key: string) => string | undefined,
): void {
  for (const [key, value] of stack.outputs) {
    const subject = `${stack.name}, output ${key}`;
    const right = everyStacksOutput(stack, key) ?? expected(key);
    claims.equal(subject, 'value', value, claims.present(subject, 'such resource', right));
    claims.equal(subject, 'export', stack.exports.get(key), `${stack.name}-${key}`);
  }
}

function everyStacksOutput(stack: Stack, key: string): string | undefined {
  if (key === 'ServerlessDeploymentBucketName') {
    return physicalId(stack, 'ServerlessDeploymentBucket');
  }
  const owner = ownerOf(Object.fromEntries(stack.tags));
  return key === MARKER_OUTPUT && owner ? markerOf(owner) : undefined;
}

/** `PrivateSubnetIdsAB`: the ids of PrivateSubnetA and PrivateSubnetB. */
const LIST = /^(\w+)Ids([A-D]{2,})$/;

function networkOutput(
  { network: stack }: DeployedSystem,
  network: Network,
  key: string,
): string | undefined {
  if (key === 'VpcCidr') return network.vpcs.get('Vpc')?.CidrBlock;
  if (key === 'AlarmTopicArn') return physicalId(stack, 'AlarmTopic');
  if (key === 'FlowLogGroupName') return physicalId(stack, 'FlowLogGroup');
  const publicIp = /^(NatGateway[A-D])PublicIp$/.exec(key)?.[1];
  if (publicIp) return network.natGateways.get(publicIp)?.NatGatewayAddresses?.[0]?.PublicIp;
  const [, prefix, letters] = LIST.exec(key) ?? [];
  if (prefix && letters) {
    return [...letters].map((letter) => physicalId(stack, prefix + letter)).join(',');
  }
  return stack.resources.get(key.replace(/Id$/, ''));
}

function protectedApiOutput(
  { protectedApi, settings }: DeployedSystem,
  hop: Hop,
  key: string,
): string | undefined {
  // `<Key>FunctionArn` and `<Key>FunctionName` are those of `<Key>LambdaFunction`.
  const [, functionKey, what] = /^(\w+)Function(Arn|Name)$/.exec(key) ?? [];
  const name = protectedApi.resources.get(`${functionKey}LambdaFunction`);
  const named = hop.protectedFunctions.find((one) => one.name === name);
  if (named !== undefined) return what === 'Arn' ? named.configuration.FunctionArn : named.name;
  return {
    LoadBalancerDnsName: hop.loadBalancer?.DNSName,
    ApiDomainName: settings.apiDomainName,
    LoadBalancerHostedZoneId: hop.loadBalancer?.CanonicalHostedZoneId,
    LoadBalancerArn: hop.loadBalancer?.LoadBalancerArn,
    LoadBalancerFullName: hop.loadBalancer?.LoadBalancerArn?.split(':loadbalancer/')[1],
    AccessLogBucketName: protectedApi.resources.get('AccessLogBucket'),
  }[key];
}

function publicCallerOutput(
  { settings }: DeployedSystem,
  hop: Hop,
  key: string,
): string | undefined {
  const region = hop.caller.configuration.FunctionArn?.split(':')[3];
  return {
    HttpApiId: hop.api.id,
    HttpApiUrl: `https://${hop.api.id}.execute-api.${region}.amazonaws.com`,
    ApiFunctionArn: hop.caller.configuration.FunctionArn,
    PublicUrl: `https://${settings.publicDomainName}`,
    PublicDomainTarget: hop.api.domain?.configuration?.ApiGatewayDomainName,
  }[key];
}

function ecsCallerOutput(stack: Stack, found: EcsCaller, key: string): string | undefined {
  return {
    LoadBalancerDnsName: found.loadBalancer?.DNSName,
    LoadBalancerHostedZoneId: found.loadBalancer?.CanonicalHostedZoneId,
    LoadBalancerArn: found.loadBalancer?.LoadBalancerArn,
    ClusterName: physicalId(stack, 'CallerCluster'),
    ServiceName: found.service?.serviceName,
    TaskRoleArn: found.taskDefinition?.taskRoleArn,
    LogGroupName: found.logGroup?.logGroupName,
    AccessLogBucketName: stack.resources.get('AccessLogBucket'),
  }[key];
}
