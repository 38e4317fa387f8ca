/**
 * What a run measured: per metric and subject one value a round. Subjects take turns within a round, so that what
 * disturbs the machine disturbs all of them, and the ratio of two values of one round means more than either.
 */
export type Run = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;

/** Median over the runs, with the lowest and the highest run. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** How often everything is measured again from the start, in new processes. */
export const RUNS = 3;

/** Measures everything {@link RUNS} times. */
export async function inRuns(measure: (run: number) => Promise<Run>): Promise<Run[]> {
  const runs: Run[] = [];
  for (let run = 1; run <= RUNS; run++) runs.push(await measure(run));
  return runs;
}

/**
 * Runs a sample of each subject per round, in an order that changes from round to round.
 * @param sample the metrics of one subject in one round
 */
export async function interleave(
  subjects: readonly string[],
  rounds: number,
  sample: (subject: string) => Promise<Readonly<Record<string, number>>>,
): Promise<Run> {
  const run: Record<string, Record<string, number[]>> = {};
  for (let round = 0; round < rounds; round++) {
    for (const subject of shuffled(subjects)) {
      for (const [metric, value] of Object.entries(await sample(subject))) {
        run[metric] ??= {};
        run[metric][subject] ??= [];
        run[metric][subject].push(value);
      }
    }
  }
  return run;
}

/** A metric of a subject: the median of its rounds, over the runs. */
export function medianOf(runs: readonly Run[], metric: string, subject: string): Spread {
  return spread(runs.map((run) => median(roundsOf(run, metric, subject))));
}

/** A metric of a subject as a multiple of another's: the median of the rounds' ratios, over the runs. */
export function ratioOf(
  runs: readonly Run[],
  metric: string,
  subject: string,
  base: string,
): Spread {
  return spread(
    runs.map((run) => {
      const bases = roundsOf(run, metric, base);
      return median(
        roundsOf(run, metric, subject).map((value, round) => value / (bases[round] ?? Number.NaN)),
      );
    }),
  );
}

/** @throws RangeError for none */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) throw new RangeError('no values were measured');
  const lower = sorted.length % 2 === 0 ? (sorted[middle - 1] ?? upper) : upper;
  return (lower + upper) / 2;
}

function roundsOf(run: Run, metric: string, subject: string): readonly number[] {
  return run[metric]?.[subject] ?? [];
}

function spread(values: readonly number[]): Spread {
  return { median: median(values), low: Math.min(...values), high: Math.max(...values) };
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
