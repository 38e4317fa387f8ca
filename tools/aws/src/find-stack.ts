import type { Stack } from '@aws-sdk/client-cloudformation';
import { findStack as findStackOf } from '@private-lambda/osls-plugin/find-stack';
import type { Aws } from './clients.ts';

/** @returns undefined when there is no such stack */
export function findStack(
  { cloudFormation }: Pick<Aws, 'cloudFormation'>,
  name: string,
): Promise<Stack | undefined> {
  return findStackOf(cloudFormation, name);
}

/** Value of an output; undefined when the stack has none of that name. */
export function outputOf(stack: Stack | undefined, key: string): string | undefined {
  return stack?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
}

/** Value of a parameter, as it was sent with the last deploy; undefined when the stack has none of that name. */
export function parameterOf(
  stack: Pick<Stack, 'Parameters'> | undefined,
  key: string,
): string | undefined {
  return stack?.Parameters?.find(({ ParameterKey }) => ParameterKey === key)?.ParameterValue;
}
