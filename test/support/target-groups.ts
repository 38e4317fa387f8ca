import {
  at,
  listOf,
  type Resource,
  referencedId,
  resourcesOfType,
  type Template,
} from './template.ts';

/** A target group, and the function behind it. */
export interface FunctionGroup {
  readonly id: string;
  readonly group: Resource;
  /** Logical id of the function. */
  readonly functionId: string | undefined;
  /** As serverless.yml calls it: osls makes `OrdersLambdaFunction` of `orders`. */
  readonly functionKey: string;
}

export function targetGroupsOf(template: Template): FunctionGroup[] {
  return resourcesOfType(template, 'AWS::ElasticLoadBalancingV2::TargetGroup').flatMap(
    ([id, group]) =>
      listOf(at(group.Properties, 'Targets')).map((target) => {
        const functionId = referencedId(at(target, 'Id'));
        const key = functionId?.replace(/LambdaFunction$/, '') ?? '';
        return { id, group, functionId, functionKey: key.charAt(0).toLowerCase() + key.slice(1) };
      }),
  );
}
