import { parse } from 'yaml';
import type { Adoption } from '../src/adoption.ts';
import { writeAdoption } from '../src/write-adoption.ts';

const adoption: Adoption = {
  existingVpc: { id: 'vpc-1', cidrs: ['172.31.0.0/16'], internetGatewayId: 'igw-1' },
  azNames: new Map([
    ['A', 'eu-central-1a'],
    ['B', 'eu-central-1b'],
  ]),
  publicSubnetCidrs: new Map(),
  privateSubnetCidrs: new Map([
    ['A', '172.31.48.0/24'],
    ['B', '172.31.49.0/24'],
  ]),
  notes: [],
};

const SOURCE = `# Cheap: one NAT gateway.
vpcCidr: 10.20.0.0/16
# Four slots a tier.
publicSubnetCidrs: { A: 10.20.0.0/24, B: 10.20.1.0/24 }
privateSubnetCidrs: { A: 10.20.16.0/20, B: 10.20.32.0/20 }
natMode: single # for webhooks
`;

it('says the VPC and its blocks in place of those of a VPC of its own', () => {
  expect(parse(writeAdoption(SOURCE, adoption))).toEqual({
    natMode: 'single',
    vpcCidr: '172.31.0.0/16',
    existingVpc: { id: 'vpc-1', cidrs: ['172.31.0.0/16'], internetGatewayId: 'igw-1' },
    azNames: { A: 'eu-central-1a', B: 'eu-central-1b' },
    privateSubnetCidrs: { A: '172.31.48.0/24', B: '172.31.49.0/24' },
  });
});

it('keeps comments of what stays', () => {
  const text = writeAdoption(SOURCE, adoption);
  expect(text).toContain('# Cheap: one NAT gateway.');
  expect(text).toContain('natMode: single # for webhooks');
});

it('written twice is written once', () => {
  const once = writeAdoption(SOURCE, adoption);
  expect(writeAdoption(once, adoption)).toBe(once);
});

it('fills an empty file', () => {
  expect(parse(writeAdoption('', adoption))).toMatchObject({ existingVpc: { id: 'vpc-1' } });
});

describe('a file that says it already', () => {
  const HAND = `# Ours.
existingVpc:
    id: "vpc-1" # of the platform team
    cidrs:   [ 172.31.0.0/16 ]
    internetGatewayId: igw-1
azNames:
    A: eu-central-1a # next to the database
    B: eu-central-1b
privateSubnetCidrs: {A: 172.31.48.0/24,   B: 172.31.49.0/24}
vpcCidr: 172.31.0.0/16
`;

  it('is left as it is, byte for byte', () => {
    expect(writeAdoption(HAND, adoption)).toBe(HAND);
  });

  it('keeps the comments beside what changes, in the maps too', () => {
    const moved = { ...adoption, azNames: new Map(adoption.azNames).set('B', 'eu-central-1c') };
    const text = writeAdoption(HAND, moved);
    expect(text).toContain('"vpc-1" # of the platform team');
    expect(text).toContain('# next to the database');
    expect(parse(text)).toMatchObject({ azNames: { A: 'eu-central-1a', B: 'eu-central-1c' } });
  });

  it('loses what the VPC has no more', () => {
    const old = HAND.replace('igw-1', 'igw-1\n    publicSubnetIds: { A: subnet-1 }');
    expect(parse(writeAdoption(old, adoption)).existingVpc).toEqual(adoption.existingVpc);
  });
});

it('keeps the line ends of Windows', () => {
  const text = writeAdoption(SOURCE.replaceAll('\n', '\r\n'), adoption);
  expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  expect(text.replaceAll('\r\n', '\n')).toBe(writeAdoption(SOURCE, adoption));
});
