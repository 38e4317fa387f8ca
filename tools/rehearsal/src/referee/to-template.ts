import type {
  AclEntry,
  Cidr,
  GroupRule,
  Host,
  LabNetwork,
  Protocol,
  Route,
} from '@private-lambda/packet-lab/model';

interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

type Resources = [logicalId: string, resource: Resource][];

const ref = (id: string) => ({ Ref: id });
const resource = (Type: string, Properties: Resource['Properties'] = {}): Resource => ({
  Type: `AWS::${Type}`,
  Properties,
});

/** A network as a CloudFormation template that would make it. The ids of the model are its logical ids. */
export function toTemplate(network: LabNetwork) {
  return {
    Conditions: { [NEVER]: { 'Fn::Equals': ['yes', 'no'] } },
    Resources: Object.fromEntries<Resource>([
      [GONE, { ...resource('EC2::NatGateway'), Condition: NEVER }],
      ...vpcs(network),
      ...routes(network),
      ...acls(network),
      ...groups(network),
      ...network.hosts.flatMap(hostResources(network)),
    ]),
  };
}

/** A condition that does not hold, and a gateway that is not there: a route to it is a black hole. */
const NEVER = 'Never';
const GONE = 'Gone';

const gatewayOf = (vpc: string) => `${vpc}Gateway`;

function vpcs({ vpcs: all, subnets, peerings }: LabNetwork): Resources {
  return [
    ...all.flatMap(
      ({ id, blocks: [CidrBlock, ...others], hasInternetGateway }): Resources => [
        [id, resource('EC2::VPC', { CidrBlock, EnableDnsSupport: true, EnableDnsHostnames: true })],
        ...others.map((block, index): Resources[number] => [
          `${id}Block${index}`,
          resource('EC2::VPCCidrBlock', { VpcId: ref(id), CidrBlock: block }),
        ]),
        ...(hasInternetGateway
          ? ([
              [gatewayOf(id), resource('EC2::InternetGateway')],
              [
                `${id}Attachment`,
                resource('EC2::VPCGatewayAttachment', {
                  VpcId: ref(id),
                  InternetGatewayId: ref(gatewayOf(id)),
                }),
              ],
            ] satisfies Resources)
          : []),
      ],
    ),
    ...subnets.map(({ id, vpc, block }): Resources[number] => [
      id,
      resource('EC2::Subnet', { VpcId: ref(vpc), CidrBlock: block }),
    ]),
    ...peerings.map(({ id, vpcs: [VpcId, PeerVpcId] }): Resources[number] => [
      id,
      resource('EC2::VPCPeeringConnection', { VpcId: ref(VpcId), PeerVpcId: ref(PeerVpcId) }),
    ]),
  ];
}

function routes({ routeTables, subnets, gatewayEndpoints }: LabNetwork): Resources {
  return [
    ...routeTables.flatMap(
      ({ id, vpc, routes: own }): Resources => [
        [id, resource('EC2::RouteTable', { VpcId: ref(vpc) })],
        ...own
          .filter(({ target }) => target.kind !== 'gateway-endpoint')
          .flatMap(({ destination, target }, index): Resources => {
            const route = `${id}Route${index}`;
            const list = `${route}List`;
            // Every second one names its block by a prefix list, which is all the same.
            const isListed = index % 2 === 1;
            return [
              ...(isListed ? [prefixList(list, [destination])] : []),
              [
                route,
                resource('EC2::Route', {
                  RouteTableId: ref(id),
                  ...(isListed
                    ? { DestinationPrefixListId: ref(list) }
                    : { DestinationCidrBlock: destination }),
                  ...targetOf(target, vpc),
                }),
              ],
            ];
          }),
      ],
    ),
    ...subnets.map(({ id, routeTable }): Resources[number] => [
      `${id}Table`,
      resource('EC2::SubnetRouteTableAssociation', {
        SubnetId: ref(id),
        RouteTableId: ref(routeTable),
      }),
    ]),
    // "Gateway endpoints": the endpoint names its tables, and puts a route into each.
    ...gatewayEndpoints.map(({ id, vpc, service }): Resources[number] => [
      id,
      endpoint(vpc, service, {
        VpcEndpointType: 'Gateway',
        RouteTableIds: routeTables
          .filter(({ routes: own }) =>
            own.some(({ target }) => target.kind === 'gateway-endpoint' && target.id === id),
          )
          .map((table) => ref(table.id)),
      }),
    ]),
  ];
}

const prefixList = (id: string, blocks: readonly Cidr[]): Resources[number] => [
  id,
  resource('EC2::PrefixList', {
    PrefixListName: id,
    AddressFamily: 'IPv4',
    MaxEntries: blocks.length,
    Entries: blocks.map((block) => ({ Cidr: block })),
  }),
];

function targetOf(target: Route['target'], vpc: string): Record<string, unknown> {
  switch (target.kind) {
    case 'internet-gateway':
      return { GatewayId: ref(gatewayOf(vpc)) };
    case 'nat-gateway':
      return { NatGatewayId: ref(target.id) };
    case 'peering':
      return { VpcPeeringConnectionId: ref(target.id) };
    case 'blackhole':
      return { NatGatewayId: ref(GONE) };
    case 'gateway-endpoint':
      throw new Error(`no template states a route to a ${target.kind}`);
  }
}

const endpoint = (vpc: string, service: string, properties: Resource['Properties']) =>
  resource('EC2::VPCEndpoint', {
    VpcId: ref(vpc),
    ServiceName: `com.amazonaws.us-east-1.${service.replace('aws:', '')}`,
    ...properties,
  });

const ACL_PROTOCOL: Readonly<Record<Protocol, number>> = { any: -1, icmp: 1, tcp: 6, udp: 17 };

function acls({ acls: all, subnets }: LabNetwork): Resources {
  const vpcOf = (id: string) => subnets.find(({ acl }) => acl === id)?.vpc;
  return [
    ...all.flatMap(({ id, entries }): Resources => {
      const vpc = vpcOf(id);
      if (vpc === undefined) return [];
      return [
        [id, resource('EC2::NetworkAcl', { VpcId: ref(vpc) })],
        ...entries.map((each): Resources[number] => [
          `${id}Entry${each.direction}${each.number}`,
          resource('EC2::NetworkAclEntry', { NetworkAclId: ref(id), ...entryOf(each) }),
        ]),
      ];
    }),
    ...subnets.map(({ id, acl }): Resources[number] => [
      `${id}Acl`,
      resource('EC2::SubnetNetworkAclAssociation', { SubnetId: ref(id), NetworkAclId: ref(acl) }),
    ]),
  ];
}

const entryOf = ({ number, direction, allows, protocol, ports, block }: AclEntry) => ({
  RuleNumber: number,
  Egress: direction === 'out',
  RuleAction: allows ? 'allow' : 'deny',
  Protocol: ACL_PROTOCOL[protocol],
  CidrBlock: block,
  ...(hasPorts(protocol) && { PortRange: { From: ports.from, To: ports.to } }),
  ...(protocol === 'icmp' && { Icmp: { Code: -1, Type: -1 } }),
});

const hasPorts = (protocol: Protocol) => protocol === 'tcp' || protocol === 'udp';

/** AWS's own way to say none: without it the group would let everything out. */
const NO_EGRESS = [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32' }];

function groups({ groups: all, vpcs: everyVpc }: LabNetwork): Resources {
  const vpcOf = (id: string) => everyVpc.find((vpc) => id.startsWith(vpc.id))?.id ?? '';
  /** Several blocks are a prefix list. */
  const rule = (
    id: string,
    group: string,
    type: 'Ingress' | 'Egress',
    { protocol, ports, peer }: GroupRule,
  ): Resources => {
    const end = type === 'Ingress' ? 'Source' : 'Destination';
    const list = `${id}List`;
    const isListed = 'blocks' in peer && peer.blocks.length > 1;
    const named =
      'blocks' in peer
        ? { CidrIp: peer.blocks[0] }
        : { [`${end}SecurityGroupId`]: ref(peer.group) };
    return [
      ...(isListed ? [prefixList(list, peer.blocks)] : []),
      [
        id,
        resource(`EC2::SecurityGroup${type}`, {
          GroupId: ref(group),
          IpProtocol: protocol === 'any' ? '-1' : protocol,
          ...(protocol === 'icmp' && { FromPort: -1, ToPort: -1 }),
          ...(hasPorts(protocol) && { FromPort: ports.from, ToPort: ports.to }),
          ...(isListed ? { [`${end}PrefixListId`]: ref(list) } : named),
        }),
      ],
    ];
  };
  return all.flatMap(
    ({ id, inbound, outbound }): Resources => [
      [
        id,
        resource('EC2::SecurityGroup', {
          GroupDescription: id,
          VpcId: ref(vpcOf(id)),
          SecurityGroupEgress: NO_EGRESS,
        }),
      ],
      ...inbound.flatMap((each, index) => rule(`${id}In${index}`, id, 'Ingress', each)),
      ...outbound.flatMap((each, index) => rule(`${id}Out${index}`, id, 'Egress', each)),
    ],
  );
}

const hostResources =
  ({ subnets }: LabNetwork) =>
  (host: Host): Resources => {
    const { id, kind, interfaces, listens, standsFor } = host;
    const [own] = interfaces;
    if (!own) return [];
    const SubnetIds = interfaces.map(({ subnet }) => ref(subnet));
    const SecurityGroupIds = (own.groups ?? []).map(ref);
    const vpc = subnets.find((each) => each.id === own.subnet)?.vpc ?? '';
    const publicAddress: Resources =
      own.publicAddress === undefined
        ? []
        : [[`${id}Eip`, resource('EC2::EIP', { Domain: 'vpc' })]];
    const AllocationId = { 'Fn::GetAtt': [`${id}Eip`, 'AllocationId'] };
    switch (kind) {
      case 'function':
        return [[id, resource('Lambda::Function', { VpcConfig: { SubnetIds, SecurityGroupIds } })]];
      case 'nat-gateway':
        return [
          ...publicAddress,
          [id, resource('EC2::NatGateway', { SubnetId: ref(own.subnet), AllocationId })],
        ];
      case 'interface-endpoint':
        return [
          [
            id,
            endpoint(vpc, standsFor ?? '', {
              VpcEndpointType: 'Interface',
              PrivateDnsEnabled: true,
              SubnetIds,
              SecurityGroupIds,
            }),
          ],
        ];
      case 'load-balancer':
        return [
          [
            id,
            resource('ElasticLoadBalancingV2::LoadBalancer', {
              Scheme: own.publicAddress === undefined ? 'internal' : 'internet-facing',
              Subnets: SubnetIds,
              SecurityGroups: SecurityGroupIds,
            }),
          ],
          ...(listens === 'every port' ? [] : listens).map((Port): Resources[number] => [
            `${id}Listener${Port}`,
            resource('ElasticLoadBalancingV2::Listener', {
              LoadBalancerArn: ref(id),
              Port,
              Protocol: 'HTTP',
              DefaultActions: [
                { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } },
              ],
            }),
          ]),
        ];
      case 'task': {
        const AwsvpcConfiguration = { Subnets: SubnetIds, SecurityGroups: SecurityGroupIds };
        return [[id, resource('ECS::Service', { NetworkConfiguration: { AwsvpcConfiguration } })]];
      }
      case 'instance':
        return [
          [
            id,
            resource('EC2::Instance', {
              SubnetId: ref(own.subnet),
              PrivateIpAddress: own.address,
              SecurityGroupIds,
            }),
          ],
          ...publicAddress,
          ...(own.publicAddress === undefined
            ? []
            : ([
                [
                  `${id}Address`,
                  resource('EC2::EIPAssociation', { InstanceId: ref(id), AllocationId }),
                ],
              ] satisfies Resources)),
        ];
    }
  };
