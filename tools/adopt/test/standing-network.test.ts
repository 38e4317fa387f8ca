import type { Stack } from '@aws-sdk/client-cloudformation';
import { otherSubnets, otherVpc, unsettled } from '../src/standing-network.ts';

const FILE = 'the stage file';

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

it.each([
  ['nothing is deployed', 'vpc-1', undefined],
  ['it stands in that VPC', 'vpc-1', standingIn('vpc-1')],
  ['it stands in a VPC of its own', undefined, standingIn('')],
  ['it is of a time before existing VPCs', undefined, standingIn(undefined)],
])('nothing is wrong when %s', (_, id, network) => {
  expect(otherVpc(network, id, FILE)).toBeUndefined();
});

it.each([
  ['into an existing VPC', 'vpc-1', standingIn(''), /stands in a VPC of its own.*says vpc-1/],
  ['out of it', undefined, standingIn('vpc-1'), /stands in vpc-1.*says a VPC of its own/],
  ['into another one', 'vpc-2', standingIn('vpc-1'), /stands in vpc-1.*says vpc-2/],
])('a network that stands does not move %s', (_, id, network, line) => {
  expect(otherVpc(network, id, FILE)).toMatch(line);
});

it.each(['ROLLBACK_COMPLETE', 'CREATE_FAILED', 'REVIEW_IN_PROGRESS'] as const)(
  'a network that is %s stands nowhere, and is said to be in the way',
  (StackStatus) => {
    const line = expect.stringContaining(`Stack network-dev is ${StackStatus}`);
    expect(unsettled({ StackName: 'network-dev', StackStatus })).toEqual(line);
  },
);

it('nothing is in the way of a network that stands, or of none', () => {
  expect(unsettled(standingIn('vpc-1'))).toBeUndefined();
  expect(unsettled(undefined)).toBeUndefined();
});

describe('the subnets of a network that stands', () => {
  /** A stack in vpc-1 with these parameters beside the VPC. */
  const standing = (parameters: Readonly<Record<string, string>>) => ({
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
  const stage = { azs: 'AB', natMode: 'single', ecsCaller: false } as const;
  const existing = { existingVpc: {} };
  const regional = { existingVpc: { internetGatewayId: 'igw-1' }, natMode: 'regional' as const };
  const says = (more: object) => ({ existingVpc: { internetGatewayId: 'igw-1', ...more } });

  it.each([
    ['stay', inPublic, says({ publicSubnetIds: { A: 'subnet-a', B: 'subnet-b' } })],
    [
      'get a third one',
      inPublic,
      says({ publicSubnetIds: { A: 'subnet-a', B: 'subnet-b', C: 'subnet-c' } }),
    ],
    ['go, with the way out', inPublic, existing],
    ['go, with the gateways that stood in them', inPublic, regional],
    [
      'come, for gateways that stand in them',
      { ExistingInternetGatewayId: 'igw-1', NatMode: 'regional' },
      says({ publicSubnetIds: { A: 'subnet-a', B: 'subnet-b' } }),
    ],
    [
      'come, with the way out',
      { ExistingInternetGatewayId: '' },
      says({ publicSubnetIds: { A: 'subnet-a', B: 'subnet-b' } }),
    ],
    ['are its own', { ExistingInternetGatewayId: 'igw-1', ExistingPublicSubnetA: '' }, says({})],
  ])('may %s', (_, parameters, vpc) => {
    expect(otherSubnets(standing(parameters), { ...stage, ...vpc }, FILE)).toBeUndefined();
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
  ])('do not become %s', (_, parameters, vpc, line) => {
    expect(otherSubnets(standing(parameters), { ...stage, ...vpc }, FILE)).toMatch(line);
  });
});
