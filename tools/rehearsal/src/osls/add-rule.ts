// biome-ignore lint/style/noRestrictedImports: into a copy of the repository
import { readFileSync, writeFileSync } from 'node:fs';
import type { Scene } from '../scene.ts';

/**
 * Adds a rule to the protected API's listener, made after its function; ELB refuses a priority that is taken.
 * @returns takes it out of the files again
 */
export function addRule(scene: Scene, priority: number): () => void {
  const file = scene.path('services/protected-api/serverless.yml');
  const before = readFileSync(file, 'utf8');
  const changed = before.replace(/^resources:\n/m, `$&  - \${file(resources/rehearsal.yml)}\n`);
  if (changed === before) throw new Error(`${file} has no line "resources:"`);
  writeFileSync(scene.path('services/protected-api/resources/rehearsal.yml'), rule(priority));
  writeFileSync(file, changed);
  return () => writeFileSync(file, before);
}

const rule = (priority: number) => `Resources:
  RehearsalRule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    DependsOn: ApiLambdaFunction
    Properties:
      ListenerArn: !Ref ApiListener
      Priority: ${priority}
      Conditions: [{ Field: path-pattern, Values: [/rehearsal] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`;
