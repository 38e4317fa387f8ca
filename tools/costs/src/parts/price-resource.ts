import type { Resource } from 'cfn-reach/src/template/resource.ts';
import { describeValue, isList } from 'cfn-reach/src/template/value.ts';
import { byUse, charge, type Finding, notPriced } from './charge.ts';
import { priceCluster, priceServiceMetrics } from './container-insights.ts';
import { type FindResource, priceEcsService } from './ecs-service.ts';
import { FREE_TYPES, TYPES_BY_USE } from './free-types.ts';

type PriceRule = (
  resource: Resource,
  find: FindResource,
  own: readonly Resource[],
) => readonly Finding[];

const rules: ReadonlyMap<string, PriceRule> = new Map<string, PriceRule>([
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', priceLoadBalancer],
  ['AWS::EC2::NatGateway', priceNatGateway],
  ['AWS::EC2::EIP', () => [charge('public IPv4 address', 'publicIpv4Hour', 1)]],
  ['AWS::EC2::VPCEndpoint', priceEndpoint],
  ['AWS::ApiGatewayV2::Stage', priceApiStage],
  ['AWS::ECS::Cluster', priceCluster],
  [
    'AWS::ECS::Service',
    (service, find) => [...priceEcsService(service, find), ...priceServiceMetrics(service, find)],
  ],
  ['AWS::CloudWatch::Alarm', priceAlarm],
  ['AWS::CloudWatch::Dashboard', () => [charge('dashboard', 'dashboardMonth', 1)]],
  ['AWS::Route53::HostedZone', () => [charge('hosted zone', 'hostedZoneMonth', 1)]],
  ['AWS::WAFv2::WebACL', priceWebAcl],
]);

/**
 * What one resource costs while nothing uses it. A type that is not known here is named, never free.
 * @param own all resources of its stage
 */
export function priceResource(
  resource: Resource,
  find: FindResource,
  own: readonly Resource[],
): readonly Finding[] {
  const rule = rules.get(resource.type);
  if (rule) return rule(resource, find, own);
  if (FREE_TYPES.has(resource.type)) return [];
  const use = TYPES_BY_USE.get(resource.type);
  if (use !== undefined) return [byUse(use)];
  return [notPriced(`${resource.type} ${resource.id}`, 'this tool does not know its price')];
}

function priceLoadBalancer(resource: Resource): Finding[] {
  const type = resource.get('Type') ?? 'application';
  const scheme = resource.get('Scheme') ?? 'internet-facing';
  if (type !== 'application' || (scheme !== 'internal' && scheme !== 'internet-facing')) {
    return [
      notPriced(`load balancer ${resource.id}`, 'only application load balancers are priced'),
    ];
  }
  const balancer = charge(`${scheme} load balancer`, 'applicationLoadBalancerHour', 1);
  const use = byUse('load balancers: capacity units');
  if (scheme === 'internal') return [balancer, use];
  const subnets = resource.get('Subnets');
  const addresses = isList(subnets)
    ? // One for each AZ while it is small (Elastic Load Balancing user guide, "Load balancer subnets").
      charge('public IPv4 address', 'publicIpv4Hour', subnets.length)
    : notPriced(`public addresses of ${resource.id}`, 'how many subnets it has is not settled');
  return [balancer, addresses, use];
}

function priceNatGateway(
  resource: Resource,
  _find: FindResource,
  own: readonly Resource[],
): Finding[] {
  if (resource.get('AvailabilityMode') === 'regional') return priceRegionalNat(resource, own);
  if (resource.get('SubnetId') === undefined) {
    return [notPriced(`NAT gateway ${resource.id}`, 'only one that lies in a subnet is priced')];
  }
  return [
    charge('NAT gateway', 'natGatewayHour', 1),
    // That of a stack is a resource of its own.
    ...(typeof resource.get('AllocationId') === 'string'
      ? [charge('public IPv4 address', 'publicIpv4Hour', 1)]
      : []),
    byUse('NAT gateways: data processed'),
  ];
}

/**
 * By the hour in each AZ that it is in, with a public address in each: those of the subnets that the stage makes. In an
 * existing VPC it may be in more, where others have something. That each AZ is billed is what others quote of Amazon VPC
 * pricing (docs/costs.md).
 */
function priceRegionalNat({ id }: Resource, own: readonly Resource[]): Finding[] {
  const zones = new Set(
    own
      .filter(({ type }) => type === 'AWS::EC2::Subnet')
      .map((subnet) => describeValue(subnet.get('AvailabilityZone') ?? subnet.id)),
  );
  if (zones.size === 0) {
    return [notPriced(`NAT gateway ${id}`, 'no subnet in these templates says its zones')];
  }
  return [
    charge('regional NAT gateway, AZs', 'natGatewayHour', zones.size),
    charge('public IPv4 address', 'publicIpv4Hour', zones.size),
    byUse('NAT gateways: data processed'),
  ];
}

function priceEndpoint(resource: Resource): Finding[] {
  const type = resource.get('VpcEndpointType') ?? 'Gateway';
  if (type === 'Gateway') return [];
  const subnets = resource.get('SubnetIds');
  if (type !== 'Interface' || !isList(subnets)) {
    return [
      notPriced(`endpoint ${resource.id}`, 'only an interface endpoint with subnets is priced'),
    ];
  }
  const service = String(resource.get('ServiceName') ?? resource.id).replace(
    /^com\.amazonaws\.[^.]+\./,
    '',
  );
  return [
    charge(`interface endpoint ${service}, AZs`, 'interfaceEndpointAzHour', subnets.length),
    byUse('interface endpoints: data processed'),
  ];
}

function priceApiStage(resource: Resource): Finding[] {
  const detailed = resource.get('DefaultRouteSettings', 'DetailedMetricsEnabled') === true;
  return detailed ? [byUse('HTTP API: metrics of each route, at the price of custom ones')] : [];
}

function priceAlarm(resource: Resource): Finding[] {
  const period = Number(resource.get('Period') ?? 60);
  const metrics = resource.get('Metrics');
  if (!(period >= 60)) {
    return [notPriced(`alarm ${resource.id}`, 'only alarms of standard resolution are priced')];
  }
  // An expression is no metric of its own (CloudWatch pricing, "Alarms").
  const looked = isList(metrics)
    ? metrics.filter((one) => JSON.stringify(one).includes('"MetricStat"')).length
    : 1;
  return [charge('alarm metric', 'alarmMetricMonth', looked)];
}

/** Rules of a group or of somebody else cost more than one each. */
function priceWebAcl(resource: Resource): Finding[] {
  const rules = resource.get('Rules') ?? [];
  if (!isList(rules) || JSON.stringify(rules).includes('RuleGroupStatement')) {
    return [notPriced(`web ACL ${resource.id}`, 'only one with rules of its own is priced')];
  }
  return [
    charge('web ACL', 'webAclMonth', 1),
    charge('rule of a web ACL', 'webAclRuleMonth', rules.length),
    byUse('web ACLs: requests'),
  ];
}
