import { writeTwinRules } from '../src/listener-twin.js';
import type { Resource } from '../src/osls.js';

const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const rule = (listener: unknown): Resource => ({
  Type: RULE,
  Properties: { ListenerArn: listener, Priority: 7, Conditions: ['paths'], Actions: ['group'] },
});
const listeners = (): Record<string, Resource> => ({
  Plain: { Type: LISTENER, Condition: 'HasHttp' },
  Tls: { Type: LISTENER, Condition: 'HasHttps' },
});

function write(Resources: Record<string, Resource>, listenerTwin = { of: 'Plain', is: 'Tls' }) {
  const provider = {
    coreCloudFormationTemplate: {},
    compiledCloudFormationTemplate: { Resources },
  };
  writeTwinRules({ service: { service: 'any', custom: { listenerTwin }, provider } });
  return Resources;
}

it('each rule on the first listener stands on the second, too, and each exists where its listener does', () => {
  const { Rule, RuleOnTls, Plain } = write({ ...listeners(), Rule: rule({ Ref: 'Plain' }) });

  expect(Rule).toEqual({ ...rule({ Ref: 'Plain' }), Condition: 'HasHttp' });
  expect(RuleOnTls).toEqual({ ...rule({ Ref: 'Tls' }), Condition: 'HasHttps' });
  expect(Plain).toEqual(listeners()['Plain']);
});

it('a rule on another listener, and a service without a twin, stay as they are', () => {
  const other = rule({ Ref: 'Other' });
  expect(write({ ...listeners(), Rule: rule({ Ref: 'Plain' }), Other: other })['Other']).toEqual(
    other,
  );
  const alone = { Rule: rule({ Ref: 'Plain' }) };
  const provider = {
    coreCloudFormationTemplate: {},
    compiledCloudFormationTemplate: { Resources: structuredClone(alone) },
  };
  writeTwinRules({ service: { service: 'any', provider } });
  expect(provider.compiledCloudFormationTemplate.Resources).toEqual(alone);
});

it('a listener that is not there is named', () => {
  const { Plain, ...rest } = listeners();
  expect(() => write({ Plain: Plain ?? rule(1), Rule: rule({ Ref: 'Plain' }) })).toThrow(
    'custom.listenerTwin: there is no resource Tls',
  );
  expect(Object.keys(rest)).toEqual(['Tls']);
});

it('a listener that no rule is on is named: a word that is wrong would leave the second one without rules', () => {
  expect(() =>
    write({ ...listeners(), Rule: rule({ Ref: 'Plain' }) }, { of: 'Plian', is: 'Tls' }),
  ).toThrow('custom.listenerTwin: of is Plian, and no rule is on that listener');
});
