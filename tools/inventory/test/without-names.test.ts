import type { Snapshot } from '../src/snapshot.ts';
import { withoutNames } from '../src/without-names.ts';
import { withoutOwn } from '../src/without-own.ts';

const Tags = [
  { Key: 'Name', Value: 'payroll' },
  { Key: 'aws:cloudformation:stack-name', Value: 'acme-network-dev' },
];
const whole: Snapshot = {
  SnapshotVersion: 1,
  Region: 'eu-central-1',
  VpcId: 'vpc-1',
  NotKnown: {},
  Subnets: [
    { SubnetId: 'subnet-1', Tags },
    { SubnetId: 'subnet-2', Tags: Tags.slice(0, 1) },
  ],
  SecurityGroups: [
    { GroupId: 'sg-1', GroupName: 'default' },
    { GroupId: 'sg-2', GroupName: 'payroll' },
  ],
  HostedZoneSummaries: [
    { HostedZoneId: 'Z1', Name: 'payroll.acme.com.' },
    { HostedZoneId: 'Z2', Name: 'elb.amazonaws.com.' },
    { HostedZoneId: 'Z3', Name: 'com.' },
  ],
};
const shown = withoutNames(whole);

it('no name of people is left, those of stacks among them', () => {
  expect(JSON.stringify(shown)).not.toMatch(/payroll|acme/);
});

it('the default group is still known as such', () => {
  expect(shown.SecurityGroups).toEqual([
    { GroupId: 'sg-1', GroupName: 'default' },
    { GroupId: 'sg-2' },
  ]);
});

it('names of private hosted zones that decide something are left', () => {
  expect(shown.HostedZoneSummaries).toEqual([
    { HostedZoneId: 'Z1' },
    { HostedZoneId: 'Z2', Name: 'elb.amazonaws.com.' },
    { HostedZoneId: 'Z3', Name: 'com.' },
  ]);
});

it.each([
  ['knows what it has made', 'acme-network-dev', ['subnet-2']],
  ['takes nothing of another stack for its own', 'acme-network-prod', ['subnet-1', 'subnet-2']],
])('a stack %s', (_, stack, left) => {
  const { Subnets } = withoutOwn(shown, new Set([stack]));
  expect(Subnets?.map(({ SubnetId }) => SubnetId)).toEqual(left);
});
