import { compile } from '@private-lambda/packet-lab/compile/compile';
import type { LabNetwork } from '@private-lambda/packet-lab/model';
import { Lab } from '@private-lambda/packet-lab/run/lab';
import { openListeners } from '@private-lambda/packet-lab/run/open-listeners';
import { type Attempt, tryConnect } from '@private-lambda/packet-lab/run/try-connect';
import { findPython } from '@private-lambda/python-venv/find-python';
import { askReach, referee, UDP_PORT } from '../../src/referee/referee.ts';
import { FILTERS } from '../support/known-filters.ts';
import { WAYS } from '../support/known-ways.ts';
import { networkOf } from '../support/network-of.ts';

jest.setTimeout(60_000);

let lab: Lab;
let python: string;
beforeAll(async () => {
  python = await findPython();
  lab = Lab.start(python);
});
afterAll(() => lab.stop());

/** From each interface of the source, or from the one after an `@`. */
function attemptsOf({ hosts }: LabNetwork, text: string): Attempt[] {
  const [start = '', , to = '', port, protocol] = text.split(' ');
  const [from = '', only] = start.split('@');
  const own = hosts.find(({ id }) => id === from)?.interfaces ?? [];
  const attempt = {
    from,
    to,
    port: Number(port),
    ...(protocol === 'udp' && { protocol: 'udp' as const }),
  };
  if (from === 'internet') return [attempt];
  return own
    .map(({ address }) => ({ ...attempt, address }))
    .filter(({ address }) => (only ?? address) === address);
}

describe.each([...FILTERS, ...WAYS])('$title', ({ notes, open, closed }) => {
  const network = networkOf(notes);
  const asked = (texts: readonly string[], right: string) =>
    texts.flatMap((text) =>
      attemptsOf(network, text).map((attempt) => ({ text, attempt, right: `${text}: ${right}` })),
    );
  const all = [...asked(open, 'yes'), ...asked(closed, 'no')];
  const attempts = all.map(({ attempt }) => attempt);
  const right = all.map((each) => each.right);
  const said = (answers: readonly string[]) =>
    all.map(({ text }, index) => `${text}: ${answers[index]}`);

  test('packets give the right answers', async () => {
    await lab.apply(compile(network));
    await openListeners(lab, network, undefined, [UDP_PORT]);
    const reached = await tryConnect(lab, network, attempts);
    expect(said(reached.map((each) => (each === 'no address' ? 'no' : each)))).toEqual(right);
  });

  test('reach gives them', () => {
    const words = { reachable: 'yes', blocked: 'no', unknown: 'unknown' };
    expect(said(askReach(network, attempts).map(({ verdict }) => words[verdict]))).toEqual(right);
  });

  test('both say the same of everybody in it', async () => {
    expect((await referee(python, network)).differences).toEqual([]);
  });
});
