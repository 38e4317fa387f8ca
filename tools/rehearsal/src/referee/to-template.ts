import type {
  AclEntry,
  GroupRule,
  Host,
  LabNetwork,
  Protocol,
  Route,
} from '@private-lambda/packet-lab/model';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

type Resources = [logicalId: string, resource: Resource][];

const ref = (id: string) => ({ Ref: id });
const resource = (Type: string, Properties: Resource['Properties'] = {}): Resource => ({
  Type: `AWS::${Type}`,
  Properties,
});

/** A network as a CloudFormation template that would make it. The ids of the model are its logical ids. */
export function toTemplate(network: LabNetwork): { Resources: Record<string, Resource> } {
  return {
    Resources: Object.fromEntries([
      ...vpcs(network),
      ...routes(network),
      ...acls(network),
      ...groups(network),
      ...network.hosts.flatMap(hostResources(network)),
    ]),
  };
}

const gatewayOf = (vpc: string) => `${vpc}Gateway`;

function vpcs({ vpcs: all, subnets, peerings }: LabNetwork): Resources {
  return [
    ...all.flatMap(
      ({ id, blocks: [CidrBlock], hasInternetGateway }): Resources => [
        [id, resource('EC2::VPC', { CidrBlock, EnableDnsSupport: true, EnableDnsHostnames: true })],
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
          .map(({ destination, target }, index): Resources[number] => [
            `${id}Route${index}`,
            resource('EC2::Route', {
              RouteTableId: ref(id),
              DestinationCidrBlock: destination,
              ...targetOf(target, vpc),
            }),
          ]),
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

function targetOf(target: Route['target'], vpc: string): Record<string, unknown> {
  switch (target.kind) {
    case 'internet-gateway':
      return { GatewayId: ref(gatewayOf(vpc)) };
    case 'nat-gateway':
      return { NatGatewayId: ref(target.id) };
    case 'peering':
      return { VpcPeeringConnectionId: ref(target.id) };
    case 'gateway-endpoint':
    case 'blackhole':
      throw new Error(`no template states a route to a ${target.kind}`);
  }
}

const endpoint = (vpc: string, service: string, properties: Resource['Properties']) =>
  resource('EC2::VPCEndpoint', {
    VpcId: ref(vpc),
    ServiceName: `com.amazonaws.us-east-1.${service.replace('aws:', '')}`,
    ...properties,
  });

const ACL_PROTOCOL: Readonly<Record<Protocol, number>> = { any: -1, tcp: 6, udp: 17 };

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
  ...(protocol !== 'any' && { PortRange: { From: ports.from, To: ports.to } }),
});

/** AWS's own way to say none: without it the group would let everything out. */
const NO_EGRESS = [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32' }];

function groups({ groups: all, vpcs: everyVpc }: LabNetwork): Resources {
  const vpcOf = (id: string) => everyVpc.find((vpc) => id.startsWith(vpc.id))?.id ?? '';
  const rule = (
    id: string,
    { protocol, ports, peer }: GroupRule,
    end: 'Source' | 'Destination',
  ) => ({
    GroupId: ref(id),
    IpProtocol: protocol === 'any' ? '-1' : protocol,
    ...(protocol !== 'any' && { FromPort: ports.from, ToPort: ports.to }),
    ...('blocks' in peer
      ? { CidrIp: peer.blocks[0] }
      : { [`${end}SecurityGroupId`]: ref(peer.group) }),
  });
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
      ...inbound.map((each, index): Resources[number] => [
        `${id}In${index}`,
        resource('EC2::SecurityGroupIngress', rule(id, each, 'Source')),
      ]),
      ...outbound.map((each, index): Resources[number] => [
        `${id}Out${index}`,
        resource('EC2::SecurityGroupEgress', rule(id, each, 'Destination')),
      ]),
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
