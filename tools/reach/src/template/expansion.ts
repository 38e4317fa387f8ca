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
  for (const place of [template, resources, outputs, conditions]) {
    const key = replacedKey(place);
    if (key !== undefined) return key;
  }
  if (!isRecord(resources)) return undefined;
  for (const id in resources) {
    const declaration = resources[id];
    const key =
      replacedKey(declaration) ??
      (isRecord(declaration) ? replacedKey(declaration['Properties']) : undefined);
    if (key !== undefined) return key;
  }
  return undefined;
}

/** Without a list of all keys: a template may have ten thousand resources, and none of these. */
function replacedKey(place: unknown): string | undefined {
  if (!isRecord(place)) return undefined;
  for (const key in place) if (key.startsWith('Fn::') && REPLACED.test(key)) return key;
  return undefined;
}
