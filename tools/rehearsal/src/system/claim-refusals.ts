import type { PlannedRoute } from '@private-lambda/system/read-routes';
import type { Stage } from '../../../../config/stage.js';
import type { Claims } from '../claims/claims.ts';
import { call } from './call.ts';
import { anybody } from './credentials.ts';

/** The answer to who brings nothing (API Gateway developer guide, "Controlling access to HTTP APIs"). */
const REFUSED = { none: undefined, jwt: 401, iam: 403 } as const;

/**
 * Where the stage has an authorizer, every route refuses who brings nothing.
 * @returns the status that refuses; undefined where anybody may call
 * @throws BrokenClaimError
 */
export async function claimRefusals(
  claims: Claims,
  system: {
    readonly settings: Pick<Stage, 'authorizer'>;
    readonly publicUrl: string;
  },
  routes: readonly Pick<PlannedRoute, 'method' | 'path' | 'example'>[],
): Promise<number | undefined> {
  const refusal = REFUSED[system.settings.authorizer];
  if (refusal === undefined) return undefined;
  for (const { method, path, example } of routes) {
    const answer = await call(system, method, path, anybody, example?.body);
    claims.equal(answer.request, 'status for who brings nothing', answer.status, refusal);
  }
  return refusal;
}
