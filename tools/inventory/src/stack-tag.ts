import { createHash } from 'node:crypto';

/** The tag that CloudFormation puts on what it makes ("Resource tags"). */
export const STACK_TAG = 'aws:cloudformation:stack-name';

/** What stands for the name of a stack in a snapshot without names. Who knows the name knows it again. */
export function shownStackName(name: string): string {
  return `sha256:${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
}
