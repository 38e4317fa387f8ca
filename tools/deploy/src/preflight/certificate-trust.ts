import { X509Certificate } from 'node:crypto';
import { checkServerIdentity, rootCertificates } from 'node:tls';
import { certificatesOf } from '../../../../config/stage-values.js';

/** A certificate as a listener shows it, in PEM. */
export interface ShownCertificate {
  readonly certificate: string;
  /** Of the authorities between it and the one at the top. */
  readonly chain: string;
}

/**
 * Would a caller trust it? As OpenSSL decides for Node: each certificate is issued by the next, the last has signed
 * itself and is trusted, and all of these authorities are valid now.
 * @param trusted authorities in PEM; empty for the public ones, which come with Node
 * @returns why not, to follow "the certificate"
 */
export function trustProblem(
  { certificate, chain }: ShownCertificate,
  trusted: string,
  now = new Date(),
): string | undefined {
  const [own] = readAll(certificate);
  if (!own) throw new Error('expected a certificate in PEM of ACM, found none');
  const others = readAll(chain);
  const authorities = trusted === '' ? rootCertificates.flatMap(readAll) : readAll(trusted);
  const paths = pathsFrom([own], others, authorities);
  const untimely = paths.map((path) => path.slice(1).find((one) => !isValid(one, now)));
  if (untimely.includes(undefined)) return undefined;
  const [late] = untimely;
  if (late) {
    return `goes back to ${nameOf(late)}, which is valid from ${late.validFrom} to ${late.validTo}`;
  }
  const known = trusted === '' ? 'the public authorities' : authorities.map(nameOf).join(' and ');
  return `goes back to ${farthestIssuer(own, others)}, and callers trust ${known} alone`;
}

/**
 * Would a caller take it for the one of this host? As Node decides, which callers run on. ACM lists the common name among
 * the alternative names, and Node looks at it only where there are none.
 * @returns why not, to follow "the certificate"
 */
export function nameProblem(
  { certificate }: Pick<ShownCertificate, 'certificate'>,
  host: string,
): string | undefined {
  const own = new X509Certificate(certificate);
  if (checkServerIdentity(host, own.toLegacyObject()) === undefined) return undefined;
  return own.subjectAltName === undefined
    ? `is for ${nameOf(own)} alone`
    : `has the alternative names ${own.subjectAltName} alone, beside which no common name counts`;
}

const readAll = (pem: string) => certificatesOf(pem).map((one) => new X509Certificate(one));

type Path = readonly X509Certificate[];

/** All ways from the end of a path up to a trusted authority. */
function pathsFrom(path: Path, chain: Path, authorities: Path): readonly Path[] {
  const last = path.at(-1);
  if (!last) return [];
  if (hasIssued(last, last)) return isAmong(authorities, last) ? [path] : [];
  return [...authorities, ...chain]
    .filter((one) => !isAmong(path, one) && hasIssued(one, last) && mayIssue(one))
    .flatMap((issuer) => pathsFrom([...path, issuer], chain, authorities));
}

const isAmong = (all: Path, one: X509Certificate) =>
  all.some(({ fingerprint256 }) => fingerprint256 === one.fingerprint256);

const hasIssued = (issuer: X509Certificate, one: X509Certificate) =>
  one.checkIssued(issuer) && one.verify(issuer.publicKey);

/** Version 1 cannot say that it is an authority: OpenSSL takes it from one that has signed itself. */
const mayIssue = (one: X509Certificate) => one.ca || (isOfVersion1(one) && hasIssued(one, one));

/** RFC 5280, "Basic Certificate Fields": each other version is written in the first field. */
const isOfVersion1 = ({ raw }: X509Certificate) =>
  !raw.subarray(0, 16).includes(Buffer.from('a003020102', 'hex'));

const isValid = ({ validFrom, validTo }: X509Certificate, now: Date) =>
  new Date(validFrom) <= now && now <= new Date(validTo);

/** Where the chain ends. */
function farthestIssuer(one: X509Certificate, chain: Path): string {
  const next = chain.find((other) => hasIssued(other, one));
  const rest = chain.filter((other) => other !== next);
  return next ? farthestIssuer(next, rest) : oneLine(one.issuer);
}

const nameOf = ({ subject }: X509Certificate) => oneLine(subject);

/** Node writes each part of a name on a line of its own. */
const oneLine = (name: string) => name.replaceAll('\n', ', ');
