import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';

export interface KeyAndCertificate {
  /** PEM */
  readonly key: string;
  /** PEM */
  readonly cert: string;
  /** The common name that it is issued for. */
  readonly subject: string;
}

export interface WantedAuthority {
  /** Who signs it; itself, when left out. */
  readonly by?: KeyAndCertificate;
  /** Days from now until it has run out; it is valid for two. */
  readonly days?: number;
  /** Of X.509 version 1, which knows no extensions, so that it says neither what it is for nor more than one name. */
  readonly version1?: boolean;
}

export interface Wanted extends WantedAuthority {
  /** Host name that it is for; the address 127.0.0.1, when left out. In version 1 it is the common name. */
  readonly host?: string;
  /** Its common name in version 3, where clients do not look at it beside a host name. */
  readonly commonName?: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** A key and a certificate for 127.0.0.1, made for one test run: no key lies in the repository, and none expires. */
export const selfSigned = (): KeyAndCertificate => certified({});

/** An authority of one's own, or below another. Of two with one name a client would take the first it finds. */
export function authority(wanted: WantedAuthority = {}): KeyAndCertificate {
  const isOne = extension(BASIC_CONSTRAINTS, sequence(TRUE));
  return make(`authority ${randomUUID()}`, isOne, wanted);
}

/** A key and a certificate for one name. */
export function certified({ host, commonName = 'loopback', ...wanted }: Wanted): KeyAndCertificate {
  const name = host === undefined ? der(0x87, LOOPBACK) : der(0x82, Buffer.from(host));
  const names = extension(ALTERNATIVE_NAME, sequence(name));
  return make(wanted.version1 && host ? host : commonName, names, wanted);
}

function make(
  subject: string,
  extensionOfIt: Buffer,
  { by, days = 1, version1 = false }: WantedAuthority,
): KeyAndCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const end = Date.now() + days * DAY_MS;
  const content = sequence(
    ...(version1 ? [] : [der(0xa0, der(0x02, Buffer.from([2])))]), // version 3
    der(0x02, Buffer.from([1])), // serial number
    ECDSA_WITH_SHA256,
    nameOf(by?.subject ?? subject),
    sequence(utcTime(end - 2 * DAY_MS), utcTime(end)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(version1 ? [] : [der(0xa3, sequence(extensionOfIt))]),
  );
  const signature = Buffer.concat([
    Buffer.from([0]),
    sign('sha256', content, by?.key ?? privateKey),
  ]);
  const certificate = sequence(content, ECDSA_WITH_SHA256, der(0x03, signature));
  const lines = certificate.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    subject,
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

const LOOPBACK = Buffer.from([127, 0, 0, 1]);
const TRUE = Buffer.from([0x01, 0x01, 0xff]);
/** Object identifiers, encoded: RFC 5758 (1.2.840.10045.4.3.2), X.520 (2.5.4.3), RFC 5280 (2.5.29.17 and 2.5.29.19). */
const ECDSA_WITH_SHA256 = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
const COMMON_NAME = der(0x06, Buffer.from('550403', 'hex'));
const ALTERNATIVE_NAME = der(0x06, Buffer.from('551d11', 'hex'));
const BASIC_CONSTRAINTS = der(0x06, Buffer.from('551d13', 'hex'));

function nameOf(common: string): Buffer {
  return sequence(set(sequence(COMMON_NAME, der(0x0c, Buffer.from(common)))));
}

function extension(id: Buffer, value: Buffer): Buffer {
  return sequence(id, der(0x04, value));
}

/** One value in DER: tag, length, content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function set(...parts: Buffer[]): Buffer {
  return der(0x31, ...parts);
}

function utcTime(time: number): Buffer {
  const digits = new Date(time).toISOString().replace(/\D/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}
