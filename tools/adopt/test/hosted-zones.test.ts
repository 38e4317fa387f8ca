import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { defaultVpc, plan, problems, settings, VPC } from './support/default-vpc.ts';

type Zone = NonNullable<Snapshot['HostedZoneSummaries']>[number];

const account = { Owner: { OwningAccount: '111122223333' } };
const withZone = (Name: string, more: Partial<Zone> = account) =>
  defaultVpc({ HostedZoneSummaries: [{ HostedZoneId: 'Z1', Name, ...more }] });

describe('a private hosted zone is refused', () => {
  it.each([
    'eu-central-1.elb.amazonaws.com.',
    'elb.amazonaws.com.',
    'ELB.amazonaws.com',
    'amazonaws.com.',
    'com.',
  ])('that answers for the name of the load balancer: %s', (name) => {
    expect(problems(withZone(name))).toEqual([
      expect.stringMatching(
        /\(Z1\), which does not know the name of the load balancer.*disassociate-vpc-from-hosted-zone --hosted-zone-id Z1 --vpc VPCRegion=eu-central-1,VPCId=vpc-0a1b2c3d/,
      ),
    ]);
  });

  it.each([
    ['logs.eu-central-1.amazonaws.com.', {}, 'logsEndpoint'],
    ['api.ecr.eu-central-1.amazonaws.com.', { containerEndpoints: true }, 'containerEndpoints'],
    ['dkr.ecr.eu-central-1.amazonaws.com.', { containerEndpoints: true }, 'containerEndpoints'],
  ])('that has the private name of an endpoint that would be made: %s', (name, change, setting) => {
    expect(problems(withZone(name), change)).toEqual([
      expect.stringContaining(`or set ${setting}: false in the stage file`),
    ]);
  });

  it('in China, too', () => {
    const Region = 'cn-north-1';
    const named = (name: string) => problems({ ...withZone(name), Region });
    expect(named('elb.amazonaws.com.cn.')).toHaveLength(1);
    expect(named('elb.amazonaws.com.')).toEqual([]);
  });
});

describe('a private hosted zone is none of our business', () => {
  it.each([
    ['with a name of its owner', 'corp.example.com.'],
    ['below the name of AWS, with another service', 'sqs.eu-central-1.amazonaws.com.'],
    ['above the private name of an endpoint', 'eu-central-1.amazonaws.com.'],
    ['whose name ends alike', 'myelb.amazonaws.com.'],
    ['of another Region', 'us-east-1.elb.amazonaws.com.'],
  ])('%s', (_, name) => {
    expect(problems(withZone(name))).toEqual([]);
  });

  it('of an endpoint that the stage does not make', () => {
    const name = 'logs.eu-central-1.amazonaws.com.';
    expect(problems(withZone(name), { logsEndpoint: false })).toEqual([]);
    expect(problems(withZone(name, { Owner: { OwningService: 'vpce.amazonaws.com' } }))).toEqual(
      [],
    );
  });

  it('whose name was left out', () => {
    expect(
      problems(defaultVpc({ HostedZoneSummaries: [{ HostedZoneId: 'Z1', ...account }] })),
    ).toEqual([]);
  });
});

it('zones that are not known are said', () => {
  const { HostedZoneSummaries, ...rest } = defaultVpc();
  const NotKnown = { HostedZoneSummaries: 'AccessDenied: no' };
  expect(plan(rest, settings).notes).toEqual([
    expect.stringContaining(`${VPC} are not known (the snapshot does not hold them)`),
  ]);
  expect(plan({ ...rest, NotKnown }).notes).toEqual([expect.stringContaining('AccessDenied: no')]);
  expect(plan(defaultVpc()).notes).toEqual([]);
});
