import { listPackaged, readTemplate, testedStages } from '../../support/packaged-template.ts';
import { resolveTemplate } from '../../support/resolve-template.ts';
import { resourcesOfType, type Template } from '../../support/template.ts';

const NAME = 'front.example.com';
const ZONE = 'Z0123456789ABC';

function ecsCaller(stage: string, EcsHostedZoneId: string): Template {
  const { template, parameters } = readTemplate('ecs-caller', stage);
  return resolveTemplate(template, { ...parameters, EcsDomainName: NAME, EcsHostedZoneId });
}

const recordsOf = (template: Template) =>
  resourcesOfType(template, 'AWS::Route53::RecordSet').map(([, { Properties }]) => Properties);
const record = {
  HostedZoneId: ZONE,
  Name: NAME,
  Type: 'A',
  AliasTarget: {
    DNSName: { 'Fn::GetAtt': ['CallerLoadBalancer', 'DNSName'] },
    HostedZoneId: { 'Fn::GetAtt': ['CallerLoadBalancer', 'CanonicalHostedZoneID'] },
    EvaluateTargetHealth: false,
  },
};

/** The optional service may be gone. */
const stages = testedStages.filter((stage) =>
  listPackaged().some((one) => one.service === 'ecs-caller' && one.stage === stage),
);

it.each(stages)('on %s the name leads to the load balancer where a zone is named', (stage) => {
  expect(recordsOf(ecsCaller(stage, ZONE))).toEqual([record]);
  expect(recordsOf(ecsCaller(stage, ''))).toEqual([]);
});
