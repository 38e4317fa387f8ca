import type { Snapshot } from '../src/snapshot.ts';
import { snapshotChanges } from '../src/snapshot-changes.ts';

const before: Snapshot = {
  SnapshotVersion: 1,
  TakenAt: '2026-01-01T00:00:00.000Z',
  Region: 'eu-central-1',
  VpcId: 'vpc-1',
  NotKnown: {},
  VpcAttributes: { EnableDnsSupport: true, EnableDnsHostnames: true },
  Subnets: [{ SubnetId: 'subnet-1', CidrBlock: '10.0.0.0/24' }, { SubnetId: 'subnet-2' }],
  FunctionPolicies: { orders: '{}' },
};

it('are none when the same is read later, in another order', () => {
  const Subnets = before.Subnets?.toReversed();
  const after = { ...before, Subnets, TakenAt: '2026-01-02T00:00:00.000Z' };
  expect(snapshotChanges(before, after)).toEqual([]);
});

it('are one line for each thing, with its part', () => {
  const after: Snapshot = {
    ...before,
    VpcAttributes: { EnableDnsSupport: true, EnableDnsHostnames: false },
    Subnets: [{ SubnetId: 'subnet-1', CidrBlock: '10.0.1.0/24' }, { SubnetId: 'subnet-3' }],
    FunctionPolicies: {},
  };
  expect(snapshotChanges(before, after)).toEqual([
    'VpcAttributes: EnableDnsHostnames is not what it was',
    'Subnets: subnet-1 is not what it was',
    'Subnets: subnet-2 is gone',
    'Subnets: subnet-3 is new',
    'FunctionPolicies: orders is gone',
  ]);
});

it('do not count what is deleted and still shown', () => {
  const nat = { NatGatewayId: 'nat-1', State: 'available' };
  const whole = { ...before, NatGateways: [] };
  expect(snapshotChanges(whole, { ...whole, NatGateways: [{ ...nat, State: 'deleted' }] })).toEqual(
    [],
  );
  expect(snapshotChanges(whole, { ...whole, NatGateways: [nat] })).toEqual([
    'NatGateways: nat-1 is new',
  ]);
});

it('are not known of a part that one of the two does not hold', () => {
  const { Subnets, ...without } = before;
  expect(snapshotChanges(without, before)).toEqual(['Subnets: not known before']);
  expect(snapshotChanges(before, without)).toEqual(['Subnets: not known after']);
});
