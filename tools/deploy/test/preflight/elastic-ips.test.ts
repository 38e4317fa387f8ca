import { AllocateAddressCommand, DescribeAddressesCommand } from '@aws-sdk/client-ec2';
import type { Stage } from '../../../../config/stage.js';
import type { PlannedStack } from '../../src/preflight/deployment.ts';
import { check, deployed, nothing, planned, useEmulatedAccount } from './emulated-account.ts';

const here = useEmulatedAccount();

describe('Elastic IPs', () => {
  it('are counted against the quota', async () => {
    for (let n = 0; n < 5; n++) await here.account.ec2.send(new AllocateAddressCommand({}));
    expect((await check([planned('network')])).failures).toEqual([
      'Elastic IPs: 5 of 5 of us-east-1 are in use, natMode single needs 1 more; release some, or raise the quota "EC2-VPC Elastic IPs"',
    ]);
    expect(await check([planned('public-caller')])).toEqual(nothing);
    // One that is there already is no new one.
    const [A = ''] = await allocated();
    expect(await check([planned('network')], { natElasticIps: { A } })).toEqual(nothing);
  });

  const allocated = async () => {
    const { Addresses = [] } = await here.account.ec2.send(new DescribeAddressesCommand({}));
    return Addresses.map(({ AllocationId = '' }) => AllocationId);
  };
  const allocate = async () =>
    (await here.account.ec2.send(new AllocateAddressCommand({}))).AllocationId ?? '';
  const failures = async (stack: PlannedStack, natElasticIps: Stage['natElasticIps']) =>
    (await check([stack], { natMode: 'per-az', natElasticIps })).failures;
  const line = (letter: string, id: string, problem: string) =>
    `network: natElasticIps.${letter}: ${id} ${problem} (config/stages/dev.yml)`;

  it('of a stage have to be there, in this account and Region', async () => {
    const free = await allocate();
    expect(await failures(planned('network'), { A: free })).toEqual([]);
    const problem =
      'is no Elastic IP of account 000000000000 in us-east-1; expected one of those (aws ec2 describe-addresses)';
    expect(await failures(planned('network'), { A: free, B: 'eipalloc-0a1b' })).toEqual([
      line('B', 'eipalloc-0a1b', problem),
    ]);
  });

  it('of a stage are none that its network has made, and would give back', async () => {
    const network = await deployed(planned('network'), {
      Resources: { NatElasticIpB: { Type: 'AWS::EC2::EIP', Properties: { Domain: 'vpc' } } },
      Outputs: { NatGatewayBPublicIp: { Value: { Ref: 'NatElasticIpB' } } },
    });
    const [made = ''] = await allocated();
    for (const letter of ['A', 'B']) {
      expect(await failures(network, { [letter]: made })).toEqual([
        line(
          letter,
          made,
          `is made by stack ${network.name}, which would give it back; expected one that you have allocated`,
        ),
      ]);
    }
  });

  it('of a stage may be those of its own gateways, each of its letter', async () => {
    const [A, B, other] = [await allocate(), await allocate(), await allocate()];
    const gateway = (AllocationId: string) => ({
      Type: 'AWS::EC2::NatGateway',
      DependsOn: 'Attachment',
      Properties: { SubnetId: { Ref: 'Subnet' }, AllocationId },
    });
    const VpcId = { Ref: 'Vpc' };
    const network = await deployed(planned('network'), {
      Resources: {
        Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
        Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId, CidrBlock: '10.0.0.0/24' } },
        Door: { Type: 'AWS::EC2::InternetGateway' },
        Attachment: {
          Type: 'AWS::EC2::VPCGatewayAttachment',
          Properties: { VpcId, InternetGatewayId: { Ref: 'Door' } },
        },
        NatGatewayA: gateway(A),
        NatGatewayB: gateway(B),
        Foreign: gateway(other),
      },
      Outputs: {
        VpcId: { Value: VpcId },
        NatGatewayAId: { Value: { Ref: 'NatGatewayA' } },
        NatGatewayBId: { Value: { Ref: 'NatGatewayB' } },
      },
    });
    expect(await failures(network, { A, B })).toEqual([]);
    expect(await failures(network, { A: B, B: A })).toEqual([
      line('A', B, heldBy('B')),
      line('B', A, heldBy('A')),
    ]);
    expect(await failures(network, { A: other })).toEqual([
      expect.stringMatching(
        /natElasticIps\.A: .* is associated with eipassoc-.*; expected one that is free/,
      ),
    ]);
  });
});

const heldBy = (letter: string) =>
  `is that of the NAT gateway in AZ ${letter}, which has it until the new one is made; expected a free one, or a deploy without gateway ${letter} before`;
