import { isRecord } from './is-record.ts';

/** Macros of AWS whose results are known, or are no network. AWS::Include puts in anything. */
const HARMLESS = /^AWS::(?!Include$)/;

/** "Fn::Transform", "Fn::ForEach": keys of a mapping that CloudFormation replaces by others. */
const REPLACED = /^Fn::(Transform|ForEach)\b/;

/**
 * What CloudFormation puts resources or properties into a template by that are not in it: a macro of somebody's own,
 * an include or a loop. As an id relative to the template; undefined for one that says everything itself.
 */
export function findExpansion(template: Readonly<Record<string, unknown>>): string | undefined {
  const transforms = [template['Transform'] ?? []].flat();
  const names = transforms.map((each) => String(isRecord(each) ? each['Name'] : each));
  if (names.some((name) => !HARMLESS.test(name))) return 'Transform';
  const { Resources: resources, Outputs: outputs, Conditions: conditions } = template;
  const declarations = isRecord(resources) ? Object.values(resources).filter(isRecord) : [];
  const places = [
    template,
    resources,
    outputs,
    conditions,
    ...declarations.flatMap((each) => [each, each['Properties']]),
  ];
  return places
    .filter(isRecord)
    .flatMap((place) => Object.keys(place))
    .find((key) => REPLACED.test(key));
}
