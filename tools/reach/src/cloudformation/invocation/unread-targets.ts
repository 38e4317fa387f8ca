import type { Resource } from '../../template/resource.ts';
import { describeValue, firstUnknown, textParts, UnknownValue } from '../../template/value.ts';
import { perhapsOwner } from '../read/read-value.ts';
import { type AttachingValue, valuesAt } from '../types/resource-table.ts';
import { UNLISTED_PROPERTIES, type UnlistedProperties } from '../types/unlisted-properties.ts';

/** Keys of a definition that hold what it invokes: OpenAPI extensions, Amazon States Language, SSM documents. */
const TARGET_KEY = /^(uri|Resource|FunctionName|authorizerUri)$/;
/** The same before a value in the text of a definition. */
const AFTER_TARGET_KEY = /(uri|Resource|FunctionName|authorizerUri)["']?\s*:\s*["']?$/;

/** "API Gateway stage variables reference": the function that one names is that of the stage, or of the console. */
const STAGE_VARIABLE = '${stageVariables.';

/** Types of which the properties that say what they invoke are known. */
export function mayHaveTargets(type: string): boolean {
  return propertiesOf(type) !== undefined;
}

/** What a resource invokes, as its properties say it: ARNs, names, and definitions with some in them. */
export function targetsOf(resource: Resource): readonly AttachingValue[] {
  const properties = propertiesOf(resource.type);
  if (!properties || !isInvoking(resource, properties)) return [];
  return (properties.invokes ?? [])
    .flatMap((path) => valuesAt(resource, path))
    .filter(({ name, isWhole }) => isWhole || TARGET_KEY.test(name));
}

/** @returns why a resource may invoke any function: what it invokes is not known, or stands in a file */
export function unreadTarget(resource: Resource): string | undefined {
  const properties = propertiesOf(resource.type);
  if (!properties || !isInvoking(resource, properties)) return undefined;
  const file = properties.inFile?.find((path) => valuesAt(resource, path).length > 0);
  if (file) return `what ${resource.id} invokes: it stands in the file that ${file} names`;
  const values = (properties.invokes ?? []).flatMap((path) => valuesAt(resource, path));
  if (values.some(({ value }) => describeValue(value).includes(STAGE_VARIABLE))) {
    return `what ${resource.id} invokes: a variable of its stage names it`;
  }
  const unknown = values.flatMap((each) => unknownTarget(each) ?? [])[0];
  return perhapsOwner(unknown, `what ${resource.id} invokes`)?.unknown;
}

function propertiesOf(type: string): UnlistedProperties | undefined {
  const properties = UNLISTED_PROPERTIES.get(
    type.startsWith('Custom::') ? 'AWS::CloudFormation::CustomResource' : type,
  );
  return properties?.invokes && properties;
}

function isInvoking(resource: Resource, { where }: UnlistedProperties): boolean {
  if (!where) return true;
  const [path, invoking] = where;
  const kinds = valuesAt(resource, path).map(({ value }) => value);
  return kinds.some(
    (kind) => firstUnknown(kind) !== undefined || invoking.test(describeValue(kind)),
  );
}

/** An ARN or a definition that begins with what is not known, or has it where the name of a function stands. */
function unknownTarget({ name, isWhole, value }: AttachingValue): UnknownValue | undefined {
  const parts = textParts(value) ?? [];
  return parts.find((part, index): part is UnknownValue => {
    if (!(part instanceof UnknownValue)) return false;
    const before = parts[index - 1];
    if (before === undefined) return isWhole || TARGET_KEY.test(name);
    return typeof before === 'string' && AFTER_TARGET_KEY.test(before);
  });
}
