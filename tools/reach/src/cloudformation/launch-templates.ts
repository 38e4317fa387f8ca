import type { Resource } from '../template/resource.ts';
import { entry } from '../template/resource.ts';
import type { StackSet } from '../template/system.ts';
import { describeValue, type Value } from '../template/value.ts';
import { readId } from './read-value.ts';

/**
 * "AWS::EC2::Instance LaunchTemplateSpecification": the launch template that a specification names by id or by name;
 * undefined when it is not in the templates.
 */
export function findLaunchTemplate(
  specification: Value | undefined,
  set: StackSet,
): Resource | undefined {
  const id = readId(entry(specification, ['LaunchTemplateId']));
  const name = entry(specification, ['LaunchTemplateName']);
  return set
    .ofType((type) => type === 'AWS::EC2::LaunchTemplate')
    .find((template) => {
      if (id !== undefined) return template.id === id;
      const own = template.get('LaunchTemplateName');
      return (
        readId(name) === template.id ||
        (own !== undefined && name !== undefined && describeValue(own) === describeValue(name))
      );
    });
}
