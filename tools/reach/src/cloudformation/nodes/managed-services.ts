import { defaultSubnetId } from '../../model/default-subnet.ts';
import { shownId, unknownId } from '../../model/id.ts';
import type { Certainty, Id, Node, NodeKind } from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { describeValue, UnknownValue, type Value } from '../../template/value.ts';
import { findNamed, findSubnetGroup } from '../read/find-named.ts';
import { readBoolean, readId, readText } from '../read/read-value.ts';
import { attachingValues } from '../types/resource-table.ts';
import type { NodeContext } from './instances.ts';
import { groupReader, interfacesIn } from './interfaces.ts';

/** A service that AWS runs with interfaces in the account's subnets, as the schema's own properties place it. */
interface ManagedService {
  readonly kind: NodeKind;
  /** Whether it has a public address; never, where it is left out. */
  readonly isPublic?: (resource: Resource) => Certainty;
}

const PRIVATE: ManagedService = { kind: 'database' };
/** It has a property for it, which is false by default. */
const PRIVATE_BY_DEFAULT: ManagedService = {
  kind: 'database',
  isPublic: (resource) => readBoolean(resource.get('PubliclyAccessible'), false),
};
/** It opens connections: builds, proxies, jobs. */
const OPENS: ManagedService = { kind: 'service' };

/** By type, what is not in the schema. Their groups, subnets and subnet groups are (`resource-types.json`). */
export const MANAGED_SERVICES: ReadonlyMap<string, ManagedService> = new Map([
  ['AWS::AmazonMQ::Broker', PRIVATE_BY_DEFAULT],
  ['AWS::DAX::Cluster', PRIVATE],
  ['AWS::DocDB::DBCluster', PRIVATE],
  ['AWS::DocDBElastic::Cluster', PRIVATE],
  ['AWS::EFS::MountTarget', { kind: 'file-system' }],
  ['AWS::ElastiCache::CacheCluster', PRIVATE],
  ['AWS::ElastiCache::ReplicationGroup', PRIVATE],
  ['AWS::ElastiCache::ServerlessCache', PRIVATE],
  ['AWS::Elasticsearch::Domain', PRIVATE],
  ['AWS::FSx::FileSystem', { kind: 'file-system' }],
  ['AWS::MSK::Cluster', { kind: 'database', isPublic: isPublicKafka }],
  ['AWS::MSK::ServerlessCluster', PRIVATE],
  ['AWS::MemoryDB::Cluster', PRIVATE],
  ['AWS::Neptune::DBCluster', PRIVATE],
  ['AWS::OpenSearchService::Domain', PRIVATE],
  ['AWS::Redshift::Cluster', PRIVATE_BY_DEFAULT],
  ['AWS::Redshift::EndpointAccess', PRIVATE],
  ['AWS::RedshiftServerless::Workgroup', PRIVATE_BY_DEFAULT],
  ['AWS::Timestream::InfluxDBInstance', PRIVATE_BY_DEFAULT],
  ['AWS::CodeBuild::Project', OPENS],
  ['AWS::Batch::ComputeEnvironment', { kind: 'service', isPublic: isPublicCompute }],
  ['AWS::EKS::Cluster', { kind: 'service', isPublic: isPublicCluster }],
  ['AWS::Lambda::CapacityProvider', OPENS],
  ['AWS::Lambda::NetworkConnector', OPENS],
  ['AWS::RDS::DBProxy', OPENS],
  ['AWS::RDS::DBProxyEndpoint', OPENS],
]);

/** @returns undefined for one that is in no subnet of the account, such as a domain without VPCOptions */
export function buildManagedService(
  resource: Resource,
  { set, subnets }: NodeContext,
): Node | undefined {
  const service = MANAGED_SERVICES.get(resource.type);
  const { groups, places } = placesOf(resource, set);
  if (!service || (groups.length === 0 && places.length === 0)) return undefined;
  return {
    id: resource.id,
    kind: service.kind,
    ...interfacesIn(
      resource.id,
      places.length === 0 ? defaultSubnetId(resource.id) : oneOrAll(places),
      groupReader(oneOrAll(groups), subnets),
      service.isPublic?.(resource) ?? false,
    ),
  };
}

/** A list that is not known stays one value, so that its length is not known either. */
export function oneOrAll(values: readonly Value[]): Value {
  const [first, second] = values;
  return first !== undefined && second === undefined ? first : values;
}

interface Places {
  readonly groups: readonly Value[];
  readonly places: readonly Value[];
}

interface Places {
  readonly groups: readonly Value[];
  readonly places: readonly Value[];
}

/** The groups and the subnets that a resource's attaching properties state, else those of its launch templates. */
export function placesOf(resource: Resource, set: StackSet): Places {
  const { groups, places } = statedPlaces(resource, set);
  const launched = launchTemplatesOf(resource, set);
  const add = (own: readonly Value[], kind: keyof Places) =>
    own.length > 0 ? own : launched.flatMap((each) => each[kind]);
  return { groups: add(groups, 'groups'), places: add(places, 'places') };
}

function statedPlaces(resource: Resource, set: StackSet): Places {
  const groups: Value[] = [];
  const places: Value[] = [];
  for (const { name, value } of attachingValues(resource)) {
    if (/SubnetGroup/.test(name)) places.push(...subnetsOfGroup(resource.id, value, set));
    else if (/Subnets?|^VPCZoneIdentifier$/.test(name)) places.push(value);
    else if (/SecurityGroup|^GroupSet$|^Groups$/.test(name)) groups.push(value);
  }
  return { groups, places };
}

/** "Launch an instance from a launch template": the groups of one that is not in the templates are not known. */
function launchTemplatesOf(resource: Resource, set: StackSet): Places[] {
  return attachingValues(resource).flatMap(({ name, value }) => {
    const template = findNamed(set, 'AWS::EC2::LaunchTemplate', 'LaunchTemplateName', value);
    if (template) return [statedPlaces(template, set)];
    if (!/LaunchTemplate(Id|Name)$/.test(name)) return [];
    const absent = `the groups of launch template ${describeValue(value)}`;
    return [{ groups: [new UnknownValue(absent, 'not in the templates')], places: [] }];
  });
}

function subnetsOfGroup(node: Id, name: Value, set: StackSet): readonly Value[] {
  const group = findSubnetGroup(set, name);
  const listed = group?.get('SubnetIds');
  if (listed !== undefined) return [listed].flat();
  return [unknownId(`the subnet of ${node} (${shownId(readId(name) ?? '')})`)];
}

/** "Public access" of Amazon MSK: only by Elastic IPs that the service provides. */
function isPublicKafka(cluster: Resource): Certainty {
  const type = readText(
    cluster.get('BrokerNodeGroupInfo', 'ConnectivityInfo', 'PublicAccess', 'Type'),
  );
  if (type === undefined || type === 'DISABLED') return false;
  return typeof type === 'string' ? true : type;
}

/** "AWS::Batch::ComputeEnvironment": its jobs may be given public addresses by their definition or their subnet. */
function isPublicCompute({ id }: Resource): Certainty {
  return { unknown: `whether the jobs of ${id} get public addresses` };
}

/** "Cluster API server endpoint": public unless that is turned off, at an address that is none of the cluster's own. */
function isPublicCluster(cluster: Resource): Certainty {
  const access = cluster.get('ResourcesVpcConfig', 'EndpointPublicAccess');
  if (readBoolean(access, true) === false) return false;
  return { unknown: `the public endpoint of ${cluster.id} is not modelled` };
}
