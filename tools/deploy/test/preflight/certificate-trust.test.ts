import { rootCertificates } from 'node:tls';
import {
  authority,
  certified,
  type KeyAndCertificate,
} from '@private-lambda/certificates/certificates';
import fc from 'fast-check';
import { trustProblem } from '../../src/preflight/certificate-trust.ts';
import { handshake } from './handshake.ts';

const root = authority();
const other = authority();
const between = authority({ by: root });
const expired = authority({ days: -1 });
const toCome = authority({ days: 5 });
const version1 = authority({ version1: true });
const namesake = { ...other, subject: root.subject };
const noAuthority = certified({ by: root, host: 'a.test' });
const ownSignature = certified({});
const belowExpired = authority({ by: root, days: -1 });

const pem = (...all: readonly KeyAndCertificate[]) => all.map(({ cert }) => cert).join('');
const crLf = (text: string) => text.replaceAll('\n', '\r\n');

/** What is shown, by whom it is issued, and what is trusted. */
type Case = readonly [string, KeyAndCertificate, readonly KeyAndCertificate[], string];

const by = (issuer: KeyAndCertificate) => certified({ by: issuer });

const trusted: readonly Case[] = [
  ['its authority', by(root), [], pem(root)],
  ['its authority among others', by(root), [], pem(other, root)],
  ['lines that end in CR LF', by(root), [], crLf(pem(other, root))],
  ['an intermediate in the chain', by(between), [between], pem(root)],
  ['an intermediate beside its authority', by(between), [], pem(root, between)],
  ['a chain with more than it needs', by(between), [other, root, between], pem(root)],
  ['its own signature', ownSignature, [], pem(ownSignature)],
  ['an authority of version 1', by(version1), [], pem(version1)],
  ['an expired authority that it does not need', by(root), [expired], pem(expired, root)],
];

const refused: readonly (readonly [...Case, string])[] = [
  ['another authority', by(root), [], pem(other), `goes back to CN=${root.subject}, and callers`],
  ['the intermediate away', by(between), [], pem(root), `goes back to CN=${between.subject}, and`],
  [
    'an intermediate alone',
    by(between),
    [between],
    pem(between),
    `goes back to CN=${root.subject}`,
  ],
  [
    'the authority in the chain',
    by(root),
    [root],
    pem(other),
    `callers trust CN=${other.subject} alone`,
  ],
  [
    'the name of an authority',
    by(namesake),
    [],
    pem(root),
    `callers trust CN=${root.subject} alone`,
  ],
  ['no authority above it', by(noAuthority), [noAuthority], pem(root), 'and callers trust'],
  [
    'an authority that is over',
    by(expired),
    [],
    pem(expired),
    `CN=${expired.subject}, which is valid from`,
  ],
  [
    'an authority to come',
    by(toCome),
    [],
    pem(toCome),
    `CN=${toCome.subject}, which is valid from`,
  ],
  [
    'an intermediate that is over',
    by(belowExpired),
    [belowExpired],
    pem(root),
    'which is valid from',
  ],
  ['itself, which is trusted', by(root), [], pem(by(root)), 'and callers trust'],
];

describe('a certificate that is shown', () => {
  it.each(trusted)('is trusted with %s, as in a handshake', async (_, own, chain, authorities) => {
    expect(trustProblem(shown(own, chain), authorities)).toBeUndefined();
    expect(await handshake(own, pem(...chain), authorities)).toBe('trusted');
  });

  it.each(refused)(
    'is not with %s, as in a handshake',
    async (_, own, chain, authorities, line) => {
      expect(trustProblem(shown(own, chain), authorities)).toContain(line);
      expect(await handshake(own, pem(...chain), authorities)).not.toBe('trusted');
    },
  );

  it('is trusted without an authority where it is one of the public ones', () => {
    const [certificate = ''] = rootCertificates;
    expect(trustProblem({ certificate, chain: '' }, '')).toBeUndefined();
    expect(trustProblem(shown(by(root), []), '')).toBe(
      `goes back to CN=${root.subject}, and callers trust the public authorities alone`,
    );
  });
});

/** An authority below one of those before it, or on its own; now and then one that is over, or is none. */
const family = fc.array(
  fc.record({
    above: fc.option(fc.nat(5)),
    isOver: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    isOne: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
  }),
  { minLength: 1, maxLength: 5 },
);

it('whatever the authorities are, a handshake says the same', async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(family, fc.nat(4), fc.nat(31), fc.nat(31), async (kin, last, sent, known) => {
      const all: KeyAndCertificate[] = [];
      for (const { above, isOver, isOne } of kin) {
        const issuer = above === null ? undefined : all[above];
        const wanted = { ...(issuer && { by: issuer }), days: isOver ? -1 : 1 };
        all.push(isOne ? authority(wanted) : certified(wanted));
      }
      const own = by(all[last % all.length] ?? root);
      const some = (bits: number) => all.filter((_, index) => bits & (1 << index));
      const authorities = pem(...some(known), other);
      const problem = trustProblem(shown(own, some(sent)), authorities);
      const found = await handshake(own, pem(...some(sent)), authorities);
      if (problem === undefined) accepted++;
      if ((problem === undefined) !== (found === 'trusted'))
        throw new Error(`found ${problem}, and the handshake ${found}`);
    }),
    { numRuns: 150 },
  );
  expect(accepted).toBeGreaterThan(10);
}, 60_000);

function shown({ cert: certificate }: KeyAndCertificate, chain: readonly KeyAndCertificate[]) {
  return { certificate, chain: pem(...chain) };
}
