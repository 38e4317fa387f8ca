import type { Resource } from '../../template/resource.ts';
import { entry } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import type { Value } from '../../template/value.ts';
import { findNamed } from '../read/find-named.ts';

/**
 * "AWS::EC2::Instance LaunchTemplateSpecification": the launch template that a specification names by id or by name;
 * undefined when it is not in the templates.
 */
export function findLaunchTemplate(
  specification: Value | undefined,
  set: StackSet,
): Resource | undefined {
  const name =
    entry(specification, ['LaunchTemplateId']) ?? entry(specification, ['LaunchTemplateName']);
  return findNamed(set, 'AWS::EC2::LaunchTemplate', 'LaunchTemplateName', name);
}
