import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Account } from '@private-lambda/aws/account';
import { findStack, parameterOf } from '@private-lambda/aws/find-stack';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { NETWORK, PROTECTED_API } from '../../../../config/names.js';
import type { Stage } from '../../../../config/stage.js';
import type { PreflightResult } from './check.ts';
import type { Deployment } from './deployment.ts';
import type { AskCallers, Call, LivingCaller, Scheme } from './living-callers.ts';

/**
 * Does the deploy leave what the living callers use? The network comes first and the callers come last, so what they are
 * to leave must stay for one deploy more (docs/https-inside.md).
 * @returns one line each: failures with the step that comes before; notes of what is not known, or has no such step
 */
export async function checkProtocolStep(
  account: Account,
  deployment: Deployment,
  callersOf: AskCallers,
): Promise<PreflightResult> {
  const { stage, settings } = deployment;
  const where = `in config/stages/${stage}.yml (docs/https-inside.md)`;
  const living = await findLiving(account, deployment);
  if (!living) return { failures: [], notes: [] };
  const callers = await callersOf();
  const takes =
    settings.apiProtocol !== 'both' && protocolOf(living.stack) !== settings.apiProtocol;
  const ports = canGoOverTheOther(settings)
    ? { failures: lateByPort(callers, settings, where), notes: [] }
    : { failures: [], notes: noteMovedPorts(callers, settings) };
  const step = withoutBoth(living, callers, settings, where);
  return {
    failures:
      step.length > 0 ? step : [...lateByScheme(callers, settings, where), ...ports.failures],
    notes: [...(takes ? unknownCallers(callers, settings) : []), ...ports.notes],
  };
}

/** What speaks now, where the deploy changes what callers use of it. */
interface Living {
  readonly service: string;
  readonly stack: Stack;
}

/** The API; or the network, which other stages may call through, where the stage has no API. */
async function findLiving(
  account: Account,
  { stage, stacks }: Deployment,
): Promise<Living | undefined> {
  const touched = [NETWORK, PROTECTED_API].filter((one) =>
    stacks.some(({ service }) => service === one),
  );
  if (touched.length === 0) return undefined;
  for (const service of new Set([PROTECTED_API, ...touched])) {
    const stack = await findStack(account, stackNameOf(service, stage));
    if (stack) return { service, stack };
  }
  return undefined;
}

/** Stacks from before this parameter speak HTTP. */
const protocolOf = (stack: Stack) => parameterOf(stack, 'ApiProtocol') ?? 'http';

/** From one protocol to the other at once. Of an API there may be callers that nobody sees. */
function withoutBoth(
  { service, stack }: Living,
  callers: readonly LivingCaller[],
  { apiProtocol }: Stage,
  where: string,
): readonly string[] {
  const before = protocolOf(stack);
  if (apiProtocol === 'both' || before === 'both' || before === apiProtocol) return [];
  if (service === NETWORK && callers.length === 0) return [];
  return [
    `${service}: apiProtocol is ${before} in stack ${stack.StackName}, and ${apiProtocol} would take that away while callers use it; expected apiProtocol: both with callersUse: ${before} first, ${where}`,
  ];
}

/** Does the load balancer speak this? */
function offers({ apiProtocol }: Pick<Stage, 'apiProtocol'>, scheme: Scheme): boolean {
  return apiProtocol === 'both' || apiProtocol === scheme;
}

function lateByScheme(
  callers: readonly LivingCaller[],
  settings: Stage,
  where: string,
): readonly string[] {
  const { apiProtocol } = settings;
  const late = callers.filter(({ calls }) =>
    calls?.some(({ scheme }) => !offers(settings, scheme)),
  );
  if (late.length === 0) return [];
  return [
    `${namesOf(late)}: apiProtocol: ${apiProtocol} would take away what the deployed callers use; expected apiProtocol: both with callersUse: ${apiProtocol}, and a deploy of ${namesOf(late, ' and ')}, first, ${where}`,
  ];
}

const namesOf = (callers: readonly LivingCaller[], between = ', ') =>
  callers.map(({ service, stack }) => service ?? stack).join(between);

/** A port moves without a failed call while callers use the other protocol. */
const canGoOverTheOther = ({ apiDomainName, apiCertificateArn }: Stage) =>
  apiDomainName !== '' && apiCertificateArn !== '';

const PORT_KEY = { http: 'apiPort', https: 'apiTlsPort' } as const;

/** Callers that use another port of a protocol than the one that it will have. */
function onOtherPorts(callers: readonly LivingCaller[], settings: Stage) {
  return (['http', 'https'] as const)
    .filter((scheme) => offers(settings, scheme))
    .map((scheme) => {
      const key = PORT_KEY[scheme];
      const isLate = (call: Call) => call.scheme === scheme && call.port !== settings[key];
      const late = callers.filter(({ calls }) => calls?.some(isLate));
      const ports = late.flatMap(({ calls = [] }) => calls.filter(isLate).map(({ port }) => port));
      return { scheme, key, late, ports: [...new Set(ports)] };
    })
    .filter(({ late }) => late.length > 0);
}

function lateByPort(
  callers: readonly LivingCaller[],
  settings: Stage,
  where: string,
): readonly string[] {
  return onOtherPorts(callers, settings).map(({ scheme, key, late, ports }) => {
    const other = scheme === 'http' ? 'https' : 'http';
    return `${namesOf(late)}: ${key}: ${settings[key]} would take away port ${ports.join(' and ')}, which the deployed callers use; expected ${key} as it was, and apiProtocol: both with callersUse: ${other}, first, ${where}`;
  });
}

function noteMovedPorts(callers: readonly LivingCaller[], settings: Stage): readonly string[] {
  return onOtherPorts(callers, settings).map(
    ({ key, late }) =>
      `${namesOf(late)}: calls fail until the new port is deployed everywhere, ${key}: ${settings[key]}`,
  );
}

function unknownCallers(
  callers: readonly LivingCaller[],
  { apiProtocol }: Stage,
): readonly string[] {
  const unknown = callers.filter(({ calls }) => calls === undefined);
  if (unknown.length === 0) return [];
  return [
    `how ${unknown.map(({ stack }) => stack).join(' and ')} call${unknown.length === 1 ? 's' : ''} the protected API is not known (its template may not be read, or has no PROTECTED_API_URL); this deploy leaves ${apiProtocol} alone`,
  ];
}
