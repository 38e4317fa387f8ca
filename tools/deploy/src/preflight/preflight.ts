import type { Account } from '@private-lambda/aws/account';
import type { Stage } from '../../../../config/stage.js';
import { checkElasticIps } from './elastic-ips.ts';
import { checkNames } from './names.ts';

export interface PreflightOptions {
  readonly stage: string;
  readonly settings: Stage;
  readonly services: readonly string[];
}

/**
 * What would make a deploy fail halfway, looked at before it starts. Reads only; what the caller may not read is
 * left to the deploy.
 * @returns one line per failure
 */
export async function preflight(
  account: Account,
  { stage, settings, services }: PreflightOptions,
): Promise<readonly string[]> {
  const checks = services.map((service) => checkNames(account, service, stage));
  if (services.includes('network')) checks.push(checkElasticIps(account, stage, settings));
  return (await Promise.all(checks.map(unlessDenied))).flat();
}

async function unlessDenied(check: Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await check;
  } catch (error) {
    if (error instanceof Error && /AccessDenied|UnauthorizedOperation/.test(error.name)) return [];
    throw error;
  }
}
