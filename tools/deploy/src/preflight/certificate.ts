import { type CertificateDetail, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import type { Account } from '@private-lambda/aws/account';
import { ECS_CALLER, PROTECTED_API } from '../../../../config/names.js';
import type { Stage } from '../../../../config/stage.js';
import type { PlannedStack } from './deployment.ts';

/** A service, its property that takes certificates, and the stage keys of the certificate's ARN and name. */
const CERTIFICATE_KEYS = [
  { of: ECS_CALLER, property: 'Certificates', key: 'ecsCertificateArn', nameKey: 'ecsDomainName' },
  {
    of: PROTECTED_API,
    property: 'Certificates',
    key: 'apiCertificateArn',
    nameKey: 'apiDomainName',
  },
  {
    of: 'public-caller',
    property: 'DomainNameConfigurations',
    key: 'publicCertificateArn',
    nameKey: 'publicDomainName',
  },
] as const;

type Keys = (typeof CERTIFICATE_KEYS)[number]['key' | 'nameKey'] | 'apiProtocol';

/**
 * Has ACM the certificates, and will they do? (Their Region is the stage's, config/region.js.)
 * @returns one line for each that a listener or an API would not take, or no client believe
 */
export async function checkCertificates(
  account: Pick<Account, 'id' | 'acm'>,
  settings: Pick<Stage, Keys>,
  { service, resources }: Pick<PlannedStack, 'service' | 'resources'>,
): Promise<readonly string[]> {
  const shown = CERTIFICATE_KEYS.find(({ of }) => of === service);
  const arn = shown ? settings[shown.key] : '';
  const shows = resources.some(({ properties }) => shown && properties[shown.property]);
  // One that is still to be issued is no matter until HTTPS is spoken.
  if (!shown || !arn || !shows || (service === PROTECTED_API && settings.apiProtocol === 'http'))
    return [];
  const problem = await problemOf(account, arn, settings[shown.nameKey], shown.nameKey);
  return problem === undefined ? [] : [`${service}: ${shown.key} ${problem}`];
}

async function problemOf(
  { id, acm }: Pick<Account, 'id' | 'acm'>,
  arn: string,
  name: string,
  nameKey: string,
): Promise<string | undefined> {
  // ACM shares none with another account.
  const owner = arn.split(':')[4];
  if (owner !== id)
    return `is of account ${owner}, and this is ${id}; expected a certificate of this account`;
  try {
    const command = new DescribeCertificateCommand({ CertificateArn: arn });
    const { Certificate = {} } = await acm.send(command);
    return certificateProblem(Certificate, name, nameKey);
  } catch (error) {
    if (!(error instanceof Error) || !UNKNOWN.test(error.name)) throw error;
    return `is ${arn}, which ACM does not know; expected one that aws acm list-certificates shows`;
  }
}

/** ACM API reference, DescribeCertificate: no such certificate, and an id that is none. */
const UNKNOWN = /^(ResourceNotFoundException|InvalidArnException|ValidationException)$/;

/**
 * @param certificate as ACM describes it
 * @param name that it must carry; empty where nobody says one
 * @returns what of it will not do, and what was expected
 */
export function certificateProblem(
  { Status, NotAfter, KeyAlgorithm, DomainName = '', ...more }: CertificateDetail,
  name: string,
  nameKey: string,
  now = new Date(),
): string | undefined {
  const { SubjectAlternativeNames: names = [DomainName] } = more;
  if (Status === 'PENDING_VALIDATION')
    return 'is of a certificate that waits for its validation; expected one that is ISSUED: write the records that aws acm describe-certificate shows into the public zone, and wait';
  if (Status !== 'ISSUED')
    return `is of a certificate that is ${Status}; expected one that is ISSUED`;
  if (NotAfter && NotAfter <= now)
    return `is of a certificate that ran out at ${NotAfter.toISOString()}; expected one that is valid: import the new one under the same ARN`;
  if (name !== '' && !names.some((one) => covers(one.toLowerCase(), name)))
    return `is of a certificate for ${names.join(', ')}; expected one for ${name}, which is ${nameKey}`;
  // ELB takes it, and clients of today do not (OpenSSL's security level 2). ACM writes a hyphen or an underscore.
  if (/^RSA.1024$/.test(KeyAlgorithm ?? ''))
    return `is of a certificate with the key ${KeyAlgorithm}; expected RSA of 2048 bits and more, or ECDSA`;
  return undefined;
}

/** A wildcard is one label (ELB user guide, "SSL certificates for your Application Load Balancer"). */
function covers(of: string, name: string): boolean {
  return of === name || (of.startsWith('*.') && of.slice(1) === name.slice(name.indexOf('.')));
}
