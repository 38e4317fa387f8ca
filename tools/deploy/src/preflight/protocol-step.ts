import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Account } from '@private-lambda/aws/account';
import { findStack, parameterOf } from '@private-lambda/aws/find-stack';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { apiPorts } from '../../../../config/api-address.js';
import { NETWORK, PROTECTED_API } from '../../../../config/names.js';
import type { Stage } from '../../../../config/stage.js';
import type { Deployment } from './deployment.ts';
import { callsOf, type LivingCaller, readLivingCallers, type Scheme } from './living-callers.ts';

type Subject = Pick<Deployment, 'stage' | 'settings' | 'stacks'>;

/**
 * Does the deploy leave what the living callers use? The network comes first and the callers come last, so what they are
 * to leave must stay for one deploy more (docs/https-inside.md). And is there already what the callers of this deploy
 * will use, where it brings none of it?
 * @returns one line each with the step that comes before
 */
export async function checkProtocolStep(
  account: Account,
  deployment: Subject,
): Promise<readonly string[]> {
  const { stage, settings } = deployment;
  const where = `in config/stages/${stage}.yml (docs/https-inside.md)`;
  const early = await tooEarly(account, deployment);
  if (early !== undefined) return [`${early} (docs/https-inside.md)`];
  const api = await livingApi(account, deployment);
  if (!api) return [];
  const living = protocolOf(api);
  const { apiProtocol } = settings;
  if (apiProtocol !== 'both' && living !== 'both' && living !== apiProtocol)
    return [
      `${PROTECTED_API}: apiProtocol is ${living} in stack ${api.StackName}, and ${apiProtocol} would take that away while callers use it; expected apiProtocol: both with callersUse: ${living} first, ${where}`,
    ];
  const callers = await readLivingCallers(account, deployment);
  return [
    ...lateByScheme(callers, settings, where),
    ...(canGoOverTheOther(settings) ? lateByPort(callers, settings, where) : []),
    ...trustsAnother(callers, api, settings, where),
  ];
}

/**
 * What of a step is not known, or has no step before it that would spare the calls.
 * @returns one line each
 */
export async function noteProtocolStep(
  account: Account,
  deployment: Subject,
): Promise<readonly string[]> {
  const { settings } = deployment;
  const { apiProtocol } = settings;
  const api = await livingApi(account, deployment);
  if (!api) return [];
  const callers = await readLivingCallers(account, deployment);
  const takes = apiProtocol !== 'both' && protocolOf(api) !== apiProtocol;
  const moved = canGoOverTheOther(settings) ? [] : callsOnOtherPorts(callers, settings);
  return [
    ...(takes ? unknownCallers(callers, settings) : []),
    ...(moved.length > 0
      ? [
          `${namesOf(moved)}: calls fail until the new port is deployed everywhere, ${portKey(moved)}: ${settings[portKey(moved)]}`,
        ]
      : []),
  ];
}

/** The stack of the API, where the deploy changes what callers use of it. */
async function livingApi(account: Account, { stage, stacks }: Subject) {
  const isTouched = stacks.some(({ service }) => [NETWORK, PROTECTED_API].includes(service));
  return isTouched ? findStack(account, stackNameOf(PROTECTED_API, stage)) : undefined;
}

/** Stacks from before this parameter speak HTTP. */
const protocolOf = (stack: Stack) => parameterOf(stack, 'ApiProtocol') ?? 'http';

/** The schemes that callers are called by. */
function offers({ apiProtocol }: Pick<Stage, 'apiProtocol'>, scheme: Scheme): boolean {
  return apiProtocol === 'both' || apiProtocol === scheme;
}

/** @returns one line when callers of this deploy would use what its own network or API do not speak yet */
async function tooEarly(
  account: Account,
  { stage, settings, stacks }: Subject,
): Promise<string | undefined> {
  const wanted = stacks.flatMap(({ service, resources }) =>
    callsOf(JSON.stringify(resources)).map(({ scheme }) => ({ service, scheme })),
  );
  for (const [service, of] of [
    [NETWORK, settings.networkStage],
    [PROTECTED_API, stage],
  ] as const) {
    if (stacks.some((one) => one.service === service) || wanted.length === 0) continue;
    const stack = await findStack(account, stackNameOf(service, of));
    const apiProtocol = stack && protocolOf(stack);
    const early = wanted.find(({ scheme }) => ![undefined, 'both', scheme].includes(apiProtocol));
    if (early)
      return `${early.service}: it would call over ${early.scheme}, and stack ${stack?.StackName} has apiProtocol ${apiProtocol}; expected npm run deploy -- --stage ${of} --service ${service} first`;
  }
  return undefined;
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

function callsOnOtherPorts(callers: readonly LivingCaller[], settings: Stage) {
  const ports = apiPorts(settings);
  return callers.filter(({ calls }) =>
    calls?.some(({ scheme, port }) => offers(settings, scheme) && !ports.includes(port)),
  );
}

const portKey = ([caller]: readonly LivingCaller[]) =>
  caller?.calls?.[0]?.scheme === 'https' ? 'apiTlsPort' : 'apiPort';

function lateByPort(
  callers: readonly LivingCaller[],
  settings: Stage,
  where: string,
): readonly string[] {
  const late = callsOnOtherPorts(callers, settings);
  if (late.length === 0) return [];
  const key = portKey(late);
  const other = key === 'apiPort' ? 'https' : 'http';
  return [
    `${namesOf(late)}: ${key}: ${settings[key]} would take away port ${late[0]?.calls?.[0]?.port}, which the deployed callers use; expected ${key} as it was, and apiProtocol: both with callersUse: ${other}, first, ${where}`,
  ];
}

/** A listener shows its new certificate before callers learn of another authority. */
function trustsAnother(
  callers: readonly LivingCaller[],
  api: Stack,
  { apiProtocol, apiCertificateArn, apiCertificateAuthority }: Stage,
  where: string,
): readonly string[] {
  const shown = parameterOf(api, 'ApiCertificateArn');
  if (apiProtocol === 'http' || !shown || shown === apiCertificateArn) return [];
  const late = callers.filter(
    ({ calls, trusts }) =>
      calls?.some(({ scheme }) => scheme === 'https') && trusts !== apiCertificateAuthority,
  );
  if (late.length === 0) return [];
  return [
    `${namesOf(late)}: apiCertificateArn and apiCertificateAuthority are both new, and the deployed callers trust the old one alone; expected a deploy of apiCertificateAuthority with both authorities and apiCertificateArn: ${shown} first, ${where}`,
  ];
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
