import { DescribeCertificateCommand, GetCertificateCommand } from '@aws-sdk/client-acm';
import type { Account } from '@private-lambda/aws/account';
import { findStack, parameterOf } from '@private-lambda/aws/find-stack';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { PROTECTED_API } from '../../../../config/names.js';
import { nameProblem, type ShownCertificate, trustProblem } from './certificate-trust.ts';
import type { PreflightResult } from './check.ts';
import type { Deployment } from './deployment.ts';
import { type AskCallers, callsOf } from './living-callers.ts';

/**
 * Do callers trust the certificate of the HTTPS listener, and take it for the one of the name that they call? Those of
 * this deploy with the authority that it hands to them; and the living ones with theirs, since the listener shows a new
 * certificate before they learn of another authority.
 * @returns one line each: failures, and notes of callers whose authority cannot be read
 */
export async function checkTrustStep(
  account: Account,
  deployment: Deployment,
  callersOf: AskCallers,
): Promise<PreflightResult> {
  const { stage, settings } = deployment;
  const where = `in config/stages/${stage}.yml (docs/https-inside.md)`;
  const listener = await findListener(account, deployment);
  const certificate = listener && (await readCertificate(account, listener.next));
  if (!listener || !certificate) return { failures: [], notes: [] };
  const { next, now } = listener;
  const problem = problemOf(certificate, settings.apiCertificateAuthority);
  if (problem !== undefined) {
    const expected =
      next === settings.apiCertificateArn
        ? 'the authority that it goes back to, as apiCertificateAuthority'
        : `a deploy of ${PROTECTED_API} first: its stack still shows this one`;
    return {
      failures: [
        `${PROTECTED_API}: the certificate ${next} ${problem}; expected ${expected}, ${where}`,
      ],
      notes: [],
    };
  }
  // Its own the stage file names; of a name that it leaves, callers ask no more.
  const wrongName =
    next === settings.apiCertificateArn && !certificate.isPublic
      ? nameProblem(certificate, settings.apiDomainName)
      : undefined;
  if (wrongName !== undefined) {
    return {
      failures: [
        `${PROTECTED_API}: the certificate ${next} ${wrongName}; expected one for ${settings.apiDomainName}, which is apiDomainName, ${where}`,
      ],
      notes: [],
    };
  }
  // What the listener shows already the living callers have met.
  if (now === undefined || now === next) return { failures: [], notes: [] };
  const callers = (await callersOf()).filter(
    ({ callsThisApi, calls }) => callsThisApi && calls?.some(({ scheme }) => scheme === 'https'),
  );
  const unread = callers.filter(({ trusts }) => trusts === undefined);
  return {
    failures: callers.flatMap(({ service, stack, trusts }) => {
      const found = trusts === undefined ? undefined : problemOf(certificate, trusts);
      return found === undefined
        ? []
        : `${service ?? stack}: it is deployed, and the new certificate ${next} ${found}; expected a deploy with both authorities in apiCertificateAuthority, and with apiCertificateArn: ${now}, first, ${where}`;
    }),
    notes: unread.map(
      ({ stack }) =>
        `whether ${stack} trusts the new certificate ${next} is not known: its template does not say PROTECTED_API_CA as a text`,
    ),
  };
}

/** ARNs of the certificates that the HTTPS listener shows after the deploy, and before it. */
interface Listener {
  readonly next: string;
  readonly now: string | undefined;
}

/** @returns undefined where there is none, or the deploy has nothing to do with it */
async function findListener(
  account: Account,
  { stage, settings, stacks }: Deployment,
): Promise<Listener | undefined> {
  const isDeployed = stacks.some(({ service }) => service === PROTECTED_API);
  const hasCaller = stacks.some(({ resources }) =>
    callsOf(JSON.stringify(resources)).some(({ scheme }) => scheme === 'https'),
  );
  if (!isDeployed && !hasCaller) return undefined;
  const stack = await findStack(account, stackNameOf(PROTECTED_API, stage));
  const now =
    parameterOf(stack, 'ApiProtocol') === 'http' ? '' : parameterOf(stack, 'ApiCertificateArn');
  const next = isDeployed ? settings.apiProtocol !== 'http' && settings.apiCertificateArn : now;
  return next ? { next, now: now || undefined } : undefined;
}

interface Certificate extends ShownCertificate {
  /** Is it one of those that ACM issues under public authorities? Whoever trusts these trusts it. */
  readonly isPublic: boolean;
}

/** @returns undefined where ACM has none yet, which `checkCertificates` says */
async function readCertificate(
  { acm }: Pick<Account, 'acm'>,
  CertificateArn: string,
): Promise<Certificate | undefined> {
  try {
    const [
      { Certificate: about },
      { Certificate: certificate = '', CertificateChain: chain = '' },
    ] = await Promise.all([
      acm.send(new DescribeCertificateCommand({ CertificateArn })),
      acm.send(new GetCertificateCommand({ CertificateArn })),
    ]);
    return { isPublic: about?.Type === 'AMAZON_ISSUED', certificate, chain };
  } catch (error) {
    if (!(error instanceof Error) || !NONE_YET.test(error.name)) throw error;
    return undefined;
  }
}

/** ACM API reference, GetCertificate. */
const NONE_YET =
  /^(ResourceNotFoundException|InvalidArnException|ValidationException|RequestInProgressException)$/;

const problemOf = (certificate: Certificate, trusted: string) =>
  certificate.isPublic && trusted === '' ? undefined : trustProblem(certificate, trusted);
