import {
  AcceptVpcPeeringConnectionCommand,
  AssociateVpcCidrBlockCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateNetworkAclEntryCommand,
  CreateRouteCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  CreateVpcPeeringConnectionCommand,
  DeleteNetworkAclEntryCommand,
  DeleteVpcCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  type EC2Client,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  type Route53Client,
  type VPCRegion,
} from '@aws-sdk/client-route-53';

/** A VPC that people have, made by calls. Both DNS attributes are on. */
export class MadeVpc {
  readonly id: string;
  readonly #ec2: EC2Client;
  readonly #region: VPCRegion;

  private constructor(ec2: EC2Client, region: VPCRegion, id: string) {
    this.#ec2 = ec2;
    this.#region = region;
    this.id = id;
  }

  static async make(ec2: EC2Client, region: VPCRegion, CidrBlock: string): Promise<MadeVpc> {
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock }));
    const vpc = new MadeVpc(ec2, region, idOf(Vpc?.VpcId));
    await vpc.setAttributes({ EnableDnsHostnames: { Value: true } });
    return vpc;
  }

  async remove(): Promise<void> {
    await this.#ec2.send(new DeleteVpcCommand({ VpcId: this.id }));
  }

  async setAttributes(
    attribute: Partial<Record<'EnableDnsSupport' | 'EnableDnsHostnames', { Value: boolean }>>,
  ): Promise<void> {
    await this.#ec2.send(new ModifyVpcAttributeCommand({ VpcId: this.id, ...attribute }));
  }

  /** @returns the id of an internet gateway that it has from now on */
  async attachInternetGateway(): Promise<string> {
    const { InternetGateway } = await this.#ec2.send(new CreateInternetGatewayCommand({}));
    const InternetGatewayId = idOf(InternetGateway?.InternetGatewayId);
    const VpcId = this.id;
    await this.#ec2.send(new AttachInternetGatewayCommand({ VpcId, InternetGatewayId }));
    return InternetGatewayId;
  }

  /** Lets the main route table lead to an internet gateway. */
  async open(): Promise<void> {
    await this.addRoute('0.0.0.0/0', { GatewayId: await this.attachInternetGateway() });
  }

  /** @param letter of its zone @returns its id */
  async addSubnet(letter: string, CidrBlock: string): Promise<string> {
    const AvailabilityZone = `${this.#region}${letter}`;
    const { Subnet } = await this.#ec2.send(
      new CreateSubnetCommand({ VpcId: this.id, CidrBlock, AvailabilityZone }),
    );
    return idOf(Subnet?.SubnetId);
  }

  async addRange(CidrBlock: string): Promise<void> {
    await this.#ec2.send(new AssociateVpcCidrBlockCommand({ VpcId: this.id, CidrBlock }));
  }

  /** Adds a route to the main table. */
  async addRoute(
    DestinationCidrBlock: string,
    target: { GatewayId: string } | { VpcPeeringConnectionId: string },
  ): Promise<void> {
    const RouteTableId = await this.#mainTable();
    await this.#ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock, ...target }));
  }

  /** Gateway endpoints of S3 and DynamoDB on the main table. */
  async addGatewayEndpoints(): Promise<void> {
    const RouteTableIds = [await this.#mainTable()];
    for (const service of ['s3', 'dynamodb']) {
      await this.#ec2.send(
        new CreateVpcEndpointCommand({
          VpcId: this.id,
          ServiceName: `com.amazonaws.${this.#region}.${service}`,
          VpcEndpointType: 'Gateway',
          RouteTableIds,
        }),
      );
    }
  }

  /** An endpoint of CloudWatch Logs with private DNS, whose group admits nobody. */
  async addLogsEndpoint(SubnetIds: string[]): Promise<{ id: string; securityGroupId: string }> {
    const VpcId = this.id;
    const { GroupId } = await this.#ec2.send(
      new CreateSecurityGroupCommand({ VpcId, GroupName: 'logs', Description: 'of logs' }),
    );
    const { VpcEndpoint } = await this.#ec2.send(
      new CreateVpcEndpointCommand({
        VpcId,
        ServiceName: `com.amazonaws.${this.#region}.logs`,
        VpcEndpointType: 'Interface',
        PrivateDnsEnabled: true,
        SubnetIds,
        SecurityGroupIds: [idOf(GroupId)],
      }),
    );
    return { id: idOf(VpcEndpoint?.VpcEndpointId), securityGroupId: idOf(GroupId) };
  }

  /** Lets a range into a group on port 443. */
  async admit(GroupId: string, CidrIp: string): Promise<void> {
    const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
    await this.#ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [{ ...https, IpRanges: [{ CidrIp }] }],
      }),
    );
  }

  /** Lets the default network ACL let nothing in (the emulator keeps no ports). @returns what takes the rule away */
  async closeAcl(): Promise<() => Promise<void>> {
    const Filters = [
      { Name: 'vpc-id', Values: [this.id] },
      { Name: 'default', Values: ['true'] },
    ];
    const { NetworkAcls = [] } = await this.#ec2.send(new DescribeNetworkAclsCommand({ Filters }));
    const rule = {
      NetworkAclId: idOf(NetworkAcls[0]?.NetworkAclId),
      RuleNumber: 50,
      Egress: false,
    };
    await this.#ec2.send(
      new CreateNetworkAclEntryCommand({
        ...rule,
        RuleAction: 'deny',
        Protocol: '-1',
        CidrBlock: '0.0.0.0/0',
      }),
    );
    return async () => {
      await this.#ec2.send(new DeleteNetworkAclEntryCommand(rule));
    };
  }

  /** A private hosted zone of this VPC alone. @returns what takes it away */
  async addHostedZone(route53: Route53Client, Name: string): Promise<() => Promise<void>> {
    const { HostedZone } = await route53.send(
      new CreateHostedZoneCommand({
        Name,
        CallerReference: `${Name} of ${this.id}`,
        VPC: { VPCId: this.id, VPCRegion: this.#region },
      }),
    );
    const Id = idOf(HostedZone?.Id);
    return async () => {
      await route53.send(new DeleteHostedZoneCommand({ Id }));
    };
  }

  /** A peering, accepted, with a route of the main table to it. */
  async peerWith(other: MadeVpc, destination: string): Promise<void> {
    const { VpcPeeringConnection } = await this.#ec2.send(
      new CreateVpcPeeringConnectionCommand({ VpcId: this.id, PeerVpcId: other.id }),
    );
    const VpcPeeringConnectionId = idOf(VpcPeeringConnection?.VpcPeeringConnectionId);
    await this.#ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
    await this.addRoute(destination, { VpcPeeringConnectionId });
  }

  /** Makes it one that another account shares with this one (the emulator reads that off a tag). */
  async shareBy(accountId: string): Promise<void> {
    const Tags = [{ Key: 'shared-by', Value: accountId }];
    await this.#ec2.send(new CreateTagsCommand({ Resources: [this.id], Tags }));
  }

  async #mainTable(): Promise<string> {
    const Filters = [{ Name: 'vpc-id', Values: [this.id] }];
    const { RouteTables = [] } = await this.#ec2.send(new DescribeRouteTablesCommand({ Filters }));
    return idOf(RouteTables[0]?.RouteTableId);
  }
}

function idOf(id: string | undefined): string {
  if (id === undefined) throw new Error('AWS gave no id');
  return id;
}
