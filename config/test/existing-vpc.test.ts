import { hasPublicSubnets, vpcProblem } from '../existing-vpc.js';
import { loadStage, type Stage } from '../stage.js';

const own = loadStage('dev');
const adoptedVpc: NonNullable<Stage['existingVpc']> = {
  id: 'vpc-1',
  cidrs: ['172.31.0.0/16'],
  internetGatewayId: 'igw-1',
  publicSubnetIds: { A: 'subnet-1', B: 'subnet-2' },
};
const adopted: Stage = {
  ...own,
  vpcCidr: '172.31.0.0/16',
  existingVpc: adoptedVpc,
  publicSubnetCidrs: { A: '172.31.0.0/20', B: '172.31.16.0/20' },
  privateSubnetCidrs: { A: '172.31.48.0/24', B: '172.31.49.0/24' },
};
const given: Stage = {
  ...adopted,
  natMode: 'none',
  logsEndpoint: false,
  existingVpc: {
    id: 'vpc-1',
    cidrs: ['172.31.0.0/16'],
    privateSubnetIds: { A: 'subnet-1', B: 'subnet-2' },
  },
};

it.each([
  ['a VPC of its own', own],
  ['an existing VPC with its public subnets', adopted],
  ['given private subnets', given],
])('%s needs nothing more', (_, stage) => {
  expect(vpcProblem(stage)).toBeUndefined();
});

it('a VPC of its own needs a block in each slot', () => {
  const { C, ...rest } = own.privateSubnetCidrs;
  expect(vpcProblem({ ...own, privateSubnetCidrs: rest })).toMatch(
    /^privateSubnetCidrs: C missing; expected a block for each slot A, B, C, D/,
  );
  expect(vpcProblem({ ...own, publicSubnetCidrs: undefined })).toMatch(/^publicSubnetCidrs: A, B/);
});

it.each([
  [{ vpcCidr: '10.0.0.0/16' }, 'vpcCidr is 10.0.0.0/16; expected 172.31.0.0/16, the first'],
  [
    { azs: 'ABC' as const },
    'privateSubnetCidrs: C missing; expected one for each AZ letter of azs ABC',
  ],
  [{ publicSubnetCidrs: undefined }, 'publicSubnetCidrs: A, B missing'],
])('an existing VPC with %p is refused', (change, line) => {
  expect(vpcProblem({ ...adopted, ...change })).toContain(line);
});

it('a NAT gateway needs the internet gateway', () => {
  const { internetGatewayId, ...existingVpc } = adoptedVpc;
  const expected = 'existingVpc has no internetGatewayId; expected one for natMode single';
  expect(vpcProblem({ ...adopted, existingVpc })).toBe(expected);
});

it.each([{ natMode: 'single' as const }, { logsEndpoint: true }, { containerEndpoints: true }])(
  'given private subnets go without %p',
  (change) => {
    const existingVpc = {
      ...adoptedVpc,
      privateSubnetIds: { A: 'subnet-1', B: 'subnet-2' },
    };
    const stage = {
      ...given,
      ...change,
      existingVpc,
      publicSubnetCidrs: adopted.publicSubnetCidrs,
    };
    expect(vpcProblem(stage)).toMatch(
      /makes no NAT gateways and endpoints; expected natMode: none/,
    );
  },
);

it('a public /28 holds a NAT gateway, and no load balancer of the ECS caller', () => {
  const small = {
    ...own,
    publicSubnetCidrs: {
      A: '10.20.0.0/28',
      B: '10.20.0.16/28',
      C: '10.20.0.32/28',
      D: '10.20.0.48/28',
    },
  };
  expect(vpcProblem(small)).toBeUndefined();
  expect(vpcProblem({ ...small, ecsCaller: true })).toBe(
    'publicSubnetCidrs: 10.20.0.0/28 is too small for the load balancer of the ECS caller; expected /27 or larger',
  );
});

describe('a regional NAT gateway', () => {
  const { publicSubnetIds, ...existingVpc } = adoptedVpc;
  const regional: Stage = {
    ...adopted,
    natMode: 'regional',
    existingVpc,
    publicSubnetCidrs: undefined,
  };

  it('needs the internet gateway, and no public subnets', () => {
    expect(vpcProblem(regional)).toBeUndefined();
    expect(hasPublicSubnets(regional)).toBe(false);
    const { internetGatewayId, ...closed } = existingVpc;
    expect(vpcProblem({ ...regional, existingVpc: closed })).toBe(
      'existingVpc has no internetGatewayId; expected one for natMode regional',
    );
  });

  it('needs them no less where something else does, or the stage file names some', () => {
    const withCaller = { ...regional, ecsCaller: true };
    expect(vpcProblem(withCaller)).toMatch(/^publicSubnetCidrs: A, B missing/);
    expect(hasPublicSubnets(withCaller)).toBe(true);
    expect(hasPublicSubnets({ ...regional, existingVpc: adoptedVpc })).toBe(true);
    expect(hasPublicSubnets({ ...regional, natMode: 'single' })).toBe(true);
    expect(hasPublicSubnets({ ...regional, existingVpc: undefined })).toBe(true);
  });
});
