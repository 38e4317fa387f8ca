import { visibleJson, visibleText } from '@private-lambda/command-line/visible-text';
import type { DeployPolicy } from './make-policy.ts';
import { inPlace } from './pseudo-parameters.ts';

/** Where the policy is for. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Documents as IAM takes them, with the names of one account and Region in them. */
export function formatJson({ policies, boundary }: DeployPolicy, place: Place): string {
  return inPlace(visibleJson({ policies, boundary }), place);
}

/** One line a statement: what it is about, and how much it allows on what. */
export function formatText({ policies, boundary, needed }: DeployPolicy, place: Place): string {
  const lines = [...policies, boundary].flatMap(({ Statement }, index) => [
    index < policies.length
      ? `policy ${index + 1} of ${policies.length}`
      : 'boundary of every role',
    ...Statement.map(({ Sid, Action, Resource, Condition }) => {
      const conditions = Object.values(Condition ?? {}).flatMap((keys) =>
        Object.entries(keys).map(([key, values]) => `${key} = ${values.join(' or ')}`),
      );
      const where = [Resource.join(' '), ...conditions].join('; only where ');
      return [`  ${Sid}`, `    ${Action.join(' ')}`, `    on ${where}`];
    }),
  ]);
  const out = needed.leftOut.length > 0 ? ['left out', `  ${needed.leftOut.join(' ')}`] : [];
  return inPlace([...lines.flat(), ...out].map(visibleText).join('\n'), place);
}
