import type { AddressSlot } from '../../../config/az-letters.js';
import { natZones } from '../../../config/nat-gateways.js';
import type { AdoptedSettings, Adoption } from './adoption.ts';

export const CLIENT = 'Client';
export const SERVER = 'Server';
/** The load balancer of the ECS caller, which faces the internet. */
export const FRONT = 'Front';

type Resources = Record<string, { readonly Type: string; readonly Properties: object }>;

/**
 * What a stage needs of the network, as a small template: a client and a server in each private subnet, the way out, and
 * with the ECS caller a front in each public one.
 * Their group lets everything pass, so that only the VPC's routes and ACLs decide.
 */
export function sketch(
  { existingVpc, azNames, privateSubnetCidrs, publicSubnetCidrs }: Adoption,
  { natMode, ecsCaller }: Pick<AdoptedSettings, 'natMode' | 'ecsCaller'>,
): { readonly Resources: Resources } {
  const { id: VpcId, privateSubnetIds, publicSubnetIds, internetGatewayId } = existingVpc;
  const GroupDescription = 'lets everything pass';
  const everything = [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }];
  const Resources: Resources = {
    Group: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { VpcId, GroupDescription, SecurityGroupIngress: everything },
    },
  };
  /** @returns how a template names the subnet: its id, or the one that is made with this route out of it */
  const subnetOf = (
    name: string,
    id: string | undefined,
    CidrBlock: string | undefined,
    route: object | undefined,
  ) => {
    if (id !== undefined) return id;
    const RouteTableId = { Ref: `${name}Table` };
    Resources[name] = { Type: 'AWS::EC2::Subnet', Properties: { VpcId, CidrBlock } };
    Resources[`${name}Table`] = { Type: 'AWS::EC2::RouteTable', Properties: { VpcId } };
    Resources[`${name}Association`] = {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      Properties: { SubnetId: { Ref: name }, RouteTableId },
    };
    if (route) {
      Resources[`${name}Route`] = {
        Type: 'AWS::EC2::Route',
        Properties: { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', ...route },
      };
    }
    return { Ref: name };
  };
  const publicSubnetOf = (letter: AddressSlot) => {
    const door = { GatewayId: internetGatewayId };
    const cidr = publicSubnetCidrs.get(letter);
    return subnetOf(`Public${letter}`, publicSubnetIds?.[letter], cidr, door);
  };
  const groups = { SecurityGroupIds: [{ 'Fn::GetAtt': ['Group', 'GroupId'] }] };
  const natOf = (letter: AddressSlot) => {
    const SubnetId = publicSubnetOf(letter);
    const AllocationId = { 'Fn::GetAtt': [`Address${letter}`, 'AllocationId'] };
    Resources[`Address${letter}`] = { Type: 'AWS::EC2::EIP', Properties: { Domain: 'vpc' } };
    Resources[`Nat${letter}`] = {
      Type: 'AWS::EC2::NatGateway',
      Properties: { SubnetId, AllocationId },
    };
  };
  const letters = [...azNames.keys()];
  const natLetters = natZones(natMode, letters);
  for (const letter of natLetters) natOf(letter);
  if (natMode === 'regional') {
    const Properties = { AvailabilityMode: 'regional', VpcId };
    Resources['RegionalNat'] = { Type: 'AWS::EC2::NatGateway', Properties };
  }
  for (const letter of letters) {
    const zonal = natLetters.includes(letter) ? letter : natLetters[0];
    const nat = natMode === 'regional' ? 'RegionalNat' : zonal && `Nat${zonal}`;
    const route = nat && { NatGatewayId: { Ref: nat } };
    const cidr = privateSubnetCidrs.get(letter);
    const SubnetId = subnetOf(
      `Private${letter}`,
      privateSubnetIds?.[letter],
      cidr,
      route || undefined,
    );
    for (const name of [CLIENT, SERVER]) {
      Resources[`${name}${letter}`] = {
        Type: 'AWS::EC2::Instance',
        Properties: { SubnetId, ...groups },
      };
    }
    if (!ecsCaller) continue;
    Resources[`${FRONT}${letter}`] = {
      Type: 'AWS::EC2::Instance',
      Properties: { SubnetId: publicSubnetOf(letter), ...groups },
    };
    Resources[`${FRONT}${letter}Address`] = {
      Type: 'AWS::EC2::EIP',
      Properties: { Domain: 'vpc', InstanceId: { Ref: `${FRONT}${letter}` } },
    };
  }
  return { Resources };
}
