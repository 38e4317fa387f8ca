import type { Account } from '@private-lambda/aws/account';
import { findStack, parameterOf } from '@private-lambda/aws/find-stack';
import { chooseServices } from '@private-lambda/system/choose-services';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { NETWORK, PROTECTED_API } from '../../../../config/names.js';
import type { Stage } from '../../../../config/stage.js';
import { readTemplate } from '../read-template.ts';
import type { Deployment } from './deployment.ts';

/** Where a template says it, of a function or of a container; the value may be an `Fn::Sub`. */
const CALLED_BY = /"PROTECTED_API_URL"(?:[\s,:{[]|"Value"|"Fn::Sub")*"(https?):/g;

/**
 * Does the deploy leave what the living callers use? The network comes first and the callers come last, so what they are
 * to leave must stay for one deploy more (docs/https-inside.md). Callers of other stages and repositories are not known.
 * @returns one line with the step that comes before
 */
export async function checkProtocolStep(
  account: Account,
  { stage, settings, stacks }: Pick<Deployment, 'stage' | 'settings' | 'stacks'>,
): Promise<readonly string[]> {
  const { apiProtocol } = settings;
  const takesAway = stacks.some(({ service }) => [NETWORK, PROTECTED_API].includes(service));
  if (apiProtocol === 'both' || !takesAway) return [];
  const api = await findStack(account, stackNameOf(PROTECTED_API, stage));
  // Stacks from before this parameter speak HTTP.
  const living = api && (parameterOf(api, 'ApiProtocol') ?? 'http');
  if (living === undefined || living === apiProtocol) return [];
  const where = `in config/stages/${stage}.yml (docs/https-inside.md)`;
  if (living !== 'both') {
    return [
      `${PROTECTED_API}: apiProtocol is ${living} in stack ${api?.StackName}, and ${apiProtocol} would take that away while callers use it; expected apiProtocol: both with callersUse: ${living} first, ${where}`,
    ];
  }
  const late = await servicesNotOn(account, stage, settings);
  if (late.length === 0) return [];
  return [
    `${late.join(', ')}: apiProtocol: ${apiProtocol} would take away what the deployed callers use; expected apiProtocol: both with callersUse: ${apiProtocol}, and a deploy of ${late.join(' and ')}, first, ${where}`,
  ];
}

/** The services of the stage that call by another protocol than the one that is to stay. */
async function servicesNotOn(account: Account, stage: string, settings: Stage): Promise<string[]> {
  const services = chooseServices({ stage, whole: true }, settings);
  const late = await Promise.all(
    services.map(async (service) => {
      const name = stackNameOf(service, stage);
      if (!(await findStack(account, name))) return [];
      const called = [...(await readTemplate(account, name)).matchAll(CALLED_BY)];
      return called.some(([, scheme]) => scheme !== settings.apiProtocol) ? [service] : [];
    }),
  );
  return late.flat();
}
