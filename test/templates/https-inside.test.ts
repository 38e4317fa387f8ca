import { apiPorts, protectedApiUrl } from '../../config/api-address.js';
import { loadStage, type Stage } from '../../config/stage.js';
import { describeFrozen } from '../support/describe-frozen.ts';
import { readTemplate, testedStages } from '../support/packaged-template.ts';
import { resolveTemplate } from '../support/resolve-template.ts';
import { at, listOf, referencedId, resourcesOfType, type Template } from '../support/template.ts';

const PROTOCOLS = ['http', 'both', 'https'] as const;
type Protocol = (typeof PROTOCOLS)[number];
const NAME = 'pricing.internal.test';
const CERTIFICATE = 'arn:aws:acm:eu-central-1:123456789012:certificate/0-1';
const ZONES = ['', 'made', 'Z0123456789ABC'] as const;
type Zone = (typeof ZONES)[number];

/** The protected API as CloudFormation would build it for one protocol and one zone. */
function protectedApi(stage: string, ApiProtocol: Protocol, ApiHostedZone: Zone): Template {
  const { template, parameters } = readTemplate('protected-api', stage);
  return resolveTemplate(template, {
    ...parameters,
    ApiProtocol,
    ApiHostedZone,
    ApiDomainName: NAME,
    ApiCertificateArn: CERTIFICATE,
  });
}

const ofType = (template: Template, type: string) =>
  resourcesOfType(template, `AWS::ElasticLoadBalancingV2::${type}`);

/** One line per listener: what it speaks, and how. */
function listenersOf(template: Template): string[] {
  return ofType(template, 'Listener').map(([id, { Properties = {} }]) =>
    [
      `${id} ${Properties['Protocol']} ${Properties['Port']}`,
      Properties['SslPolicy'] ?? 'plain',
      ...listOf(Properties['Certificates'] ?? []).map((one) => at(one, 'CertificateArn')),
    ].join(' '),
  );
}

function expectedListeners(stage: Stage, protocol: Protocol): string[] {
  const [first, second] = apiPorts({ ...stage, apiProtocol: protocol });
  const tls = (port?: number) =>
    `ApiTlsListener HTTPS ${port} ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09 ${CERTIFICATE}`;
  if (protocol === 'https') return [tls(first)];
  return [`ApiListener HTTP ${first} plain`, ...(protocol === 'both' ? [tls(second)] : [])];
}

/** What a rule says, its listener aside; and of which it is. */
const rulesOf = (template: Template) =>
  ofType(template, 'ListenerRule').map(([, { Properties = {} }]) => {
    const { ListenerArn, ...rest } = Properties;
    return { listener: referencedId(ListenerArn), says: JSON.stringify(rest) };
  });

/** Every listener answers the same, to the same target groups. */
function listenerProblems(template: Template, stage: Stage, protocol: Protocol): string[] {
  const problems: string[] = [];
  const found = listenersOf(template);
  const expected = expectedListeners(stage, protocol);
  if (found.join() !== expected.join()) problems.push(`listeners are ${found.join(', ')}`);
  const rules = rulesOf(template);
  const sayings = new Set(rules.map(({ says }) => says));
  if (sayings.size === 0) problems.push('no listener has a rule');
  for (const [id] of ofType(template, 'Listener')) {
    const own = rules.filter(({ listener }) => listener === id).map(({ says }) => says);
    for (const says of sayings) if (!own.includes(says)) problems.push(`${id} lacks ${says}`);
  }
  return problems;
}

/** Who answers for the name. */
function nameProblems(template: Template, zone: Zone): string[] {
  const zones = resourcesOfType(template, 'AWS::Route53::HostedZone');
  const records = resourcesOfType(template, 'AWS::Route53::RecordSet');
  const problems: string[] = [];
  const [made] = zones;
  const { Value, Export } = Object(template.Outputs['ApiDomainName']);
  if (Value !== NAME || !JSON.stringify(Export)?.includes('-ApiDomainName'))
    problems.push(`callers import ${NAME} by no export`);
  if (zones.length !== (zone === 'made' ? 1 : 0)) problems.push(`${zones.length} zones are made`);
  if (made) {
    const { Name, VPCs } = made[1].Properties ?? {};
    const [vpc, ...others] = listOf(VPCs);
    // Without a VPC it would be a public zone.
    if (Name !== NAME || others.length > 0 || !at(vpc, 'VPCId', 'Fn::ImportValue'))
      problems.push(`${made[0]} is not a private zone of ${NAME}`);
  }
  if (records.length !== (zone === '' ? 0 : 1)) problems.push(`${records.length} records`);
  for (const [id, { Properties = {} }] of records) {
    const of = zone === 'made' ? { Ref: 'ApiZone' } : zone;
    const alias = Properties['AliasTarget'];
    const isOurs =
      Properties['Name'] === NAME &&
      JSON.stringify(Properties['HostedZoneId']) === JSON.stringify(of) &&
      JSON.stringify(at(alias, 'DNSName')) === '{"Fn::GetAtt":["ApiLoadBalancer","DNSName"]}';
    if (!isOurs) problems.push(`${id} does not lead to the load balancer`);
  }
  return problems;
}

const cases = testedStages.flatMap((stage) =>
  PROTOCOLS.flatMap((protocol) => ZONES.map((zone) => [stage, protocol, zone] as const)),
);

it.each(cases)(
  'on %s, %s: every listener is there with every rule (zone %j)',
  (stage, protocol, zone) => {
    const template = protectedApi(stage, protocol, zone);
    expect(listenerProblems(template, loadStage(stage), protocol)).toEqual([]);
    expect(nameProblems(template, zone)).toEqual([]);
  },
);

/** Every mistake can be made on the frozen system, whatever the stages are. */
describeFrozen.each(['dev'])('on %s', (stage) => {
  const change = (template: Template, id: string, properties: object) =>
    Object.assign(template.Resources[id]?.Properties ?? {}, properties);
  const ruleId = 'ApiAlbListenerRule1000OnApiTlsListener';
  const otherRule = (template: Template) => ({
    ...template.Resources[ruleId],
    Properties: { ...template.Resources[ruleId]?.Properties, Priority: 7 },
  });

  it.each<[string, (template: Template) => unknown, string]>([
    [
      'old TLS',
      (template) => change(template, 'ApiTlsListener', { SslPolicy: 'ELBSecurityPolicy-2016-08' }),
      'ELBSecurityPolicy-2016-08',
    ],
    [
      'another certificate',
      (template) => change(template, 'ApiTlsListener', { Certificates: [] }),
      'listeners are',
    ],
    ['another port', (template) => change(template, 'ApiTlsListener', { Port: 8443 }), '8443'],
    [
      'a rule that HTTPS lacks',
      (template) => delete template.Resources[ruleId],
      'ApiTlsListener lacks',
    ],
    [
      'a rule that HTTP lacks',
      (template) => Object.assign(template.Resources, { Other: otherRule(template) }),
      'ApiListener lacks',
    ],
    [
      'other paths over HTTPS',
      (template) => change(template, ruleId, { Conditions: [] }),
      'ApiTlsListener lacks',
    ],
  ])('the listeners are named with %s', (_what, make, line) => {
    const template = protectedApi(stage, 'both', 'made');
    make(template);
    expect(listenerProblems(template, loadStage(stage), 'both').join('\n')).toContain(line);
  });

  it.each<[string, (template: Template) => unknown, string]>([
    [
      'a zone for the internet',
      (template) => change(template, 'ApiZone', { VPCs: [] }),
      'private zone',
    ],
    [
      'a zone of more names',
      (template) => change(template, 'ApiZone', { Name: 'test' }),
      'private zone',
    ],
    [
      'a record elsewhere',
      (template) => change(template, 'ApiRecord', { AliasTarget: {} }),
      'lead to',
    ],
    ['no export', (template) => delete template.Outputs['ApiDomainName'], 'by no export'],
    ['another name', (template) => change(template, 'ApiRecord', { Name: 'x.test' }), 'lead to'],
    ['no record', (template) => delete template.Resources['ApiRecord'], '0 records'],
  ])('the name is named with %s', (_what, make, line) => {
    const template = protectedApi(stage, 'both', 'made');
    make(template);
    expect(nameProblems(template, 'made').join('\n')).toContain(line);
  });
});

it.each(testedStages)(
  'on %s, the URL of callers on HTTPS is the name that the certificate carries',
  (name) => {
    const stage = { ...loadStage(name), apiProtocol: 'https' as const, apiDomainName: NAME };
    expect(protectedApiUrl(stage, 'any')).toBe(`https://${NAME}:${stage.apiTlsPort}`);
  },
);
