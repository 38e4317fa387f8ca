import { InputError } from '@private-lambda/command-line/input-error';
import { thisMachine, whyNot } from '@private-lambda/packet-lab/run/why-not';
import { findPython } from '@private-lambda/python-venv/find-python';
import { describeDifference } from '../network/compare-with-reach.ts';
import { randomNetwork } from './random-network.ts';
import { referee } from './referee.ts';

const MOST = 100_000;

/**
 * `npm run rehearse -- --referee <count>`: reach against packets on random networks, one after another.
 * @param firstSeed of the first network; each that follows has the next one
 * @returns the exit code: 1 when they differ about any connection
 * @throws InputError for a count that is missing or none, and where no packets can be sent
 */
export async function runReferee(count: string | undefined, firstSeed = '1'): Promise<number> {
  if (count === undefined) {
    throw new InputError(
      'REHEARSAL_NUMBER_INVALID',
      `--seed ${firstSeed} is of random networks; expected --referee <count> beside it`,
    );
  }
  const [networks, first] = [
    whole('--referee', count, 1, MOST),
    whole('--seed', firstSeed, 0, 2 ** 31),
  ];
  const python = await findPython();
  const why = whyNot(thisMachine(python));
  if (why !== undefined) throw new InputError('REHEARSAL_NO_PACKETS', why);
  const sum = { asked: 0, reachable: 0, unknown: 0, differences: 0 };
  for (let seed = first; seed < first + networks; seed++) {
    const { differences, ...counts } = await referee(python, randomNetwork(seed));
    sum.asked += counts.asked;
    sum.reachable += counts.reachable;
    sum.unknown += counts.unknown;
    sum.differences += differences.length;
    for (const each of differences) say(`seed ${seed}: ${describeDifference(each)}`);
  }
  say(
    `${networks} networks from seed ${first}: ${sum.asked} connections, of which ${sum.reachable} come about and ${sum.unknown} are unknown to reach; ${sum.differences} differences`,
  );
  return sum.differences > 0 ? 1 : 0;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

/** @throws InputError */
function whole(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new InputError(
    'REHEARSAL_NUMBER_INVALID',
    `${option} ${text}: expected a whole number from ${least} to ${most}`,
  );
}
