import { generateKeyPairSync } from 'node:crypto';
import { authority, certified, selfSigned } from '@private-lambda/certificates/certificates';
import { stageFiles } from './support/stage-files.ts';

const AUTHORITY = authority().cert;
/** Its name is that of its issuer, and somebody else has signed it. */
const FORGED = certified({ by: selfSigned() }).cert;

describe('The authority of a stage', () => {
  const { loadWith } = stageFiles();
  const loadAuthority = (pem: string) =>
    loadWith(`apiCertificateAuthority: ${JSON.stringify(pem)}`);

  it('may be several certificates', () => {
    const apiCertificateAuthority = `${AUTHORITY}\n${AUTHORITY}${authority({ by: authority() }).cert}`;
    expect(loadAuthority(apiCertificateAuthority)()).toMatchObject({ apiCertificateAuthority });
  });

  it.each([
    [
      'that cannot be read',
      AUTHORITY + AUTHORITY.replace(/\n[^-]+\n/, '\nAAAA\n'),
      /expected certificates, each of which can be read$/,
    ],
    [
      'that is an intermediate alone',
      authority({ by: authority() }).cert,
      /expected the certificate of an authority that has signed itself/,
    ],
    [
      'that has the name of its issuer and the signature of another key',
      FORGED,
      /expected the certificate of an authority that has signed itself/,
    ],
  ])('is refused in one line: one %s', (_, pem, expected) => {
    const load = loadAuthority(pem);
    expect(load).toThrow(expect.objectContaining({ code: 'STAGE_VALUE_INVALID' }));
    expect(load).toThrow(expected);
    expect(load).toThrow(
      /^config\/stages\/test\.yml [^\n]*: apiCertificateAuthority: found -----BEGIN CERTIFICATE----- and so on \(\d+ characters\), [^\n]*$/,
    );
  });

  /** The second has 119 characters, fewer than other texts that are shown whole. */
  it.each([
    ['of a curve', selfSigned().key],
    ['of Ed25519', ed25519Key()],
    ['in one line', selfSigned().key.replaceAll('\n', ' ')],
    ['below other text', `key: |\n  ${ed25519Key()}`],
  ])('is refused where it is a private key %s, of which nothing is shown', (_, key) => {
    expect(messageOf(loadAuthority(key))).toBe(
      `config/stages/test.yml (over config/defaults.yml): apiCertificateAuthority: found -----BEGIN PRIVATE KEY----- and so on (${key.length} characters), expected certificates in PEM (-----BEGIN CERTIFICATE-----…), or nothing`,
    );
  });
});

function ed25519Key(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function messageOf(load: () => unknown): string {
  try {
    load();
    return 'taken';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
