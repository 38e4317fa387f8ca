import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { CreateRuleCommand, DeleteRuleCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { serverlessProgram } from '@private-lambda/packaging/serverless-program';
import { findStack } from '../aws/stack.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { addRule } from '../osls/add-rule.ts';
import { changeHandler } from '../osls/change-handler.ts';
import type { Scene } from '../scene.ts';
import { callSystem } from '../system/call-system.ts';
import { compareSystem } from '../system/compare-system.ts';
import { type DeployedSystem, physicalId } from '../system/deployed-system.ts';
import type { Act } from './act.ts';

/** Free on the listener until somebody takes it. */
const PRIORITY = 11;

export const rollback: Act = {
  name: 'rollback',
  title: 'a deploy that fails midway is rolled back, and the old system still answers',
  needs: 'the deployed system',
  async run(scene) {
    const system = await scene.system();
    const deployedAt = await deploymentOf(scene);
    const giveBack = await takePriority(scene, system);
    changeHandler(scene.path('services/protected-api/src/handlers'), 'api', 'multiValueHeaders');
    addRule(scene, PRIORITY);
    const { succeeded, output } = await scene.tryDeploy('protected-api');
    const stack = await findStack(scene.aws.cloudFormation, scene.stackName('protected-api'));
    if (succeeded || stack?.status !== 'UPDATE_ROLLBACK_COMPLETE') {
      throw new BrokenClaimError(
        `${stack?.name}: the stack is ${stack?.status}, expected UPDATE_ROLLBACK_COMPLETE`,
      );
    }
    if (!/RehearsalRule.*Priority '11' is currently in use/s.test(output)) {
      throw new BrokenClaimError(
        `serverless deploy does not name the resource that failed: ${output}`,
      );
    }
    await giveBack();
    await callSystem(scene.aws, system);
    const claims = await compareSystem(scene.aws, { ...system, protectedApi: stack });
    requireCode(await answeredBy(scene, system), 'old', 'the rollback');

    // The very same files: osls would find them in its bucket, and say that nothing has changed.
    await scene.deploy('protected-api');
    requireCode(await answeredBy(scene, system), 'new', 'the same deploy again');

    // Back by hand, and forth again: the bucket's newest files are those of the deploy that is to come.
    await rollBackTo(scene, deployedAt);
    requireCode(await answeredBy(scene, system), 'old', 'serverless rollback');
    await scene.deploy('protected-api');
    requireCode(await answeredBy(scene, system), 'new', 'the deploy after serverless rollback');
    return `UPDATE_ROLLBACK_COMPLETE names RehearsalRule; the old system answers, ${claims} claims hold; the same files deployed again answer with their new code, after serverless rollback, too`;
  },
};

/** Timestamp of the folder from which the protected function was deployed, as `serverless deploy list` shows it. */
async function deploymentOf(scene: Scene): Promise<string> {
  const StackName = scene.stackName('protected-api');
  const command = new GetTemplateCommand({ StackName });
  const { TemplateBody = '' } = await scene.aws.cloudFormation.send(command);
  const found = /"S3Key":\s*"[^"]*\/(\d+)[^/"]*\/[^/"]+"/.exec(TemplateBody)?.[1];
  if (found === undefined) throw new BrokenClaimError(`${StackName}: no S3Key in its template`);
  return found;
}

/** `serverless rollback`, as docs/releases.md has it. */
async function rollBackTo(scene: Scene, timestamp: string): Promise<void> {
  const { succeeded, output } = await scene.run({
    script: serverlessProgram,
    args: ['rollback', '--timestamp', timestamp, '--stage', scene.stage],
    directory: scene.path('services', 'protected-api'),
  });
  if (!succeeded) throw new BrokenClaimError(`serverless rollback failed: ${output}`);
}

/** Somebody else's rule on the listener. @returns takes it away */
async function takePriority({ aws: { elb } }: Scene, { protectedApi }: DeployedSystem) {
  const { Rules: [rule] = [] } = await elb.send(
    new CreateRuleCommand({
      ListenerArn: physicalId(protectedApi, 'ApiListener'),
      Priority: PRIORITY,
      Conditions: [{ Field: 'path-pattern', Values: ['/somebody-else'] }],
      Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }],
    }),
  );
  return () => elb.send(new DeleteRuleCommand({ RuleArn: rule?.RuleArn }));
}

/** Which code the protected function runs: the new one answers with one more header. */
async function answeredBy({ aws }: Scene, { protectedApi }: DeployedSystem) {
  const event = {
    requestContext: { elb: { targetGroupArn: '' } },
    httpMethod: 'GET',
    path: '/health',
    multiValueHeaders: {},
    multiValueQueryStringParameters: {},
    body: '',
    isBase64Encoded: false,
  };
  const { Payload } = await aws.lambda.send(
    new InvokeCommand({
      FunctionName: physicalId(protectedApi, 'ApiLambdaFunction'),
      Payload: JSON.stringify(event),
    }),
  );
  return Payload?.transformToString().includes('x-rehearsal') ? 'new' : 'old';
}

function requireCode(found: 'old' | 'new', expected: 'old' | 'new', after: string): void {
  if (found === expected) return;
  throw new BrokenClaimError(`the ${found} code answers after ${after}, expected the ${expected}`);
}
