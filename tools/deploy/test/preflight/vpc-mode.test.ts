import type { Stack } from '@aws-sdk/client-cloudformation';
import { checkVpcMode } from '../../src/preflight/vpc-mode.ts';

function standingIn(ParameterValue: string | undefined): Stack {
  return {
    StackName: 'network-dev',
    CreationTime: new Date(0),
    StackStatus: 'UPDATE_COMPLETE',
    ...(ParameterValue !== undefined && {
      Parameters: [{ ParameterKey: 'ExistingVpcId', ParameterValue }],
    }),
  };
}

const stacks = (stack: Stack | undefined) =>
  stack ? [{ service: 'network', name: 'network-dev', stack }] : [];
const existing = (id: string) => ({ existingVpc: { id, cidrs: ['10.0.0.0/16'] } });

it.each([
  ['nothing is deployed', existing('vpc-1'), undefined],
  ['it stands in that VPC', existing('vpc-1'), standingIn('vpc-1')],
  ['it stands in a VPC of its own', {}, standingIn('')],
  ['it is of a time before existing VPCs', {}, standingIn(undefined)],
])('nothing is wrong when %s', (_, settings, deployed) => {
  expect(checkVpcMode(settings, stacks(deployed))).toBeUndefined();
});

it.each([
  [
    'into an existing VPC',
    existing('vpc-1'),
    standingIn(''),
    /stands in a VPC of its own.*says vpc-1/,
  ],
  ['out of it', {}, standingIn('vpc-1'), /stands in vpc-1.*says a VPC of its own/],
  ['into another one', existing('vpc-2'), standingIn('vpc-1'), /stands in vpc-1.*says vpc-2/],
])('a network that stands does not move %s', (_, settings, deployed, line) => {
  expect(checkVpcMode(settings, stacks(deployed))).toMatch(line);
});

describe('the subnets of a network that stands', () => {
  /** A stack in vpc-1 with these parameters beside the VPC. */
  const standing = (parameters: Readonly<Record<string, string>>) =>
    stacks({
      StackName: 'network-dev',
      CreationTime: new Date(0),
      StackStatus: 'UPDATE_COMPLETE',
      Parameters: Object.entries({ ExistingVpcId: 'vpc-1', ...parameters }).map(
        ([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }),
      ),
    });
  const inPublic = {
    ExistingInternetGatewayId: 'igw-1',
    ExistingPublicSubnetA: 'subnet-a',
    ExistingPublicSubnetB: 'subnet-b',
    ExistingPublicSubnetC: '',
  };
  const says = (more: object) => ({
    existingVpc: { id: 'vpc-1', cidrs: ['10.0.0.0/16'], internetGatewayId: 'igw-1', ...more },
  });

  it.each([
    ['stay', inPublic, says({ publicSubnetIds: { A: 'subnet-a', B: 'subnet-b' } })],
    [
      'get a third one',
      inPublic,
      says({ publicSubnetIds: { A: 'subnet-a', B: 'subnet-b', C: 'subnet-c' } }),
    ],
    ['go, with the way out', inPublic, existing('vpc-1')],
    [
      'come, with the way out',
      { ExistingInternetGatewayId: '' },
      says({ publicSubnetIds: { A: 'subnet-a', B: 'subnet-b' } }),
    ],
    ['are its own', { ExistingInternetGatewayId: 'igw-1', ExistingPublicSubnetA: '' }, says({})],
  ])('may %s', (_, parameters, settings) => {
    expect(checkVpcMode(settings, standing(parameters))).toBeUndefined();
  });

  it.each([
    [
      'another public one',
      inPublic,
      says({ publicSubnetIds: { A: 'subnet-a', B: 'subnet-x' } }),
      /public subnet B is subnet-b, and the stage file says subnet-x/,
    ],
    [
      'a public one of its own',
      inPublic,
      says({}),
      /public subnet A is subnet-a, and the stage file says one of its own/,
    ],
    [
      'a given private one',
      {},
      says({ privateSubnetIds: { A: 'subnet-a', B: 'subnet-b' } }),
      /private subnet A is one of its own, and the stage file says subnet-a/,
    ],
    [
      'another private one',
      { ExistingPrivateSubnetA: 'subnet-a' },
      says({ privateSubnetIds: { A: 'subnet-x', B: 'subnet-b' } }),
      /private subnet A is subnet-a, .* says subnet-x; what stands/,
    ],
  ])('do not become %s', (_, parameters, settings, line) => {
    expect(checkVpcMode(settings, standing(parameters))).toMatch(line);
  });
});
