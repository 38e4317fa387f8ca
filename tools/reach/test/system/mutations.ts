import { stackNameOf } from '@private-lambda/system/stack-name';
import type { Change } from '../change-system.ts';

/** One mistake somebody could make in this project's templates, and the claims of reach.yml that name it. */
export interface Mutation {
  readonly mistake: string;
  readonly changes: readonly Change[];
  readonly caughtBy: string;
  /** Where the mistake can be made; everywhere unless given. */
  readonly stages?: readonly string[];
}

const API = stackNameOf('protected-api', '$stage');
const NETWORK = stackNameOf('network', '$stage');
const ECS = stackNameOf('ecs-caller', '$stage');
const CALLER = stackNameOf('public-caller', '$stage');
const FUNCTION = { 'Fn::GetAtt': ['ApiLambdaFunction', 'Arn'] };

/** `$stage` stands for the stage. */
export const MUTATIONS: readonly Mutation[] = [
  // ---- who gets in ----
  {
    mistake: 'the load balancer admits everybody',
    changes: [
      { unset: `${NETWORK}/ApiLoadBalancerIngressFromApiClient.SourceSecurityGroupId` },
      { set: `${NETWORK}/ApiLoadBalancerIngressFromApiClient.CidrIp=0.0.0.0/0` },
    ],
    caughtBy: 'only-api-clients-reach-the-protected-function',
  },
  {
    mistake: 'the load balancer admits the whole VPC',
    changes: [
      { unset: `${NETWORK}/ApiLoadBalancerIngressFromApiClient.SourceSecurityGroupId` },
      { set: `${NETWORK}/ApiLoadBalancerIngressFromApiClient.CidrIp=10.0.0.0/8` },
    ],
    caughtBy: 'only-api-clients-reach-the-protected-function',
  },
  {
    mistake: 'the load balancer admits another group, too',
    changes: [
      {
        add: `${NETWORK}/ApiLoadBalancerIngressFromInternetClient`,
        resource: {
          type: 'AWS::EC2::SecurityGroupIngress',
          properties: {
            GroupId: { Ref: 'ApiLoadBalancerSecurityGroup' },
            SourceSecurityGroupId: { Ref: 'InternetClientSecurityGroup' },
            IpProtocol: 'tcp',
            FromPort: 80,
            ToPort: 80,
          },
        },
      },
    ],
    caughtBy: 'only-api-clients-reach-the-protected-function',
  },
  {
    mistake: 'the load balancer admits an address of the internet',
    changes: [
      {
        add: `${NETWORK}/ApiLoadBalancerIngressFromOffice`,
        resource: {
          type: 'AWS::EC2::SecurityGroupIngress',
          properties: {
            GroupId: { Ref: 'ApiLoadBalancerSecurityGroup' },
            CidrIp: '0.0.0.0/0',
            IpProtocol: '-1',
          },
        },
      },
    ],
    caughtBy: 'only-api-clients-are-admitted-to-the-load-balancer',
  },
  {
    mistake: 'the rule between clients and load balancer is for every port',
    changes: [
      { set: `${NETWORK}/ApiLoadBalancerIngressFromApiClient.FromPort=0` },
      { set: `${NETWORK}/ApiLoadBalancerIngressFromApiClient.ToPort=65535` },
      { set: `${NETWORK}/ApiClientEgressToApiLoadBalancer.FromPort=0` },
      { set: `${NETWORK}/ApiClientEgressToApiLoadBalancer.ToPort=65535` },
    ],
    caughtBy: 'only-api-clients-are-admitted-to-the-load-balancer',
  },
  {
    mistake: 'the load balancer faces the internet',
    changes: [{ set: `${API}/ApiLoadBalancer.Scheme=internet-facing` }],
    caughtBy: 'the-load-balancer-has-no-public-address',
  },
  {
    mistake: 'the load balancer says nothing about its scheme',
    changes: [{ unset: `${API}/ApiLoadBalancer.Scheme` }],
    caughtBy: 'the-load-balancer-has-no-public-address',
  },
  {
    mistake: 'the load balancer faces the internet from the public subnets, and admits everybody',
    changes: [
      { set: `${API}/ApiLoadBalancer.Scheme=internet-facing` },
      {
        put: `${API}/ApiLoadBalancer.Subnets`,
        value: { 'Fn::Split': [',', { 'Fn::ImportValue': `${NETWORK}-PublicSubnetIdsAB` }] },
      },
      { unset: `${NETWORK}/ApiLoadBalancerIngressFromApiClient.SourceSecurityGroupId` },
      { set: `${NETWORK}/ApiLoadBalancerIngressFromApiClient.CidrIp=0.0.0.0/0` },
    ],
    caughtBy: 'the-internet-does-not-reach-the-protected-function',
  },
  // ---- the doors ----
  {
    mistake: 'a permission names no source',
    changes: [{ unset: `${API}/ApiLambdaPermissionRegisterTarget.SourceArn` }],
    caughtBy: 'the-protected-function-has-one-door',
  },
  {
    mistake: 'a permission is for every target group',
    changes: [
      {
        set: `${API}/ApiLambdaPermissionRegisterTarget.SourceArn=arn:aws:elasticloadbalancing:*:*:targetgroup/*`,
      },
    ],
    caughtBy: 'the-protected-function-has-one-door',
  },
  {
    mistake: 'a permission is for everybody',
    changes: [{ set: `${API}/ApiLambdaPermissionAlb.Principal=*` }],
    caughtBy: 'the-protected-function-has-one-door',
  },
  {
    mistake: 'the protected function has a function URL',
    changes: [
      {
        add: `${API}/ApiUrl`,
        resource: {
          type: 'AWS::Lambda::Url',
          properties: { TargetFunctionArn: FUNCTION, AuthType: 'NONE' },
        },
      },
    ],
    caughtBy: 'the-protected-function-has-one-door',
  },
  {
    mistake: 'an API Gateway may invoke the protected function',
    changes: [
      {
        add: `${API}/ApiPermissionApi`,
        resource: {
          type: 'AWS::Lambda::Permission',
          properties: {
            FunctionName: FUNCTION,
            Action: 'lambda:InvokeFunction',
            Principal: 'apigateway.amazonaws.com',
          },
        },
      },
    ],
    caughtBy: 'the-protected-function-has-one-door',
  },
  {
    mistake: 'a queue feeds the protected function',
    changes: [
      {
        add: `${API}/ApiQueueSource`,
        resource: {
          type: 'AWS::Lambda::EventSourceMapping',
          properties: { FunctionName: FUNCTION, EventSourceArn: 'arn:aws:sqs:us-east-1:1:q' },
        },
      },
    ],
    caughtBy: 'the-protected-function-has-one-door',
  },
  {
    mistake: 'a schedule invokes the protected function by a role',
    changes: [
      {
        add: `${API}/ApiSchedule`,
        resource: {
          type: 'AWS::Scheduler::Schedule',
          properties: { Target: { Arn: FUNCTION, RoleArn: 'arn:aws:iam::1:role/r' } },
        },
      },
    ],
    caughtBy: 'the-protected-function-has-one-door',
  },
  {
    mistake: 'a permission with a wildcard names no account',
    changes: [{ unset: `${API}/ApiLambdaPermissionRegisterTarget.SourceAccount` }],
    caughtBy: 'the-protected-function-has-one-door',
  },
  {
    mistake: 'a second protected function has no target group',
    changes: [
      {
        add: `${API}/OrdersLambdaFunction`,
        resource: { type: 'AWS::Lambda::Function', properties: { FunctionName: 'orders' } },
      },
    ],
    caughtBy: 'the-protected-function-has-one-door',
  },
  // ---- the clients ----
  ...['Api', 'Internet'].map((client) => ({
    mistake: `${client} clients let somebody in`,
    changes: [
      {
        add: `${NETWORK}/${client}ClientIngress`,
        resource: {
          type: 'AWS::EC2::SecurityGroupIngress',
          properties: {
            GroupId: { Ref: `${client}ClientSecurityGroup` },
            CidrIp: '0.0.0.0/0',
            IpProtocol: 'tcp',
            FromPort: 22,
            ToPort: 22,
          },
        },
      },
    ],
    caughtBy: `${client.toLowerCase()}-clients-admit-nobody`,
  })),
  // ---- the way in is broken ----
  {
    mistake: 'the load balancer admits nobody',
    changes: [{ remove: `${NETWORK}/ApiLoadBalancerIngressFromApiClient` }],
    caughtBy: 'api-clients-reach-the-protected-function',
  },
  {
    mistake: 'the client group lets nothing out',
    changes: [{ remove: `${NETWORK}/ApiClientEgressToApiLoadBalancer` }],
    caughtBy: 'api-clients-reach-the-protected-function',
  },
  {
    mistake: 'the listener is on another port than the rules',
    changes: [{ set: `${API}/ApiListener.Port=8080` }],
    caughtBy: 'api-clients-reach-the-protected-function',
  },
  {
    mistake: 'the listener has no rule for the function',
    changes: [{ remove: `${API}/ApiAlbListenerRule1000` }],
    caughtBy: 'api-clients-reach-the-protected-function',
  },
  {
    mistake: 'the permissions are for another target group',
    changes: [
      {
        set: `${API}/ApiLambdaPermissionAlb.SourceArn=arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/other/1`,
      },
      { remove: `${API}/ApiLambdaPermissionRegisterTarget` },
    ],
    caughtBy: 'api-clients-reach-the-protected-function',
  },
  {
    mistake: 'the load balancer wears the wrong group',
    changes: [
      {
        put: `${API}/ApiLoadBalancer.SecurityGroups`,
        value: [{ 'Fn::ImportValue': `${NETWORK}-EndpointSecurityGroupId` }],
      },
    ],
    caughtBy: 'api-clients-reach-the-protected-function',
  },
  {
    mistake: 'the public caller lost its key',
    changes: [
      {
        put: `${CALLER}/ApiLambdaFunction.VpcConfig.SecurityGroupIds`,
        value: [{ 'Fn::ImportValue': `${NETWORK}-InternetClientSecurityGroupId` }],
      },
    ],
    caughtBy: 'the-public-caller-reaches-the-protected-function',
  },
  {
    mistake: 'the public caller has a way out that its stage does not give',
    changes: [
      {
        put: `${CALLER}/ApiLambdaFunction.VpcConfig.SecurityGroupIds`,
        value: ['ApiClient', 'InternetClient'].map((group) => ({
          'Fn::ImportValue': `${NETWORK}-${group}SecurityGroupId`,
        })),
      },
    ],
    caughtBy: 'the-public-caller-does-not-reach-the-internet',
  },
  {
    mistake: 'the public caller is outside the VPC',
    changes: [{ unset: `${CALLER}/ApiLambdaFunction.VpcConfig` }],
    caughtBy: 'the-public-caller-reaches-the-protected-function',
  },
  {
    mistake: 'a network ACL without entries is put on a private subnet',
    changes: [
      {
        add: `${NETWORK}/Acl`,
        resource: { type: 'AWS::EC2::NetworkAcl', properties: { VpcId: { Ref: 'Vpc' } } },
      },
      {
        add: `${NETWORK}/AclAssociation`,
        resource: {
          type: 'AWS::EC2::SubnetNetworkAclAssociation',
          properties: { NetworkAclId: { Ref: 'Acl' }, SubnetId: { Ref: 'PrivateSubnetA' } },
        },
      },
    ],
    caughtBy: 'internet-clients-leave-through-nat',
  },
  // ---- the way out ----
  {
    mistake: 'the private route is gone',
    changes: [{ remove: `${NETWORK}/PrivateDefaultRouteA` }],
    caughtBy: 'internet-clients-leave-through-nat',
  },
  {
    mistake: 'the private route leads to the internet gateway',
    changes: [
      { unset: `${NETWORK}/PrivateDefaultRouteA.NatGatewayId` },
      { put: `${NETWORK}/PrivateDefaultRouteA.GatewayId`, value: { Ref: 'InternetGateway' } },
    ],
    caughtBy: 'internet-clients-leave-through-nat',
  },
  {
    mistake: 'the public route is gone',
    changes: [{ remove: `${NETWORK}/PublicDefaultRoute` }],
    caughtBy: 'internet-clients-leave-through-nat',
  },
  {
    mistake: 'the internet gateway is not attached',
    changes: [{ remove: `${NETWORK}/InternetGatewayAttachment` }],
    caughtBy: 'internet-clients-leave-through-nat',
  },
  {
    mistake: 'a private subnet uses the public route table',
    changes: [
      {
        put: `${NETWORK}/PrivateSubnetARouteTableAssociation.RouteTableId`,
        value: { Ref: 'PublicRouteTable' },
      },
    ],
    caughtBy: 'internet-clients-leave-through-nat',
  },
  {
    mistake: 'a private subnet has no route table of its own',
    changes: [{ remove: `${NETWORK}/PrivateSubnetBRouteTableAssociation` }],
    caughtBy: 's3-through-the-gateway-endpoint',
  },
  {
    mistake: 'the public subnet uses a private route table',
    changes: [
      {
        put: `${NETWORK}/PublicSubnetARouteTableAssociation.RouteTableId`,
        value: { Ref: 'PrivateRouteTableA' },
      },
    ],
    caughtBy: 'internet-clients-leave-through-nat',
  },
  {
    mistake: 'the NAT gateway is in a private subnet',
    changes: [{ put: `${NETWORK}/NatGatewayA.SubnetId`, value: { Ref: 'PrivateSubnetA' } }],
    caughtBy: 'internet-clients-leave-through-nat',
  },
  {
    mistake: 'the NAT gateway is private',
    changes: [{ set: `${NETWORK}/NatGatewayA.ConnectivityType=private` }],
    caughtBy: 'internet-clients-leave-through-nat',
  },
  {
    mistake: 'the NAT gateway has no Elastic IP',
    changes: [{ unset: `${NETWORK}/NatGatewayA.AllocationId` }],
    caughtBy: 'internet-clients-leave-through-nat',
  },
  {
    mistake: 'the Elastic IP of the NAT gateway is gone',
    changes: [{ remove: `${NETWORK}/NatElasticIpA` }],
    caughtBy: 'internet-clients-leave-through-nat',
  },
  {
    mistake: 'both zones leave through the NAT gateway of one',
    changes: [
      { put: `${NETWORK}/PrivateDefaultRouteB.NatGatewayId`, value: { Ref: 'NatGatewayA' } },
    ],
    caughtBy: 'internet-clients-leave-through-their-own-zone',
    stages: ['prod'],
  },
  {
    mistake: 'both NAT gateways are in one zone',
    changes: [{ put: `${NETWORK}/NatGatewayB.SubnetId`, value: { Ref: 'PublicSubnetA' } }],
    caughtBy: 'internet-clients-leave-through-their-own-zone',
    stages: ['prod'],
  },
  {
    mistake: 'the client group lets everything out',
    changes: [
      {
        put: `${NETWORK}/ApiClientSecurityGroup.SecurityGroupEgress`,
        value: [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }],
      },
    ],
    caughtBy: 'only-internet-clients-reach-the-internet',
  },
  {
    mistake: 'a group says nothing about its egress, which lets everything out',
    changes: [{ unset: `${NETWORK}/ApiLoadBalancerSecurityGroup.SecurityGroupEgress` }],
    caughtBy: 'only-internet-clients-reach-the-internet',
  },
  {
    mistake: 'the client group lets out to the whole VPC',
    changes: [
      { unset: `${NETWORK}/ApiClientEgressToEndpoint.DestinationSecurityGroupId` },
      { set: `${NETWORK}/ApiClientEgressToEndpoint.CidrIp=10.0.0.0/8` },
    ],
    caughtBy: 'api-clients-reach-no-other-server',
  },
  {
    mistake: 'internet clients are let out on every port',
    changes: [{ set: `${NETWORK}/InternetClientEgressToInternet.IpProtocol=-1` }],
    caughtBy: 'internet-clients-leave-on-https-only',
  },
  // ---- AWS services ----
  {
    mistake: 'the logs endpoint is gone',
    changes: [{ remove: `${NETWORK}/LogsEndpoint` }],
    caughtBy: 'logs-through-the-interface-endpoint',
  },
  {
    mistake: 'the logs endpoint has no private DNS',
    changes: [{ set: `${NETWORK}/LogsEndpoint.PrivateDnsEnabled=false` }],
    caughtBy: 'logs-through-the-interface-endpoint',
  },
  {
    mistake: 'the VPC has no DNS host names',
    changes: [{ set: `${NETWORK}/Vpc.EnableDnsHostnames=false` }],
    caughtBy: 'logs-through-the-interface-endpoint',
  },
  {
    mistake: 'the endpoints do not admit API clients',
    changes: [{ remove: `${NETWORK}/EndpointIngressFromApiClient` }],
    caughtBy: 'logs-through-the-interface-endpoint',
  },
  {
    mistake: 'the endpoints do not admit internet clients, who then have no other way either',
    changes: [{ remove: `${NETWORK}/EndpointIngressFromInternetClient` }],
    caughtBy: 'logs-through-the-interface-endpoint',
  },
  {
    mistake: 'the endpoints admit everybody',
    changes: [
      { unset: `${NETWORK}/EndpointIngressFromApiClient.SourceSecurityGroupId` },
      { set: `${NETWORK}/EndpointIngressFromApiClient.CidrIp=0.0.0.0/0` },
    ],
    caughtBy: 'only-clients-are-admitted-to-the-endpoints',
  },
  {
    mistake: 'the S3 endpoint is gone',
    changes: [{ remove: `${NETWORK}/S3Endpoint` }],
    caughtBy: 's3-through-the-gateway-endpoint',
  },
  {
    mistake: 'the S3 endpoint serves one zone',
    changes: [
      { put: `${NETWORK}/S3Endpoint.RouteTableIds`, value: [{ Ref: 'PrivateRouteTableA' }] },
    ],
    caughtBy: 's3-through-the-gateway-endpoint',
  },
  {
    mistake: 'the DynamoDB endpoint is for another service',
    changes: [{ set: `${NETWORK}/DynamoDbEndpoint.ServiceName=com.amazonaws.us-east-1.s3` }],
    caughtBy: 'dynamodb-through-the-gateway-endpoint',
  },
  // ---- the ECS caller ----
  {
    mistake: 'the load balancer of the ECS caller is internal',
    changes: [{ set: `${ECS}/CallerLoadBalancer.Scheme=internal` }],
    caughtBy: 'the-internet-reaches-the-ecs-caller',
  },
  {
    mistake: 'the load balancer of the ECS caller is not reached on 80, the redirect',
    changes: [{ remove: `${NETWORK}/EcsCallerLoadBalancerIngressFromInternetOn80` }],
    caughtBy: 'the-internet-reaches-the-ecs-caller',
  },
  {
    mistake: 'the load balancer of the ECS caller listens on a third port that its group admits',
    changes: [
      { set: `${ECS}/HttpListener.Port=8080` },
      { set: `${NETWORK}/EcsCallerLoadBalancerIngressFromInternetOn80.ToPort=8080` },
    ],
    caughtBy: 'the-internet-reaches-the-ecs-caller-on-no-other-port',
  },
  {
    mistake: 'the tasks of the ECS caller admit the VPC',
    changes: [
      { unset: `${NETWORK}/EcsCallerIngressFromEcsCallerLoadBalancer.SourceSecurityGroupId` },
      { set: `${NETWORK}/EcsCallerIngressFromEcsCallerLoadBalancer.CidrIp=10.0.0.0/8` },
    ],
    caughtBy: 'only-their-load-balancer-reaches-the-tasks',
  },
  {
    mistake: 'the rule of the tasks is for another port than their container has',
    changes: [
      { set: `${NETWORK}/EcsCallerIngressFromEcsCallerLoadBalancer.FromPort=9000` },
      { set: `${NETWORK}/EcsCallerIngressFromEcsCallerLoadBalancer.ToPort=9000` },
    ],
    caughtBy: 'their-load-balancer-reaches-the-tasks',
  },
  {
    mistake: 'the tasks of the ECS caller lost their key',
    changes: [
      {
        put: `${ECS}/CallerService.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups`,
        value: [{ 'Fn::ImportValue': `${NETWORK}-EcsCallerSecurityGroupId` }],
      },
    ],
    caughtBy: 'the-ecs-caller-reaches-the-protected-function',
  },
];
