import {
  GetApiCommand,
  GetApiMappingsCommand,
  GetAuthorizersCommand,
  GetDomainNameCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  ListEventSourceMappingsCommand,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda';
import type { Aws } from '@private-lambda/aws/clients';
import * as v from 'valibot';
import { type DeployedSystem, physicalId } from '../system/deployed-system.ts';

/** What ELB, Lambda and API Gateway say of the way from the HTTP API to the protected function. */
export type Hop = Awaited<ReturnType<typeof readHop>>;

export async function readHop(aws: Aws, system: DeployedSystem) {
  const [balancer, api, protectedFunctions, caller] = await Promise.all([
    readLoadBalancer(aws, system),
    readApi(aws, system),
    Promise.all(functionNames(system).map((name) => readFunction(aws, name))),
    readFunction(aws, physicalId(system.publicCaller, 'ApiLambdaFunction')),
  ]);
  return { ...balancer, api, protectedFunctions, caller };
}

/** osls makes `<Key>LambdaFunction` of every function of serverless.yml. */
function functionNames({ protectedApi }: DeployedSystem): readonly string[] {
  return [...protectedApi.resources].flatMap(([logicalId, name]) =>
    logicalId.endsWith('LambdaFunction') ? [name] : [],
  );
}

async function readLoadBalancer({ elb }: Aws, { protectedApi }: DeployedSystem) {
  const LoadBalancerArn = physicalId(protectedApi, 'ApiLoadBalancer');
  const [balancers, attributes, listeners] = await Promise.all([
    elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [LoadBalancerArn] })),
    elb.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn })),
    elb.send(new DescribeListenersCommand({ LoadBalancerArn })),
  ]);
  const withRules = await Promise.all(
    (listeners.Listeners ?? []).map(async (listener) => {
      const { ListenerArn } = listener;
      const { Rules: rules = [] } = await elb.send(new DescribeRulesCommand({ ListenerArn }));
      return { ...listener, rules };
    }),
  );
  const allRules = withRules.flatMap(({ rules }) => rules);
  const groupArns = allRules.flatMap(({ Actions = [] }) =>
    Actions.flatMap(({ TargetGroupArn: arn }) => (arn ? [arn] : [])),
  );
  const targetGroups = await Promise.all([...new Set(groupArns)].map((arn) => readGroup(elb, arn)));
  return {
    loadBalancer: balancers.LoadBalancers?.[0],
    loadBalancerAttributes: byKey(attributes.Attributes),
    listeners: withRules,
    targetGroups,
  };
}

async function readGroup(elb: Aws['elb'], TargetGroupArn: string) {
  const [groups, attributes, health] = await Promise.all([
    elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [TargetGroupArn] })),
    elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn })),
    elb.send(new DescribeTargetHealthCommand({ TargetGroupArn })),
  ]);
  return {
    ...groups.TargetGroups?.[0],
    arn: TargetGroupArn,
    attributes: byKey(attributes.Attributes),
    targetIds: (health.TargetHealthDescriptions ?? []).map(({ Target }) => Target?.Id),
  };
}

async function readApi({ httpApi }: Aws, { publicCaller, settings }: DeployedSystem) {
  const ApiId = physicalId(publicCaller, 'HttpApi');
  const [api, routes, integrations, authorizers, stage, domain] = await Promise.all([
    httpApi.send(new GetApiCommand({ ApiId })),
    httpApi.send(new GetRoutesCommand({ ApiId })),
    httpApi.send(new GetIntegrationsCommand({ ApiId })),
    httpApi.send(new GetAuthorizersCommand({ ApiId })),
    httpApi.send(new GetStageCommand({ ApiId, StageName: '$default' })),
    settings.publicDomainName ? readDomain(httpApi, settings.publicDomainName) : undefined,
  ]);
  return {
    id: api.ApiId,
    endpoint: api.ApiEndpoint,
    hasDefaultAddress: api.DisableExecuteApiEndpoint !== true,
    cors: api.CorsConfiguration,
    routes: routes.Items ?? [],
    integrations: integrations.Items ?? [],
    authorizers: authorizers.Items ?? [],
    stage,
    domain,
  };
}

async function readDomain(httpApi: Aws['httpApi'], DomainName: string) {
  const [domain, mappings] = await Promise.all([
    httpApi.send(new GetDomainNameCommand({ DomainName })),
    httpApi.send(new GetApiMappingsCommand({ DomainName })),
  ]);
  return { configuration: domain.DomainNameConfigurations?.[0], mappings: mappings.Items ?? [] };
}

export interface DeployedFunction {
  readonly name: string;
  readonly configuration: FunctionConfiguration;
  /** Who may invoke it: the statements of its resource policy. */
  readonly permissions: readonly Permission[];
  /** Function URLs and event sources: ways in besides those of the policy. */
  readonly otherDoors: number;
}

const permissionSchema = v.object({
  Sid: v.string(),
  Effect: v.string(),
  Principal: v.union([v.string(), v.record(v.string(), v.string())]),
  Action: v.string(),
  Condition: v.optional(v.record(v.string(), v.record(v.string(), v.string())), {}),
});
export type Permission = v.InferOutput<typeof permissionSchema>;
const policySchema = v.object({ Statement: v.array(permissionSchema) });

async function readFunction({ lambda }: Aws, FunctionName: string): Promise<DeployedFunction> {
  const [configuration, policy, urls, sources] = await Promise.all([
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName })),
    lambda.send(new GetPolicyCommand({ FunctionName })),
    lambda.send(new ListFunctionUrlConfigsCommand({ FunctionName })),
    lambda.send(new ListEventSourceMappingsCommand({ FunctionName })),
  ]);
  return {
    name: FunctionName,
    configuration,
    permissions: v.parse(policySchema, JSON.parse(policy.Policy ?? '')).Statement,
    otherDoors: (urls.FunctionUrlConfigs ?? []).length + (sources.EventSourceMappings ?? []).length,
  };
}

function byKey(
  attributes: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
): ReadonlyMap<string, string> {
  return new Map((attributes ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}
