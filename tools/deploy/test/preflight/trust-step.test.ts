import { createServer } from 'node:http';
import { ImportCertificateCommand, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { connectToEmulator } from '@private-lambda/aws/clients';
import { authority, certified } from '@private-lambda/certificates/certificates';
import { stackNameOf } from '@private-lambda/system/stack-name';
import type { PlannedStack } from '../../src/preflight/deployment.ts';
import {
  check,
  deployed,
  nothing,
  planned,
  stage,
  useEmulatedAccount,
} from './emulated-account.ts';

const here = useEmulatedAccount();
const Bucket = { Type: 'AWS::S3::Bucket' };
const settings = { natMode: 'none', apiDomainName: 'a.internal', apiProtocol: 'https' } as const;
const where = 'in config/stages/dev.yml (docs/https-inside.md)';

const ours = authority();
const theirs = authority();
const name = ({ subject }: typeof ours) => `CN=${subject}`;

/** @returns the ARN of a certificate that this authority has issued */
async function importedBy(by: typeof ours): Promise<string> {
  const { cert, key } = certified({ by, host: settings.apiDomainName });
  const { CertificateArn = '' } = await here.account.acm.send(
    new ImportCertificateCommand({ Certificate: Buffer.from(cert), PrivateKey: Buffer.from(key) }),
  );
  return CertificateArn;
}

/** @returns the ARN of one of ACM's own */
async function publicOne(): Promise<string> {
  const DomainName = settings.apiDomainName;
  const { CertificateArn = '' } = await here.account.acm.send(
    new RequestCertificateCommand({ DomainName }),
  );
  return CertificateArn;
}

const variables = (PROTECTED_API_CA: unknown) => ({
  Variables: { PROTECTED_API_URL: 'https://a.internal', PROTECTED_API_CA },
});
const api = planned('protected-api');

/** What a deploy is about, where the listener shows this certificate and the callers trust this. */
async function standing(arn: string, trusts: unknown, service = 'public-caller') {
  const Handle = { Type: 'AWS::CloudFormation::WaitConditionHandle', Metadata: variables(trusts) };
  const parameters = { ApiProtocol: 'https', ApiCertificateArn: arn };
  return [
    await deployed(api, { Resources: { Bucket } }, parameters),
    await deployed(planned(service), { Resources: { Bucket, Handle } }),
  ];
}

const asked = (stacks: readonly PlannedStack[], apiCertificateArn: string, ca: string) =>
  check(stacks, { ...settings, apiCertificateArn, apiCertificateAuthority: ca });

describe('the authority that callers get', () => {
  it('has issued the certificate', async () => {
    const arn = await importedBy(theirs);
    expect(await asked([api], arn, theirs.cert)).toEqual(nothing);
    expect(await asked([api], arn, ours.cert + theirs.cert)).toEqual(nothing);
    expect((await asked([api], arn, ours.cert)).failures).toEqual([
      `protected-api: the certificate ${arn} goes back to ${name(theirs)}, and callers trust ${name(ours)} alone; expected the authority that it goes back to, as apiCertificateAuthority, ${where}`,
    ]);
    expect((await asked([api], arn, '')).failures).toEqual([
      `protected-api: the certificate ${arn} goes back to ${name(theirs)}, and callers trust the public authorities alone; expected the authority that it goes back to, as apiCertificateAuthority, ${where}`,
    ]);
  });

  it('has issued it for the name that callers use, and a common name beside others is none', async () => {
    const { cert, key } = certified({
      by: ours,
      host: 'b.internal',
      commonName: settings.apiDomainName,
    });
    const { CertificateArn: arn = '' } = await here.account.acm.send(
      new ImportCertificateCommand({
        Certificate: Buffer.from(cert),
        PrivateKey: Buffer.from(key),
      }),
    );
    expect((await asked([api], arn, ours.cert)).failures).toContain(
      `protected-api: the certificate ${arn} has the alternative names DNS:b.internal alone, beside which no common name counts; expected one for a.internal, which is apiDomainName, ${where}`,
    );
  });

  it('is none where ACM has issued the certificate', async () => {
    expect(await asked([api], await publicOne(), '')).toEqual(nothing);
  });

  it('is no matter before HTTPS, nor to a network alone', async () => {
    const wrong = {
      apiCertificateArn: await importedBy(theirs),
      apiCertificateAuthority: ours.cert,
    };
    expect(await check([api], { ...settings, ...wrong, apiProtocol: 'http' })).toEqual(nothing);
    expect(await check([planned('network')], { ...settings, ...wrong })).toEqual(nothing);
  });

  it('is not looked at where AWS denies it, and that is said', async () => {
    const server = createServer((_, answer) => {
      answer.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
      answer.end(JSON.stringify({ __type: 'AccessDeniedException' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { acm } = connectToEmulator(`http://127.0.0.1:${port}`, 'us-east-1');
    const one = { ...settings, apiCertificateArn: await importedBy(theirs) };
    expect(await check([api], one, { ...here.account, acm })).toEqual({
      failures: [],
      notes: [
        'authority of apiCertificateArn: not looked at, since AWS denies it (AccessDeniedException)',
      ],
    });
    server.close();
    server.closeAllConnections();
  });

  it('has issued what the listener shows already, where callers go alone', async () => {
    const arn = await importedBy(ours);
    await standing(arn, ours.cert);
    const caller = planned('public-caller', {
      Api: { Type: 'AWS::Lambda::Function', Properties: variables('') },
    });
    expect(await asked([caller], arn, theirs.cert + ours.cert)).toEqual(nothing);
    const line = `protected-api: the certificate ${arn} goes back to ${name(ours)}, and callers trust ${name(theirs)} alone; expected`;
    expect((await asked([caller], arn, theirs.cert)).failures).toEqual([
      `${line} the authority that it goes back to, as apiCertificateAuthority, ${where}`,
    ]);
    expect((await asked([caller], await importedBy(theirs), theirs.cert)).failures).toEqual([
      `${line} a deploy of protected-api first: its stack still shows this one, ${where}`,
    ]);
  });
});

describe('another certificate', () => {
  it('of another authority comes after a deploy of both', async () => {
    const [was, is] = [await importedBy(ours), await importedBy(theirs)];
    const stacks = await standing(was, ours.cert);
    const both = theirs.cert + ours.cert;
    const failures = [
      `public-caller: it is deployed, and the new certificate ${is} goes back to ${name(theirs)}, and callers trust ${name(ours)} alone; expected a deploy with both authorities in apiCertificateAuthority, and with apiCertificateArn: ${was}, first, ${where}`,
    ];
    expect(await asked(stacks, is, theirs.cert)).toEqual({ failures, notes: [] });
    expect(await asked(stacks, is, both)).toEqual({ failures, notes: [] });
    expect(await asked(stacks, was, both)).toEqual(nothing);
  });

  it('is shown to callers that trust both, then the old authority goes', async () => {
    const [was, is] = [await importedBy(ours), await importedBy(theirs)];
    const both = theirs.cert + ours.cert;
    const stacks = await standing(was, both);
    expect(await asked(stacks, is, both)).toEqual(nothing);
    expect(await asked(stacks, is, theirs.cert)).toEqual(nothing);
  });

  it('of the same authority is one deploy', async () => {
    const stacks = await standing(await importedBy(ours), ours.cert);
    expect(await asked(stacks, await importedBy(ours), ours.cert)).toEqual(nothing);
  });

  it('is a private one for callers that trust the public ones, and not at once', async () => {
    const stacks = await standing(await publicOne(), '');
    expect((await asked(stacks, await importedBy(ours), ours.cert)).failures).toEqual([
      expect.stringContaining('callers trust the public authorities alone; expected a deploy with'),
    ]);
  });

  it('is not known to be trusted where a template says the authority in another way', async () => {
    const stacks = await standing(await importedBy(ours), { Ref: 'Authority' });
    const is = await importedBy(theirs);
    expect(await asked(stacks, is, theirs.cert)).toEqual({
      failures: [],
      notes: [
        `whether ${stackNameOf('public-caller', stage)} trusts the new certificate ${is} is not known: its template does not say PROTECTED_API_CA as a text`,
      ],
    });
  });
});
