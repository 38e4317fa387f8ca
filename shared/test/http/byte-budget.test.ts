import { ByteBudget } from '../../src/http/byte-budget.ts';

describe('A budget of bytes', () => {
  it('is used up by large ones, and there again when they are gone', () => {
    const budget = new ByteBudget(100_000);

    expect(budget.change(0, 116_000)).toBe(true);
    expect(budget.change(0, 16_001)).toBe(false);
    expect(budget.change(116_000, 0)).toBe(true);
    expect(budget.change(0, 116_001)).toBe(false);
    expect(budget.change(0, 116_000)).toBe(true);
  });

  it('counts only what each has above its first 16,000 bytes', () => {
    const budget = new ByteBudget(0);

    for (let body = 0; body < 1_000; body++) expect(budget.change(0, 16_000)).toBe(true);
    expect(budget.change(16_000, 16_001)).toBe(false);
  });

  it('is not changed by what was refused', () => {
    const budget = new ByteBudget(10);
    budget.change(0, 20_000);

    expect(budget.change(0, 16_010)).toBe(true);
  });
});
