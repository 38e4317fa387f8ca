import { exploreCases } from '../../src/template/explore-cases.ts';
import { Undecided } from '../../src/template/undecided.ts';

describe('Function: exploreCases', () => {
  it('builds once when nothing is undecided', () => {
    expect(exploreCases(() => 'result')).toHaveLength(1);
  });

  it('takes every value of an unknown that something is compared with, and one more', () => {
    const cases = exploreCases((assumptions) => {
      for (const literal of ['dev', 'prod']) {
        if (assumptions.valueOf('Stage') === literal) return literal;
        if (!assumptions.excludes('Stage', literal) && assumptions.valueOf('Stage') === undefined) {
          throw new Undecided('Stage', literal, undefined);
        }
      }
      return 'another';
    });
    expect(cases?.map(({ result }) => result).sort()).toEqual(['another', 'dev', 'prod']);
  });

  it('takes no further value than those allowed', () => {
    const cases = exploreCases((assumptions) => {
      const value = assumptions.valueOf('Stage');
      if (value !== undefined) return value;
      const open = ['dev', 'prod'].find((literal) => !assumptions.excludes('Stage', literal));
      throw new Undecided('Stage', open ?? '', ['dev', 'prod']);
    });
    expect(cases?.map(({ result }) => result).sort()).toEqual(['dev', 'prod']);
  });

  it('gives up on more cases than anybody reads', () => {
    let name = 0;
    expect(
      exploreCases(() => {
        name += 1;
        throw new Undecided(`P${name}`, 'x', undefined);
      }),
    ).toBeUndefined();
  });
});
