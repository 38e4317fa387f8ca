import { type Address, DescribeNatGatewaysCommand, type EC2Client } from '@aws-sdk/client-ec2';
import type { Account } from '@private-lambda/aws/account';
import { outputOf } from '@private-lambda/aws/find-stack';
import { regionReaders } from '@private-lambda/inventory/read-region';
import { AZ_LETTERS_IN_USE } from '../../../../config/az-letters.js';
import type { Deployment, PlannedStack } from './deployment.ts';

/** Allocation id of an Elastic IP → AZ letter of the NAT gateway of this network that has it. */
type Holders = ReadonlyMap<string, string>;

/**
 * Can each NAT gateway have the Elastic IP that the stage gives it? (EC2 API reference, "CreateNatGateway": it is
 * associated with nothing else, and of the network border group of the zone, which is the Region.)
 * @returns one line for each that it cannot have
 */
export async function checkNatElasticIps(
  account: Account,
  { stage, settings }: Pick<Deployment, 'stage' | 'settings'>,
  { name, deployed }: Pick<PlannedStack, 'name' | 'deployed'>,
): Promise<readonly string[]> {
  const given = Object.entries(settings.natElasticIps ?? {});
  if (given.length === 0) return [];
  const [addresses = [], holders] = await Promise.all([
    regionReaders(account.ec2).Addresses(),
    readHolders(account.ec2, deployed),
  ]);
  return given.flatMap(([letter, id]) => {
    const address = addresses.find(({ AllocationId }) => AllocationId === id);
    const problem = address
      ? (madeProblem(address, name, deployed) ??
        problemOf(address, letter, holders, account.region))
      : `is no Elastic IP of account ${account.id} in ${account.region}; expected one of those (aws ec2 describe-addresses)`;
    return problem
      ? [`network: natElasticIps.${letter}: ${id} ${problem} (config/stages/${stage}.yml)`]
      : [];
  });
}

/** With an address of the stage the template makes none, so CloudFormation gives back the one that it made. */
function madeProblem(
  { PublicIp }: Address,
  name: string,
  deployed: PlannedStack['deployed'],
): string | undefined {
  const made = AZ_LETTERS_IN_USE.map((letter) => outputOf(deployed, `NatGateway${letter}PublicIp`));
  return PublicIp !== undefined && made.includes(PublicIp)
    ? `is made by stack ${name}, which would give it back; expected one that you have allocated`
    : undefined;
}

function problemOf(
  { AllocationId = '', Domain = 'vpc', NetworkBorderGroup, ...address }: Address,
  letter: string,
  holders: Holders,
  region: string,
): string | undefined {
  if (Domain !== 'vpc') return `is for ${Domain}; expected one for vpc`;
  if (NetworkBorderGroup !== undefined && NetworkBorderGroup !== region) {
    return `is of the network border group ${NetworkBorderGroup}; expected one of ${region}`;
  }
  const { AssociationId, InstanceId, NetworkInterfaceId } = address;
  const holder = holders.get(AllocationId);
  if (!AssociationId || holder === letter) return undefined;
  return holder === undefined
    ? `is associated with ${InstanceId || NetworkInterfaceId || AssociationId}; expected one that is free`
    : `is that of the NAT gateway in AZ ${holder}, which has it until the new one is made; expected a free one, or a deploy without gateway ${holder} before`;
}

async function readHolders(ec2: EC2Client, stack: PlannedStack['deployed']): Promise<Holders> {
  const vpc = outputOf(stack, 'VpcId');
  if (vpc === undefined) return new Map();
  const Filter = [{ Name: 'vpc-id', Values: [vpc] }];
  const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({ Filter }));
  const own = AZ_LETTERS_IN_USE.map(
    (letter) => [letter, outputOf(stack, `NatGateway${letter}Id`)] as const,
  );
  return new Map(
    own.flatMap(([letter, id]) =>
      NatGateways.filter(({ NatGatewayId }) => NatGatewayId === id).flatMap(
        ({ NatGatewayAddresses = [] }) =>
          NatGatewayAddresses.map(({ AllocationId = '' }) => [AllocationId, letter] as const),
      ),
    ),
  );
}
