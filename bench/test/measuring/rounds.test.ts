import { inRuns, interleave, median, medianOf, RUNS, ratioOf } from '../../src/measuring/rounds.ts';

describe('median', () => {
  it('is the middle value, or lies between the two middle ones', () => {
    expect(median([9, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 9])).toBe(3);
  });

  it('of nothing is an error, not a figure', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('interleave', () => {
  it('gives each subject one sample a round', async () => {
    const order: string[] = [];
    const run = await interleave(['a', 'b'], 3, async (subject) => {
      order.push(subject);
      return { micros: order.length };
    });

    expect(run['micros']?.['a']).toHaveLength(3);
    for (const round of [0, 2, 4]) expect(order.slice(round, round + 2).sort()).toEqual(['a', 'b']);
  });
});

describe('a ratio', () => {
  it('is taken within a round, so that a disturbed round changes nothing', async () => {
    const rounds = { ours: [1, 10, 2], theirs: [3, 30, 6] };
    const runs = await inRuns(async () => ({ micros: rounds }));

    expect(runs).toHaveLength(RUNS);
    expect(ratioOf(runs, 'micros', 'theirs', 'ours')).toEqual({ median: 3, low: 3, high: 3 });
    expect(medianOf(runs, 'micros', 'ours').median).toBe(2);
  });
});
