import {
  isAssociated,
  isOfEndpoint,
  isOfGatewayEndpoint,
} from '@private-lambda/inventory/route-tables';
import { LAST_ACL_RULE, type Snapshot } from '@private-lambda/inventory/snapshot';
import { defaultAclId, mainTableId } from '../model/id.ts';
import { type Declaration, declare, ref } from './declaration.ts';

/** VPC, subnets, gateways, peerings and the tables and ACLs of the subnets, as a template would declare them. */
export function declareRouting(snapshot: Snapshot): readonly Declaration[] {
  return [
    ...declareVpcs(snapshot),
    ...declareGateways(snapshot),
    ...declarePublicAccess(snapshot),
    ...(snapshot.RouteTables ?? []).flatMap(declareRouteTable),
    ...(snapshot.NetworkAcls ?? []).flatMap(declareAcl),
    ...declareUnread(snapshot),
  ];
}

/** What is blocked for the Region, as each subnet shows it; one that is excluded shows that it is off. */
function declarePublicAccess({ Subnets = [] }: Snapshot): Declaration[] {
  const modes = Subnets.flatMap(
    ({ BlockPublicAccessStates: { InternetGatewayBlockMode = 'off' } = {} }) =>
      InternetGatewayBlockMode === 'off' ? [] : InternetGatewayBlockMode,
  );
  const [InternetGatewayBlockMode] = modes;
  if (InternetGatewayBlockMode === undefined) return [];
  const type = 'AWS::EC2::VPCBlockPublicAccessOptions';
  return [declare('public-access-block', type, { InternetGatewayBlockMode })];
}

/** A value that no answer holds. */
const UNREAD = { 'Fn::ImportValue': 'what the inventory does not hold' };

/** Every VPC has a main table and a default ACL. Where the answers lack one, nothing is known of what is in it. */
function declareUnread({ VpcId, RouteTables = [], NetworkAcls = [] }: Snapshot): Declaration[] {
  const table = mainTableId(VpcId);
  const acl = defaultAclId(VpcId);
  const isMain = ({ Associations = [] }: RouteTable) => Associations.some(({ Main }) => Main);
  const everything = { Protocol: '-1', RuleAction: 'allow', CidrBlock: UNREAD };
  return [
    ...(RouteTables.some(isMain)
      ? []
      : [
          declare(table, 'AWS::EC2::RouteTable', { VpcId: ref(VpcId) }),
          declare(`${table}#unread`, 'AWS::EC2::Route', {
            RouteTableId: ref(table),
            DestinationCidrBlock: UNREAD,
            GatewayId: UNREAD,
          }),
        ]),
    ...(NetworkAcls.some(({ IsDefault }) => IsDefault)
      ? []
      : [
          declare(acl, 'AWS::EC2::NetworkAcl', { VpcId: ref(VpcId) }),
          ...[false, true].map((Egress) =>
            declare(`${acl}#unread-${Egress}`, 'AWS::EC2::NetworkAclEntry', {
              ...everything,
              Egress,
              RuleNumber: 1,
              NetworkAclId: ref(acl),
            }),
          ),
        ]),
  ];
}

function declareVpcs({ Vpcs = [], VpcAttributes, Subnets = [] }: Snapshot): Declaration[] {
  const vpcs = Vpcs.flatMap(({ VpcId, CidrBlock, CidrBlockAssociationSet = [] }) => [
    declare(VpcId, 'AWS::EC2::VPC', { CidrBlock, ...VpcAttributes }),
    ...CidrBlockAssociationSet.filter(
      (added) =>
        added.CidrBlock !== CidrBlock &&
        (added.CidrBlockState?.State ?? 'associated') === 'associated',
    ).map((added) =>
      declare(`${VpcId}#${added.CidrBlock}`, 'AWS::EC2::VPCCidrBlock', {
        VpcId: ref(VpcId),
        CidrBlock: added.CidrBlock,
      }),
    ),
  ]);
  const subnets = Subnets.filter(({ CidrBlock }) => CidrBlock).map((subnet) =>
    declare(subnet.SubnetId, 'AWS::EC2::Subnet', {
      VpcId: ref(subnet.VpcId),
      CidrBlock: subnet.CidrBlock,
      AvailabilityZone: subnet.AvailabilityZone,
      MapPublicIpOnLaunch: subnet.MapPublicIpOnLaunch,
    }),
  );
  return [...vpcs, ...subnets];
}

function declareGateways({
  InternetGateways = [],
  NatGateways = [],
  VpcPeeringConnections = [],
  Region,
}: Snapshot): Declaration[] {
  const internet = InternetGateways.flatMap(({ InternetGatewayId, Attachments = [] }) => [
    declare(InternetGatewayId, 'AWS::EC2::InternetGateway', {}),
    ...Attachments.map(({ VpcId }) =>
      declare(`${InternetGatewayId}#${VpcId}`, 'AWS::EC2::VPCGatewayAttachment', {
        VpcId,
        InternetGatewayId: ref(InternetGatewayId),
      }),
    ),
  ]);
  const nat = NatGateways.filter(({ State = 'available' }) => State === 'available').map(
    (gateway) =>
      declare(gateway.NatGatewayId, 'AWS::EC2::NatGateway', {
        SubnetId: gateway.SubnetId,
        VpcId: gateway.VpcId,
        ConnectivityType: gateway.ConnectivityType,
        AvailabilityMode: gateway.AvailabilityMode,
        AllocationId: gateway.NatGatewayAddresses?.[0]?.AllocationId,
      }),
  );
  // One that nobody has accepted carries nothing; the routes to it are black holes.
  const peerings = VpcPeeringConnections.filter(({ Status }) => Status?.Code === 'active').map(
    ({ VpcPeeringConnectionId, RequesterVpcInfo, AccepterVpcInfo }) =>
      declare(VpcPeeringConnectionId, 'AWS::EC2::VPCPeeringConnection', {
        VpcId: RequesterVpcInfo?.VpcId,
        PeerVpcId: AccepterVpcInfo?.VpcId,
        PeerRegion: [RequesterVpcInfo?.Region, AccepterVpcInfo?.Region].find(
          (region) => region !== undefined && region !== Region,
        ),
      }),
  );
  return [...internet, ...nat, ...peerings];
}

type RouteTable = NonNullable<Snapshot['RouteTables']>[number];

function declareRouteTable(table: RouteTable): Declaration[] {
  const { RouteTableId, VpcId = '', Associations = [], Routes = [] } = table;
  const id = Associations.some(({ Main }) => Main) ? mainTableId(VpcId) : RouteTableId;
  return [
    declare(id, 'AWS::EC2::RouteTable', { VpcId: ref(VpcId) }),
    ...Associations.filter(isAssociated).flatMap(({ SubnetId, GatewayId }) => {
      if (SubnetId !== undefined) {
        return [
          declare(`${SubnetId}#route-table`, 'AWS::EC2::SubnetRouteTableAssociation', {
            SubnetId: ref(SubnetId),
            RouteTableId: ref(id),
          }),
        ];
      }
      if (GatewayId === undefined) return [];
      return [
        declare(`${GatewayId}#route-table`, 'AWS::EC2::GatewayRouteTableAssociation', {
          GatewayId,
          RouteTableId: ref(id),
        }),
      ];
    }),
    // The local routes follow from the VPC; a gateway endpoint says itself on which tables it is.
    ...Routes.filter((route) => route.GatewayId !== 'local' && !isOfGatewayEndpoint(route)).map(
      (route, index) =>
        declare(`${RouteTableId}#route-${index + 1}`, 'AWS::EC2::Route', {
          ...destinationOf(route),
          ...targetOf(route),
          RouteTableId: ref(id),
        }),
    ),
  ];
}

type Route = NonNullable<RouteTable['Routes']>[number];

const destinationOf = (route: Route) => ({
  DestinationCidrBlock: route.DestinationCidrBlock,
  DestinationIpv6CidrBlock: route.DestinationIpv6CidrBlock,
  DestinationPrefixListId: route.DestinationPrefixListId,
});

/** A route without a target is a black hole, and hides a wider one all the same. */
function targetOf(route: Route): object {
  if (route.State === 'blackhole') return {};
  if (isOfEndpoint(route)) return { VpcEndpointId: route.GatewayId };
  const {
    State,
    DestinationCidrBlock,
    DestinationIpv6CidrBlock,
    DestinationPrefixListId,
    ...target
  } = route;
  return target;
}

type NetworkAcl = NonNullable<Snapshot['NetworkAcls']>[number];

function declareAcl(acl: NetworkAcl): Declaration[] {
  const { NetworkAclId, VpcId = '', IsDefault = false, Associations = [], Entries = [] } = acl;
  const id = IsDefault ? defaultAclId(VpcId) : NetworkAclId;
  return [
    declare(id, 'AWS::EC2::NetworkAcl', { VpcId: ref(VpcId) }),
    ...Associations.map(({ SubnetId }) =>
      declare(`${SubnetId}#network-acl`, 'AWS::EC2::SubnetNetworkAclAssociation', {
        SubnetId,
        NetworkAclId: ref(id),
      }),
    ),
    // The model knows what the last one denies.
    ...Entries.filter(({ RuleNumber }) => RuleNumber !== LAST_ACL_RULE).map((entry) =>
      declare(
        `${NetworkAclId}#${entry.Egress ? 'egress' : 'ingress'}-${entry.RuleNumber}`,
        'AWS::EC2::NetworkAclEntry',
        { ...entry, NetworkAclId: ref(id) },
      ),
    ),
  ];
}
