import type { Ec2Pages } from './ec2-server.ts';

export const SAMPLE_VPC_ID = 'vpc-0123456789abcdef0';

export const association = (cidr: string, state = 'associated') =>
  `<item><cidrBlock>${cidr}</cidrBlock><cidrBlockState><state>${state}</state></cidrBlockState></item>`;

export const vpc = (...others: readonly string[]) =>
  `<vpcSet><item><vpcId>${SAMPLE_VPC_ID}</vpcId><cidrBlock>172.30.0.0/16</cidrBlock><cidrBlockAssociationSet>${association('172.30.0.0/16')}${others.join('')}</cidrBlockAssociationSet></item></vpcSet>`;

const subnet = (id: string, zone: string, cidr: string, free: number) =>
  `<item><subnetId>${id}</subnetId><cidrBlock>${cidr}</cidrBlock><availabilityZone>eu-west-1${zone}</availabilityZone><availableIpAddressCount>${free}</availableIpAddressCount><tagSet><item><key>Name</key><value>app-${zone}</value></item></tagSet></item>`;

/** IPv6 only: it has no IPv4 block. */
const SUBNET_OF_IPV6 = '<item><subnetId>subnet-6</subnetId></item>';

const subnets = (...items: readonly string[]) => `<subnetSet>${items.join('')}</subnetSet>`;

export const addresses = (count: number) =>
  `<addressesSet>${'<item><publicIp>192.0.2.1</publicIp></item>'.repeat(count)}</addressesSet>`;

/** A VPC with three subnets, one of them nearly full, and answers on more than one page. */
export const SAMPLE_VPC: Ec2Pages = {
  DescribeVpcs: [vpc()],
  DescribeSubnets: [
    subnets(
      subnet('subnet-1', 'a', '172.30.0.0/20', 4000),
      subnet('subnet-2', 'b', '172.30.16.0/20', 7),
    ),
    subnets(subnet('subnet-3', 'c', '172.30.32.0/20', 4091), SUBNET_OF_IPV6),
  ],
  DescribeInternetGateways: [
    '<internetGatewaySet><item><internetGatewayId>igw-1</internetGatewayId></item></internetGatewaySet>',
  ],
  DescribeNatGateways: [
    '<natGatewaySet><item><natGatewayId>nat-1</natGatewayId><subnetId>subnet-1</subnetId><state>available</state></item></natGatewaySet>',
    '<natGatewaySet><item><natGatewayId>nat-2</natGatewayId><subnetId>subnet-1</subnetId><state>deleted</state></item></natGatewaySet>',
  ],
  DescribeVpcEndpoints: [
    '<vpcEndpointSet><item><vpcEndpointId>vpce-1</vpcEndpointId><vpcEndpointType>Gateway</vpcEndpointType><serviceName>com.amazonaws.eu-west-1.s3</serviceName></item></vpcEndpointSet>',
  ],
  DescribeAddresses: [addresses(5)],
};
