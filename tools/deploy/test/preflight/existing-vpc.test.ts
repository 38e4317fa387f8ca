import { readDeployableStage } from '@private-lambda/system/deployable-stage';
import { defaultVpc, VPC } from '../../../adopt/test/support/default-vpc.ts';
import { checkExistingVpc } from '../../src/preflight/existing-vpc.ts';

const stack = { name: 'acme-network-dev' };
/** A stage that makes its private subnets in the default VPC, and its NAT gateway in a public one of it. */
const settings = {
  ...readDeployableStage('dev'),
  azNames: { A: 'eu-central-1a', B: 'eu-central-1b', C: 'eu-central-1c' },
  privateSubnetCidrs: { A: '172.31.48.0/24', B: '172.31.49.0/24' },
  publicSubnetCidrs: { A: '172.31.0.0/20', B: '172.31.16.0/20' },
  existingVpc: {
    id: VPC,
    cidrs: ['172.31.0.0/16'],
    internetGatewayId: 'igw-1',
    publicSubnetIds: { A: 'subnet-0', B: 'subnet-1' },
  },
};
const deployment = { stage: 'dev', settings };

/** The VPC with the stage's own subnet in it, or somebody else's on its block. */
const withSubnet = (stackName: string) =>
  defaultVpc({
    Subnets: [
      ...(defaultVpc().Subnets ?? []),
      {
        SubnetId: 'subnet-9',
        CidrBlock: '172.31.48.0/24',
        Tags: [{ Key: 'aws:cloudformation:stack-name', Value: stackName }],
      },
    ],
  });

it('says nothing of a stage that fits, before and after its deploy, or that makes its own VPC', () => {
  expect(checkExistingVpc(deployment, stack, defaultVpc())).toEqual([]);
  expect(checkExistingVpc(deployment, stack, withSubnet(stack.name))).toEqual([]);
  const own = { stage: 'dev', settings: readDeployableStage('dev') };
  expect(checkExistingVpc(own, stack, undefined)).toEqual([]);
});

it('says what does not fit, in which file, and what plans it anew', () => {
  expect(checkExistingVpc(deployment, stack, withSubnet('payroll'))).toEqual([
    `network: privateSubnetCidrs.A: 172.31.48.0/24 is taken by subnet-9 (172.31.48.0/24) (config/stages/dev.yml); npm run adopt -- --vpc-id ${VPC} --stage dev plans it anew`,
  ]);
});

it('asks of the VPC what adopt asks of it', () => {
  const VpcAttributes = { EnableDnsSupport: false, EnableDnsHostnames: true };
  expect(checkExistingVpc(deployment, stack, defaultVpc({ VpcAttributes }))).toEqual([
    expect.stringContaining(`${VPC} has enableDnsSupport off`),
  ]);
});
