import * as v from 'valibot';

const all = v.literal('*');

/** "Default endpoint policy" (AWS PrivateLink guide, "Control access to VPC endpoints using endpoint policies"). */
const defaultStatement = v.strictObject({
  Sid: v.optional(v.string()),
  Effect: v.literal('Allow'),
  Principal: v.union([all, v.strictObject({ AWS: all })]),
  Action: all,
  Resource: all,
});
const defaultPolicy = v.looseObject({
  Statement: v.union([defaultStatement, v.strictTuple([defaultStatement])]),
});

/**
 * Does the policy of an endpoint let everybody do everything? One that is not there is AWS's default.
 * @param document JSON
 */
export function isDefaultPolicy(document: string | undefined): boolean {
  if (document === undefined || document === '') return true;
  try {
    return v.is(defaultPolicy, JSON.parse(document));
  } catch {
    return false;
  }
}
