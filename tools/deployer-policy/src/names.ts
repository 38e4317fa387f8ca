import type { PackagedResource } from '@private-lambda/system/read-packaged';
import { KEPT_IN_NAME } from '../../../config/names.js';
import { arnOf } from './facts.ts';
import { IAM_RESOURCES, type IamResource } from './iam-resources.js';
import { ACCOUNT, PARTITION, REGION, STACK_NAME } from './pseudo-parameters.ts';
import type { Stack } from './subject.ts';

/** Characters of the suffix that CloudFormation adds. */
const SUFFIX = 13;
const LONGEST = 255;

/**
 * What the resources of a kind are called, as patterns of IAM.
 * @throws Error for a name that this cannot read
 */
export function namesOf(kind: string, stacks: readonly Stack[]): readonly string[] {
  const about = iamResource(kind);
  return stacks.flatMap((stack) => {
    const own = stack.resources.filter(({ type }) => type === about.type);
    return [...new Set(own.map((resource) => nameOf(resource, stack.name, about)))];
  });
}

/** ARNs of the resources of a kind: those of the names, or of everything of this kind where a name says nothing. */
export function arnsOf(kind: string, stacks: readonly Stack[]): readonly string[] {
  const about = iamResource(kind);
  const exists = stacks.some(({ resources }) => resources.some(({ type }) => type === about.type));
  if (!exists && about.type !== undefined) return [];
  const named = about.by === 'named' ? namesOf(kind, stacks) : ['*'];
  const whole = arnOf(kind);
  const head = whole.split(':').slice(0, 5).join(':');
  const place = about.ofAnyAccount ? head.replace(`\${Account}`, '*') : head;
  const tails = about.arns ?? [whole.slice(head.length + 1).replace(/\$\{.*$/, '<name>')];
  return tails.flatMap((tail) =>
    named.map((name) => `${withPseudoParameters(place)}:${tail.replace('<name>', () => name)}`),
  );
}

export function iamResource(kind: string): IamResource {
  const about = IAM_RESOURCES[kind];
  if (about === undefined) throw new Error(`${kind} is not in iam-resources.js`);
  return about;
}

/**
 * A name that is not stated is made of stack, logical id and a suffix (CloudFormation user guide, "Name type"); where
 * that is too long, of 24 characters each. S3 takes small letters only.
 */
function nameOf(
  { logicalId, type, properties }: PackagedResource,
  stack: string,
  about: IamResource,
): string {
  const stated = about.name === undefined ? undefined : properties[about.name];
  if (stated !== undefined) return asText(stated, logicalId, stack);
  const id = type === 'AWS::S3::Bucket' ? logicalId.toLowerCase() : logicalId;
  const fits = stack.length + id.length + SUFFIX + 2 <= (about.limit ?? LONGEST);
  return fits
    ? `${stack}-${id}-*`
    : `${stack.slice(0, KEPT_IN_NAME)}*-${id.slice(0, KEPT_IN_NAME)}*`;
}

function asText(value: unknown, logicalId: string, stack: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null) {
    if ('Ref' in value && value.Ref === 'AWS::StackName') return stack;
    if ('Fn::Sub' in value && typeof value['Fn::Sub'] === 'string') {
      const text = value['Fn::Sub'].replaceAll(STACK_NAME, stack);
      if (!/\$\{(?!AWS::)/.test(text)) return text;
    }
  }
  throw new Error(`${logicalId} of ${stack}: its name is ${JSON.stringify(value)}; expected text`);
}

function withPseudoParameters(arn: string): string {
  return arn
    .replace(`\${Partition}`, PARTITION)
    .replace(`\${Region}`, REGION)
    .replace(`\${Account}`, ACCOUNT);
}
