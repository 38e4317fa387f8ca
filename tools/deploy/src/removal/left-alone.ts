import type { Stack } from '@aws-sdk/client-cloudformation';

/** Parameters of the network that name what was there before it: `ExistingVpcId` and its like. */
const EXISTING = /^Existing[A-Z]/;

/** Physical ids of what a stack stands in or uses, and has not made. */
export function leftAlone({ Parameters = [] }: Pick<Stack, 'Parameters'>): readonly string[] {
  const ids = Parameters.flatMap(({ ParameterKey = '', ParameterValue = '' }) =>
    EXISTING.test(ParameterKey) && ParameterValue !== '' ? [ParameterValue] : [],
  );
  return [...new Set(ids)];
}
