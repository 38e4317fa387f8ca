import type { Id, Node, NodeKind, Subnet } from '../../model/network.ts';
import { entry, type Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { isMap, UnknownValue, type Value } from '../../template/value.ts';
import type { Edits } from '../read/edits.ts';
import { findNamed } from '../read/find-named.ts';
import { readId, readText, unknownBecause } from '../read/read-value.ts';
import { endpointKind } from '../routing/endpoints.ts';
import { buildService } from './container-services.ts';
import { fixedAddress } from './fixed-address.ts';
import { buildInstance, ElasticIps, type NodeContext } from './instances.ts';
import { GROUPLESS, groupReader, interfaceGroups, interfacesIn, unfiltered } from './interfaces.ts';
import { buildClassicLoadBalancer, buildLoadBalancer } from './load-balancers.ts';
import { buildManagedService, MANAGED_SERVICES } from './managed-services.ts';
import { buildScalingGroup } from './scaling-groups.ts';

type Builder = (resource: Resource, context: NodeContext) => Node | undefined;

/** How each type of resource comes to its network interfaces. */
const BUILDERS: Readonly<Record<string, Builder>> = {
  'AWS::Lambda::Function': buildFunction,
  'AWS::Serverless::Function': buildFunction,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': buildLoadBalancer,
  'AWS::ElasticLoadBalancing::LoadBalancer': buildClassicLoadBalancer,
  'AWS::AutoScaling::AutoScalingGroup': buildScalingGroup,
  'AWS::EC2::VPCEndpoint': buildEndpoint,
  'AWS::ECS::Service': buildService,
  'AWS::EC2::Instance': buildInstance,
  'AWS::EC2::NatGateway': buildNatGateway,
  'AWS::EC2::NetworkInterface': (resource, context) =>
    build(resource, 'network-interface', {
      interfaces: [
        {
          node: resource.id,
          subnet: readId(resource.get('SubnetId')) ?? '',
          address: fixedAddress(resource.get('PrivateIpAddress')),
          groups: interfaceGroups(
            resource.get('GroupSet'),
            resource.get(GROUPLESS),
            context.subnets,
          )(readId(resource.get('SubnetId')) ?? ''),
          publicAddress: context.elasticIps.of(resource.id),
        },
      ],
      perhapsMore: undefined,
    }),
};

export function isNodeType(type: string): boolean {
  return Object.hasOwn(BUILDERS, type) || MANAGED_SERVICES.has(type);
}

export function buildNodes(
  set: StackSet,
  subnets: ReadonlyMap<Id, Subnet>,
  edits: Edits,
): Map<Id, Node> {
  const context: NodeContext = { set, subnets, elasticIps: new ElasticIps(set, edits) };
  const nodes = new Map<Id, Node>();
  for (const resource of set.ofType(isNodeType)) {
    const build = BUILDERS[resource.type] ?? buildManagedService;
    const node = build(resource, context);
    if (node) nodes.set(node.id, node);
  }
  return nodes;
}

/** "Giving Lambda functions access to resources in an Amazon VPC": an interface in each subnet, never a public address. */
function buildFunction(resource: Resource, context: NodeContext): Node {
  const config = resource.get('VpcConfig');
  if (config !== undefined && !isMap(config)) {
    return build(resource, 'function', { interfaces: [], perhapsMore: unknownBecause(config) });
  }
  const capacity = resource.get('CapacityProviderConfig');
  if (capacity !== undefined) return onCapacityProvider(resource, capacity, context);
  return build(
    resource,
    'function',
    interfacesIn(
      resource.id,
      entry(config, ['SubnetIds']),
      groupReader(entry(config, ['SecurityGroupIds']), context.subnets),
      false,
    ),
  );
}

/** "Lambda Managed Instances": in the subnets of its capacity provider, with the groups of that. */
function onCapacityProvider(resource: Resource, config: Value, context: NodeContext): Node {
  const named = entry(config, [
    'LambdaManagedInstancesCapacityProviderConfig',
    'CapacityProviderArn',
  ]);
  const type = 'AWS::Lambda::CapacityProvider';
  const provider = findNamed(context.set, type, 'CapacityProviderName', named);
  const node = provider && buildManagedService(provider, context);
  if (!node) {
    const unknown = `${resource.id} runs on a capacity provider that is not in the templates`;
    return build(resource, 'function', { interfaces: [], perhapsMore: { unknown } });
  }
  const interfaces = node.interfaces.map((each) => ({ ...each, node: resource.id }));
  return build(resource, 'function', { interfaces, perhapsMore: node.perhapsMore });
}

/** "Regional NAT gateways": in no subnet that anybody names, so where its packets come from is not known. */
function buildNatGateway(nat: Resource): Node {
  const isRegional = readText(nat.get('AvailabilityMode')) === 'regional';
  const place = isRegional
    ? new UnknownValue(nat.id, `${nat.id} is regional and in none of the subnets`)
    : nat.get('SubnetId');
  return build(nat, 'nat-gateway', interfacesIn(nat.id, place, unfiltered, true));
}

function buildEndpoint(resource: Resource, { subnets }: NodeContext): Node | undefined {
  const kind = endpointKind(resource);
  if (kind === 'Gateway') return undefined;
  return build(
    resource,
    'interface-endpoint',
    interfacesIn(
      resource.id,
      resource.get('SubnetIds'),
      groupReader(resource.get('SecurityGroupIds'), subnets),
      false,
    ),
  );
}

function build(
  { id }: Resource,
  kind: NodeKind,
  placed: Pick<Node, 'interfaces' | 'perhapsMore'>,
): Node {
  return { id, kind, ...placed };
}
