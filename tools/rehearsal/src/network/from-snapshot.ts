import { cidrsOf } from '@private-lambda/inventory/cidrs-of';
import { routeTableOf } from '@private-lambda/inventory/route-tables';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import type { GatewayEndpoint, LabNetwork, Subnet } from '@private-lambda/packet-lab/model';
import { hostsOf } from './hosts-of.ts';
import { outsidersOf, serviceId, serviceOf } from './outside.ts';
import { present } from './present.ts';
import { placeOfRegionalNat } from './regional-nat.ts';
import { aclsOf, groupsOf, tablesOf } from './rules-of.ts';

/** Services that are asked about in every network. */
const SERVICES = ['s3', 'dynamodb', 'logs'];

/**
 * The network of a snapshot, under the ids that AWS gives.
 * @throws Error for a part that is not known, and for a route to what a lab does not have
 */
export function fromSnapshot(snapshot: Snapshot): LabNetwork {
  const { VpcId } = snapshot;
  const endpoints = present(snapshot, 'VpcEndpoints').filter(
    ({ State = 'available' }) => State.toLowerCase() === 'available',
  );
  const gatewayEndpoints = endpoints
    .filter(({ VpcEndpointType }) => VpcEndpointType === 'Gateway')
    .map(
      ({ VpcEndpointId, ServiceName }): GatewayEndpoint => ({
        id: VpcEndpointId,
        vpc: VpcId,
        service: serviceId(serviceOf(ServiceName)),
      }),
    );
  const outside = outsidersOf([
    ...SERVICES,
    ...endpoints.map(({ ServiceName }) => serviceOf(ServiceName)),
  ]);
  const tables = present(snapshot, 'RouteTables');
  const acls = present(snapshot, 'NetworkAcls');
  const subnets = present(snapshot, 'Subnets').map(({ SubnetId, CidrBlock = '' }): Subnet => {
    const acl =
      acls.find(({ Associations = [] }) =>
        Associations.some((each) => each.SubnetId === SubnetId),
      ) ?? acls.find(({ IsDefault }) => IsDefault);
    return {
      id: SubnetId,
      vpc: VpcId,
      block: CidrBlock,
      routeTable: routeTableOf(SubnetId, snapshot)?.RouteTableId ?? '',
      acl: acl?.NetworkAclId ?? '',
    };
  });
  const hosts = hostsOf(snapshot, subnets, endpoints);
  const regional = hosts
    .filter(({ id, interfaces: [own] }) => own?.subnet === id)
    .map((host) => placeOfRegionalNat(host, VpcId));
  return {
    vpcs: [
      {
        id: VpcId,
        blocks: cidrsOf(snapshot),
        hasInternetGateway: present(snapshot, 'InternetGateways').some(({ Attachments = [] }) =>
          Attachments.some((each) => each.VpcId === VpcId),
        ),
      },
    ],
    subnets: [...subnets, ...regional.map(({ subnet }) => subnet)],
    routeTables: [
      ...tablesOf(tables, VpcId, endpoints, outside),
      ...regional.map(({ table }) => table),
    ],
    acls: [...aclsOf(acls), ...regional.map(({ acl }) => acl)],
    groups: groupsOf(present(snapshot, 'SecurityGroups'), snapshot, outside),
    hosts,
    gatewayEndpoints,
    peerings: [],
    outside,
  };
}
