import * as v from 'valibot';

/** Of the shape of a snapshot. It grows only when a reader of the old shape would misread the new one. */
export const SNAPSHOT_VERSION = 1;

/** The DHCP option that says whom a VPC asks for names. */
export const NAME_SERVERS = 'domain-name-servers';

/** Id of no set (EC2 API reference, AssociateDhcpOptions). */
export const NO_DHCP_OPTIONS = 'default';

/** Number of the rule of every network ACL that denies what no other allows ("Custom network ACLs"). */
export const LAST_ACL_RULE = 32_767;

const text = v.optional(v.string());
const flag = v.optional(v.boolean());
const count = v.optional(v.number());
const list = <Item extends v.GenericSchema>(item: Item) => v.optional(v.array(item));
const publicAccess = v.optional(v.looseObject({ InternetGatewayBlockMode: text }));
const tags = list(v.looseObject({ Key: text, Value: text }));

const ipPermission = v.looseObject({
  IpProtocol: text,
  FromPort: count,
  ToPort: count,
  IpRanges: list(v.looseObject({ CidrIp: text })),
  Ipv6Ranges: list(v.looseObject({ CidrIpv6: text })),
  PrefixListIds: list(v.looseObject({ PrefixListId: text })),
  UserIdGroupPairs: list(v.looseObject({ GroupId: text, UserId: text, VpcId: text })),
});

/**
 * The parts of a snapshot, each the list that one AWS API answers with, under the answer's own key and in its own
 * shape (`aws ec2 describe-subnets` → `Subnets`). Only what this project reads is typed; everything else is kept.
 */
const parts = {
  Vpcs: v.array(
    v.looseObject({
      VpcId: v.string(),
      CidrBlock: text,
      IsDefault: flag,
      OwnerId: text,
      InstanceTenancy: text,
      DhcpOptionsId: text,
      CidrBlockAssociationSet: list(
        v.looseObject({
          CidrBlock: text,
          CidrBlockState: v.optional(v.looseObject({ State: text })),
        }),
      ),
      Tags: tags,
    }),
  ),
  /** The set of the VPC; empty where it has none. Of the options, the name servers. */
  DhcpOptions: v.array(
    v.looseObject({
      DhcpOptionsId: v.string(),
      DhcpConfigurations: list(
        v.looseObject({ Key: text, Values: list(v.looseObject({ Value: text })) }),
      ),
    }),
  ),
  /** Private hosted zones that are associated with the VPC; not those of a Route 53 Profile. */
  HostedZoneSummaries: v.array(
    v.looseObject({
      HostedZoneId: v.string(),
      Name: text,
      Owner: v.optional(v.looseObject({ OwningAccount: text, OwningService: text })),
    }),
  ),
  Subnets: v.array(
    v.looseObject({
      SubnetId: v.string(),
      VpcId: text,
      CidrBlock: text,
      AvailabilityZone: text,
      AvailabilityZoneId: text,
      AvailableIpAddressCount: count,
      DefaultForAz: flag,
      MapPublicIpOnLaunch: flag,
      OutpostArn: text,
      BlockPublicAccessStates: publicAccess,
      OwnerId: text,
      Tags: tags,
    }),
  ),
  RouteTables: v.array(
    v.looseObject({
      RouteTableId: v.string(),
      VpcId: text,
      Associations: list(
        v.looseObject({
          Main: flag,
          SubnetId: text,
          GatewayId: text,
          AssociationState: v.optional(v.looseObject({ State: text })),
        }),
      ),
      Routes: list(
        v.looseObject({
          DestinationCidrBlock: text,
          DestinationIpv6CidrBlock: text,
          DestinationPrefixListId: text,
          GatewayId: text,
          NatGatewayId: text,
          TransitGatewayId: text,
          VpcPeeringConnectionId: text,
          NetworkInterfaceId: text,
          InstanceId: text,
          EgressOnlyInternetGatewayId: text,
          LocalGatewayId: text,
          CarrierGatewayId: text,
          CoreNetworkArn: text,
          State: text,
        }),
      ),
      Tags: tags,
    }),
  ),
  InternetGateways: v.array(
    v.looseObject({
      InternetGatewayId: v.string(),
      Attachments: list(v.looseObject({ VpcId: text, State: text })),
      Tags: tags,
    }),
  ),
  NatGateways: v.array(
    v.looseObject({
      NatGatewayId: v.string(),
      SubnetId: text,
      VpcId: text,
      State: text,
      ConnectivityType: text,
      AvailabilityMode: text,
      NatGatewayAddresses: list(
        v.looseObject({ AllocationId: text, PublicIp: text, PrivateIp: text }),
      ),
      Tags: tags,
    }),
  ),
  NetworkAcls: v.array(
    v.looseObject({
      NetworkAclId: v.string(),
      VpcId: text,
      IsDefault: flag,
      Associations: list(v.looseObject({ SubnetId: text })),
      Entries: list(
        v.looseObject({
          RuleNumber: count,
          RuleAction: text,
          Egress: flag,
          Protocol: text,
          CidrBlock: text,
          Ipv6CidrBlock: text,
          PortRange: v.optional(v.looseObject({ From: count, To: count })),
        }),
      ),
      Tags: tags,
    }),
  ),
  SecurityGroups: v.array(
    v.looseObject({
      GroupId: v.string(),
      GroupName: text,
      VpcId: text,
      IpPermissions: list(ipPermission),
      IpPermissionsEgress: list(ipPermission),
      Tags: tags,
    }),
  ),
  VpcEndpoints: v.array(
    v.looseObject({
      VpcEndpointId: v.string(),
      VpcEndpointType: text,
      VpcId: text,
      ServiceName: text,
      State: text,
      PrivateDnsEnabled: flag,
      RouteTableIds: list(v.string()),
      SubnetIds: list(v.string()),
      Groups: list(v.looseObject({ GroupId: text })),
      PolicyDocument: text,
      Tags: tags,
    }),
  ),
  VpcPeeringConnections: v.array(
    v.looseObject({
      VpcPeeringConnectionId: v.string(),
      AccepterVpcInfo: v.optional(v.looseObject({ VpcId: text, CidrBlock: text, Region: text })),
      RequesterVpcInfo: v.optional(v.looseObject({ VpcId: text, CidrBlock: text, Region: text })),
      Status: v.optional(v.looseObject({ Code: text })),
      Tags: tags,
    }),
  ),
  PrefixLists: v.array(
    v.looseObject({ PrefixListId: v.string(), PrefixListName: text, OwnerId: text, Tags: tags }),
  ),
  NetworkInterfaces: v.array(
    v.looseObject({
      NetworkInterfaceId: v.string(),
      SubnetId: text,
      VpcId: text,
      InterfaceType: text,
      Description: text,
      Status: text,
      RequesterId: text,
      PrivateIpAddress: text,
      SourceDestCheck: flag,
      Groups: list(v.looseObject({ GroupId: text })),
      Association: v.optional(v.looseObject({ PublicIp: text, AllocationId: text })),
      Attachment: v.optional(v.looseObject({ InstanceId: text })),
      TagSet: tags,
    }),
  ),
  /** Of an instance only what names it; the rest of what runs on it is nobody's business. */
  Reservations: v.array(
    v.looseObject({
      ReservationId: text,
      Instances: list(
        v.looseObject({ InstanceId: v.string(), VpcId: text, SubnetId: text, Tags: tags }),
      ),
    }),
  ),
  Addresses: v.array(v.looseObject({ AllocationId: text, PublicIp: text, Tags: tags })),
  AccountAttributes: v.array(
    v.looseObject({
      AttributeName: text,
      AttributeValues: list(v.looseObject({ AttributeValue: text })),
    }),
  ),
  AvailabilityZones: v.array(
    v.looseObject({ ZoneName: v.string(), ZoneId: text, ZoneType: text, State: text }),
  ),
  LoadBalancers: v.array(
    v.looseObject({
      LoadBalancerArn: v.string(),
      LoadBalancerName: text,
      DNSName: text,
      Type: text,
      Scheme: text,
      VpcId: text,
      SecurityGroups: list(v.string()),
      AvailabilityZones: list(v.looseObject({ ZoneName: text, SubnetId: text })),
    }),
  ),
  Listeners: v.array(
    v.looseObject({
      ListenerArn: v.string(),
      LoadBalancerArn: text,
      Port: count,
      Protocol: text,
      DefaultActions: list(v.looseObject({ Type: text, TargetGroupArn: text })),
    }),
  ),
  Rules: v.array(
    v.looseObject({
      RuleArn: v.string(),
      Priority: text,
      Actions: list(v.looseObject({ Type: text, TargetGroupArn: text })),
    }),
  ),
  TargetGroups: v.array(
    v.looseObject({
      TargetGroupArn: v.string(),
      TargetGroupName: text,
      TargetType: text,
      Protocol: text,
      Port: count,
      VpcId: text,
      LoadBalancerArns: list(v.string()),
    }),
  ),
  Functions: v.array(
    v.looseObject({
      FunctionName: v.string(),
      FunctionArn: text,
      VpcConfig: v.optional(
        v.looseObject({
          VpcId: text,
          SubnetIds: list(v.string()),
          SecurityGroupIds: list(v.string()),
        }),
      ),
    }),
  ),
};

/** `aws ec2 describe-vpc-attribute` answers with the value in a map. */
const attribute = v.union([
  v.boolean(),
  v.pipe(
    v.object({ Value: v.boolean() }),
    v.transform(({ Value }) => Value),
  ),
]);

/**
 * Answers that name nothing themselves stand under what they were asked of: an attribute of the VPC, the entries of a
 * prefix list, the targets of a target group, the policy and the URL of a function.
 */
const answers = {
  VpcAttributes: v.looseObject({ EnableDnsSupport: attribute, EnableDnsHostnames: attribute }),
  PrefixListEntries: v.record(v.string(), v.array(v.looseObject({ Cidr: text }))),
  TargetHealthDescriptions: v.record(
    v.string(),
    v.array(v.looseObject({ Target: v.optional(v.looseObject({ Id: text, Port: count })) })),
  ),
  FunctionPolicies: v.record(v.string(), v.string()),
  FunctionUrlConfigs: v.record(
    v.string(),
    v.array(v.looseObject({ FunctionUrl: text, AuthType: text })),
  ),
};

export const snapshotSchema = v.looseObject({
  SnapshotVersion: v.literal(SNAPSHOT_VERSION),
  /** ISO 8601, UTC. */
  TakenAt: text,
  AccountId: text,
  Region: v.string(),
  VpcId: v.string(),
  /** Part → why it could not be read. A part that is neither here nor there is not known either. */
  NotKnown: v.optional(v.record(v.string(), v.string()), {}),
  ...v.partial(v.object({ ...parts, ...answers })).entries,
});

/** What an account has in and around one VPC, in AWS's own describe shapes. A part that is missing is not known. */
export type Snapshot = v.InferOutput<typeof snapshotSchema>;

export type Part = keyof typeof parts | keyof typeof answers;
