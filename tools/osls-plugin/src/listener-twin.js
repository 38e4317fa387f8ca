/**
 * An `alb` event of osls names one listener, and a function takes one event. A load balancer that speaks HTTP and HTTPS
 * has two: `custom.listenerTwin` names both, and every rule on the first gets a twin on the second, to the same target
 * group. Each rule has the condition of its listener.
 */

import { isDeepStrictEqual } from 'node:util';

const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';

/**
 * When the template is whole: the listeners are resources of the service's own.
 * @param {Pick<import('./osls.js').Serverless, 'service'>} serverless
 */
export function writeTwinRules({ service }) {
  const twin = service.custom?.listenerTwin;
  const { Resources = {} } = service.provider.compiledCloudFormationTemplate ?? {};
  if (!twin) return;
  const rules = Object.entries(Resources).filter(
    ([, { Type, Properties }]) =>
      Type === RULE && isDeepStrictEqual(Properties?.['ListenerArn'], { Ref: twin.of }),
  );
  if (rules.length === 0)
    throw new Error(
      `custom.listenerTwin: of is ${twin.of}, and no rule is on that listener; expected the one that alb events name`,
    );
  for (const [id, rule] of rules) {
    Resources[`${id}On${twin.is}`] = onListener(rule, twin.is, Resources);
    Resources[id] = onListener(rule, twin.of, Resources);
  }
}

/**
 * @param {import('./osls.js').Resource} rule
 * @param {string} listener logical id
 * @param {Readonly<Record<string, import('./osls.js').Resource>>} resources
 * @returns {import('./osls.js').Resource}
 */
function onListener(rule, listener, resources) {
  const found = resources[listener];
  if (!found) throw new Error(`custom.listenerTwin: there is no resource ${listener}`);
  const { Condition } = found;
  return {
    ...rule,
    ...(Condition !== undefined && { Condition }),
    Properties: { ...rule.Properties, ListenerArn: { Ref: listener } },
  };
}
