/**
 * A system of many services: VPCs of 25 services each, two subnets a service, a group a service with ten rules (six
 * admit other services of the VPC, two admit blocks, two let out). Neighbouring VPCs are peered.
 * @param {number} services
 * @returns {{ Resources: Record<string, { Type: string, Properties: Record<string, unknown> }> }}
 */
export function syntheticTemplate(services) {
  /** @type {Record<string, { Type: string, Properties: Record<string, unknown> }>} */
  const Resources = {};
  const add = (id, Type, Properties) => {
    Resources[id] = { Type: `AWS::EC2::${Type}`, Properties };
    return { Ref: id };
  };
  const perVpc = 25;
  for (let service = 0; service < services; service += 1) {
    const vpc = Math.floor(service / perVpc);
    const Vpc = { Ref: `Vpc${vpc}` };
    const place = service % perVpc;
    if (place === 0) addVpc(add, vpc, Math.ceil(services / perVpc));
    const subnets = ['A', 'B'].map((zone, index) => {
      const block = `10.${vpc}.${place * 2 + index}.0/24`;
      const subnet = add(`Subnet${service}${zone}`, 'Subnet', { VpcId: Vpc, CidrBlock: block });
      add(`Association${service}${zone}`, 'SubnetRouteTableAssociation', {
        SubnetId: subnet,
        RouteTableId: { Ref: `Table${vpc}` },
      });
      return subnet;
    });
    const group = add(`Group${service}`, 'SecurityGroup', {
      GroupDescription: 'a service',
      VpcId: Vpc,
      SecurityGroupEgress: [
        { IpProtocol: 'tcp', FromPort: 8000, ToPort: 8100, CidrIp: '10.0.0.0/8' },
        { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' },
      ],
      SecurityGroupIngress: [
        { IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, CidrIp: `10.${vpc}.0.0/20` },
        { IpProtocol: 'tcp', FromPort: 9090, ToPort: 9090, CidrIp: '10.0.0.0/8' },
      ],
    });
    for (let rule = 1; rule <= 6; rule += 1) {
      const peer = vpc * perVpc + ((place + rule * 3) % perVpc);
      if (peer >= services) continue;
      add(`Ingress${service}x${rule}`, 'SecurityGroupIngress', {
        GroupId: group,
        IpProtocol: 'tcp',
        FromPort: 8080,
        ToPort: 8080,
        SourceSecurityGroupId: { Ref: `Group${peer}` },
      });
    }
    Resources[`Service${service}`] = {
      Type: 'AWS::ECS::Service',
      Properties: {
        NetworkConfiguration: {
          AwsvpcConfiguration: { Subnets: subnets, SecurityGroups: [group] },
        },
      },
    };
  }
  return { Resources };
}

function addVpc(add, vpc, count) {
  const Vpc = add(`Vpc${vpc}`, 'VPC', { CidrBlock: `10.${vpc}.0.0/16` });
  add(`Table${vpc}`, 'RouteTable', { VpcId: Vpc });
  const next = (vpc + 1) % count;
  if (count < 2) return;
  const peering = add(`Peering${vpc}`, 'VPCPeeringConnection', {
    VpcId: Vpc,
    PeerVpcId: { Ref: `Vpc${next}` },
  });
  for (const [from, to] of [
    [vpc, next],
    [next, vpc],
  ]) {
    add(`Route${from}to${to}by${vpc}`, 'Route', {
      RouteTableId: { Ref: `Table${from}` },
      DestinationCidrBlock: `10.${to}.0.0/16`,
      VpcPeeringConnectionId: peering,
    });
  }
}
