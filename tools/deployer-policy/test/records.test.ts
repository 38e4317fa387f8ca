import { readStage } from '@private-lambda/packaging/read-stage';
import { listFrozen } from '../../../test/fixture/frozen-system.ts';
import { subjectOf } from '../src/read-subject.ts';
import { ruleOfService } from '../src/service-rules.ts';

const subject = (says: object) =>
  subjectOf('prod', { ...readStage('prod'), ...says }, listFrozen());
const inside = { apiDomainName: 'pricing.internal.test' };

it('each name of a stage may be written in its own zone, and in no other', () => {
  const names = { publicDomainName: 'api.example.com', publicHostedZoneId: 'Z1' };
  const grants = ruleOfService(
    'route53:ChangeResourceRecordSets',
    subject({ ...names, ...inside, apiHostedZone: 'Z2' }),
  );
  expect(
    grants?.map(({ resources, condition }) => [
      resources[0]?.split('/')[1],
      condition?.['ForAllValues:StringEquals']?.[
        'route53:ChangeResourceRecordSetsNormalizedRecordNames'
      ],
    ]),
  ).toEqual([
    ['Z1', ['api.example.com']],
    ['Z2', ['pricing.internal.test']],
  ]);
});

it('a record of the ECS caller is for a stage that has one', () => {
  const named = { ecsDomainName: 'caller.example.com', ecsHostedZoneId: 'Z3' };
  expect(subject({ ...named, ecsCaller: false }).records).toEqual([]);
  expect(subject({ ...named, ecsCaller: true }).records).toEqual([
    { name: 'caller.example.com', hostedZoneId: 'Z3' },
  ]);
});

it('a zone that is made, and its record, are nothing of the deploy role', () => {
  const { records, stacks } = subject({ ...inside, apiHostedZone: 'made' });
  expect(records).toEqual([]);
  const types = stacks.flatMap(({ resources }) => resources.map(({ type }) => type));
  expect(types.filter((type) => type.startsWith('AWS::Route53'))).toEqual([]);
});

it.each(['acm:DescribeCertificate', 'acm:GetCertificate'])(
  '%s is for the certificates that a stage names, and no others',
  (action) => {
    const arn = (id: string) => `arn:aws:acm:us-east-1:111122223333:certificate/${id}`;
    const granted = (says: object) => ruleOfService(action, subject(says));
    const ecs = { ecsCertificateArn: arn('ecs') };
    expect(granted({ apiCertificateArn: arn('api'), ...ecs, ecsCaller: false })).toEqual([
      { action, resources: [arn('api')], why: 'Certificates' },
    ]);
    expect(granted({ ...ecs, ecsCaller: true })?.[0]?.resources).toEqual([arn('ecs')]);
    expect(granted({})).toEqual([]);
  },
);

it('a regional NAT gateway is of the stage that deploys the network', () => {
  const regional = { natMode: 'regional' };
  expect(subject(regional).makesRegionalNat).toBe(true);
  expect(subject({ ...regional, networkStage: 'other' }).makesRegionalNat).toBe(false);
});
