import { defaultSubnetId } from '../../model/default-subnet.ts';
import type { Node, NodeKind } from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { UnknownValue } from '../../template/value.ts';
import { findNamed } from '../read/find-named.ts';
import type { NodeContext } from './instances.ts';
import { groupReader, interfacesIn } from './interfaces.ts';
import { oneOrAll, type Places, placesOf } from './places.ts';
import {
  byProperty,
  isPublicCluster,
  isPublicCompute,
  isPublicDatabase,
  isPublicKafka,
  type PublicAccess,
} from './public-access.ts';

/** A service that AWS runs with interfaces in the account's subnets, as the schema's own properties place it. */
interface ManagedService {
  readonly kind: NodeKind;
  /** Never public, where it is left out. */
  readonly isPublic?: PublicAccess;
  /** Type of the cluster whose groups, and whose subnets if it states none, an instance of it has. */
  readonly cluster?: string;
  /** Without groups and subnets it is not in a default VPC, but in no subnet of the account at all. */
  readonly mayBeOutside?: boolean;
}

const PRIVATE: ManagedService = { kind: 'database' };
/** It has a property for it, which is false by default. */
const PRIVATE_BY_DEFAULT: ManagedService = { kind: 'database', isPublic: byProperty(false) };
/** It opens connections: builds, proxies, jobs. */
const OPENS: ManagedService = { kind: 'service' };

/** By type, what is not in the schema. Their groups, subnets and subnet groups are (`resource-types.json`). */
export const MANAGED_SERVICES: ReadonlyMap<string, ManagedService> = new Map([
  ['AWS::AmazonMQ::Broker', PRIVATE_BY_DEFAULT],
  ['AWS::DAX::Cluster', PRIVATE],
  ['AWS::DMS::ReplicationInstance', { kind: 'service', isPublic: byProperty(true) }],
  ['AWS::DocDB::DBCluster', PRIVATE],
  ['AWS::DocDB::DBInstance', { kind: 'database', cluster: 'AWS::DocDB::DBCluster' }],
  ['AWS::DocDBElastic::Cluster', PRIVATE],
  ['AWS::EFS::MountTarget', { kind: 'file-system' }],
  ['AWS::ElastiCache::CacheCluster', PRIVATE],
  ['AWS::ElastiCache::ReplicationGroup', PRIVATE],
  ['AWS::ElastiCache::ServerlessCache', PRIVATE],
  ['AWS::Elasticsearch::Domain', { kind: 'database', mayBeOutside: true }],
  ['AWS::FSx::FileSystem', { kind: 'file-system' }],
  ['AWS::MSK::Cluster', { kind: 'database', isPublic: isPublicKafka }],
  ['AWS::MSK::ServerlessCluster', PRIVATE],
  ['AWS::MemoryDB::Cluster', PRIVATE],
  ['AWS::Neptune::DBCluster', PRIVATE],
  ['AWS::Neptune::DBInstance', { kind: 'database', cluster: 'AWS::Neptune::DBCluster' }],
  ['AWS::OpenSearchService::Domain', { kind: 'database', mayBeOutside: true }],
  ['AWS::RDS::DBCluster', { kind: 'database', isPublic: isPublicDatabase }],
  [
    'AWS::RDS::DBInstance',
    { kind: 'database', isPublic: isPublicDatabase, cluster: 'AWS::RDS::DBCluster' },
  ],
  ['AWS::Redshift::Cluster', PRIVATE_BY_DEFAULT],
  ['AWS::Redshift::EndpointAccess', PRIVATE],
  ['AWS::RedshiftServerless::Workgroup', PRIVATE_BY_DEFAULT],
  ['AWS::S3Files::MountTarget', { kind: 'file-system' }],
  ['AWS::Timestream::InfluxDBInstance', PRIVATE_BY_DEFAULT],
  ['AWS::CodeBuild::Project', { kind: 'service', mayBeOutside: true }],
  [
    'AWS::Batch::ComputeEnvironment',
    { kind: 'service', isPublic: isPublicCompute, mayBeOutside: true },
  ],
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
  if (!service) return undefined;
  const { groups, places } = placesInCluster(resource, service.cluster, set);
  if (service.mayBeOutside && groups.length === 0 && places.length === 0) return undefined;
  return {
    id: resource.id,
    kind: service.kind,
    ...interfacesIn(
      resource.id,
      places.length === 0 ? defaultSubnetId(resource.id) : oneOrAll(places),
      groupReader(oneOrAll(groups), subnets),
      service.isPublic?.(resource, set) ?? false,
    ),
  };
}

/** "AWS::RDS::DBInstance": the groups and the subnet group of an instance in a cluster are the cluster's. */
function placesInCluster(resource: Resource, type: string | undefined, set: StackSet): Places {
  const own = placesOf(resource, set);
  const name = type === undefined ? undefined : resource.get(CLUSTER);
  if (type === undefined || name === undefined) return own;
  const cluster = findNamed(set, type, CLUSTER, name);
  const absent = [new UnknownValue(`${resource.id}.${CLUSTER}`, 'a cluster that is not given')];
  const { groups, places } = cluster ? placesOf(cluster, set) : { groups: absent, places: absent };
  return { groups, places: own.places.length > 0 ? own.places : places };
}

/** In which an instance names its cluster, and a cluster itself. */
const CLUSTER = 'DBClusterIdentifier';
