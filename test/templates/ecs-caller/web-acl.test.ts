import { loadStage } from '../../../config/stage.js';
import type { Claim } from '../../support/claim.ts';
import { type System, templateOf } from '../../support/system.ts';
import { at, listOf } from '../../support/template.ts';
import { change, describeOwnClaim, differences, properties } from './describe-own-claim.ts';

const ACL = 'CallerWebAcl';
const ASSOCIATION = 'CallerWebAclAssociation';

const resourcesOf = (system: System) => templateOf(system, 'ecs-caller').Resources;
const ruleOf = (system: System): unknown =>
  listOf(resourcesOf(system)[ACL]?.Properties?.['Rules'])[0];

const refusesWhoAsksTooOften: Claim = (system) => {
  const { webAcl, webAclRateLimit } = loadStage(system.stage);
  const made = Object.keys(resourcesOf(system)).filter((id) => id.startsWith(ACL));
  if (!webAcl) return made.map((id) => `${id} is there`);
  if (made.length < 2) return [`only ${made} of the web ACL is there`];
  const acl = properties(system, ACL);
  const rule = ruleOf(system);
  const response = at(rule, 'Action', 'Block', 'CustomResponse');
  const bodyKey = String(at(response, 'CustomResponseBodyKey'));
  const body = String(at(acl['CustomResponseBodies'], bodyKey, 'Content'));
  return differences({
    Scope: [acl['Scope'], 'REGIONAL'],
    DefaultAction: [acl['DefaultAction'], { Allow: {} }],
    rules: [listOf(acl['Rules']).length, 1],
    Statement: [
      at(rule, 'Statement', 'RateBasedStatement'),
      { AggregateKeyType: 'IP', Limit: webAclRateLimit, EvaluationWindowSec: 300 },
    ],
    ResponseCode: [at(response, 'ResponseCode'), 429],
    problem: [body.includes('"code":"HTTP_TOO_MANY_REQUESTS"'), true],
    samples: [
      [acl, rule].map((one) => at(one, 'VisibilityConfig', 'SampledRequestsEnabled')),
      [false, false],
    ],
    [ASSOCIATION]: [
      properties(system, ASSOCIATION),
      { ResourceArn: { Ref: 'CallerLoadBalancer' }, WebACLArn: { 'Fn::GetAtt': [ACL, 'Arn'] } },
    ],
  });
};

/** A mistake in the web ACL; on a stage that has none, that there is one. */
const twin = (mistake: string, make: (system: System) => unknown, named: string) => ({
  mistake: `${mistake}, or it is there on a stage without`,
  make: (system: System) => {
    if (loadStage(system.stage).webAcl) make(system);
    else resourcesOf(system)[ACL] = { Type: 'AWS::WAFv2::WebACL' };
  },
  named: new RegExp(`${named}|^${ACL} is there$`),
});

describeOwnClaim(
  'a web ACL, where the stage has one, refuses an address that asks too often, and keeps no samples',
  refusesWhoAsksTooOften,
  [
    twin(
      'it stands before nothing',
      (system) => delete resourcesOf(system)[ASSOCIATION],
      'only CallerWebAcl of the web ACL',
    ),
    twin(
      'it stands before something else',
      change(ASSOCIATION, { ResourceArn: { Ref: 'HttpApi' } }),
      'CallerWebAclAssociation is',
    ),
    twin(
      'it counts all clients as one',
      (system) =>
        Object.assign(Object(at(ruleOf(system), 'Statement', 'RateBasedStatement')), {
          AggregateKeyType: 'CONSTANT',
        }),
      'Statement is',
    ),
    twin(
      'it only counts',
      (system) => Object.assign(Object(ruleOf(system)), { Action: { Count: {} } }),
      'ResponseCode is',
    ),
    twin('it refuses everybody', change(ACL, { DefaultAction: { Block: {} } }), 'DefaultAction is'),
    twin(
      'it keeps samples of requests',
      (system) =>
        Object.assign(Object(properties(system, ACL)['VisibilityConfig']), {
          SampledRequestsEnabled: true,
        }),
      'samples is',
    ),
  ],
);
