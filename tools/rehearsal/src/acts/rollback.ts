import { readFileSync, writeFileSync } from 'node:fs';
import { findStack } from '../aws/stack.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { changeHandler } from '../osls/change-handler.ts';
import type { Scene } from '../scene.ts';
import { callSystem } from '../system/call-system.ts';
import { compareSystem } from '../system/compare-system.ts';
import type { Act } from './act.ts';

export const rollback: Act = {
  name: 'rollback',
  title: 'a deploy that fails midway is rolled back, and the old system still answers',
  needs: 'the deployed system',
  async run(scene) {
    const system = await scene.system();
    const restore = breakProtectedApi(scene);
    const { succeeded, output } = await scene.tryDeploy('protected-api');
    const stack = await findStack(scene.aws.cloudFormation, scene.stackName('protected-api'));
    if (succeeded || stack?.status !== 'UPDATE_ROLLBACK_COMPLETE') {
      throw new BrokenClaimError(
        `${stack?.name}: the stack is ${stack?.status}, expected UPDATE_ROLLBACK_COMPLETE`,
      );
    }
    if (!/RehearsalRule.*Priority '10' is currently in use/s.test(output)) {
      throw new BrokenClaimError(
        `serverless deploy does not name the resource that failed: ${output}`,
      );
    }
    await callSystem(scene.aws, system);
    const claims = await compareSystem(scene.aws, { ...system, protectedApi: stack });
    restore();
    await scene.deploy('protected-api');
    return `UPDATE_ROLLBACK_COMPLETE names RehearsalRule; the old system answers, ${claims} claims hold; the next deploy works`;
  },
};

/** New code, and after it a second rule with the function's priority, which ELB refuses. @returns undoes it */
function breakProtectedApi(scene: Scene): () => void {
  const file = scene.path('services/protected-api/serverless.yml');
  const handlers = scene.path('services/protected-api/src/handlers');
  const before = readFileSync(file, 'utf8');
  const broken = before.replace(/^resources:\n/m, `$&  - \${file(resources/rehearsal.yml)}\n`);
  if (broken === before) throw new Error(`${file} has no line "resources:"`);
  const handler = readFileSync(`${handlers}/pricing.ts`, 'utf8');
  changeHandler(handlers, 'pricing', 'multiValueHeaders');
  writeFileSync(scene.path('services/protected-api/resources/rehearsal.yml'), failingRule);
  writeFileSync(file, broken);
  return () => {
    writeFileSync(file, before);
    writeFileSync(`${handlers}/pricing.ts`, handler);
  };
}

const failingRule = `Resources:
  RehearsalRule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    DependsOn: PricingLambdaFunction
    Properties:
      ListenerArn: !Ref ApiListener
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/rehearsal] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`;
