import { ImportCertificateCommand, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { CreateHostedZoneCommand } from '@aws-sdk/client-route-53';
import type { Aws } from '@private-lambda/aws/clients';
import type { KeyAndCertificate } from '@private-lambda/certificates/certificates';

/** The emulator issues it at once, and nothing is shown it. @returns its ARN */
export async function issueCertificate({ acm }: Aws, DomainName: string): Promise<string> {
  const { CertificateArn } = await acm.send(new RequestCertificateCommand({ DomainName }));
  if (CertificateArn === undefined) throw new Error(`no certificate was issued for ${DomainName}`);
  return CertificateArn;
}

/**
 * One of a private authority. The emulator reads no name in what is imported: it keeps that of the one in whose place
 * this comes.
 * @returns its ARN
 */
export async function importCertificate(
  aws: Aws,
  name: string,
  { cert, key }: KeyAndCertificate,
): Promise<string> {
  const CertificateArn = await issueCertificate(aws, name);
  const [Certificate, PrivateKey] = [Buffer.from(cert), Buffer.from(key)];
  await aws.acm.send(new ImportCertificateCommand({ CertificateArn, Certificate, PrivateKey }));
  return CertificateArn;
}

/** @returns the id of a public zone of the name */
export async function makeHostedZone({ route53 }: Aws, Name: string): Promise<string> {
  const command = new CreateHostedZoneCommand({ Name, CallerReference: `rehearsal of ${Name}` });
  const { HostedZone } = await route53.send(command);
  const id = HostedZone?.Id?.split('/').at(-1);
  if (id === undefined) throw new Error(`no hosted zone was made of ${Name}`);
  return id;
}
