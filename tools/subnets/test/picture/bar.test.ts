import { toBlock } from '../../src/blocks/block.ts';
import { drawBars } from '../../src/picture/bar.ts';
import type { Kind, Part } from '../../src/picture/part.ts';

const part = (kind: Kind, cidr: string): Part => ({ kind, block: toBlock(cidr) });
const plain = { columns: 80, colour: false };
const draw = (parts: readonly Part[], style = plain) =>
  drawBars([toBlock('10.0.0.0/24')], parts, style).split('\n');

describe('drawBars', () => {
  it('draws a cell for every aligned part of the range', () => {
    const lines = draw([part('used', '10.0.0.0/25'), part('free', '10.0.0.128/25')]);
    expect(lines).toEqual([
      '10.0.0.0/24, one cell = 4 addresses (/30)',
      '█'.repeat(32) + '·'.repeat(32),
      `10.0.0.0${'10.0.0.255'.padStart(56)}`,
      '',
      '█ used   · free',
    ]);
  });

  it('shows a cell with used and free addresses as partly used', () => {
    const [, bar] = draw([part('used', '10.0.0.0/32'), part('free', '10.0.0.1/32')]);
    expect(bar?.slice(0, 2)).toBe('▒·');
  });

  it('never hides the smallest planned block', () => {
    const [, bar, , , legend] = drawBars(
      [toBlock('10.0.0.0/16')],
      [part('used', '10.0.0.0/17'), part('kept', '10.0.0.0/28'), part('planned', '10.0.0.16/28')],
      plain,
    ).split('\n');
    expect(bar?.startsWith('■█')).toBe(true);
    expect(legend).toBe('█ used   ■ planned   · free');
  });

  it.each([
    [40, 32],
    [80, 64],
    [200, 128],
    [5, 8],
  ])('in %d columns has %d cells', (columns, cells) => {
    const [, bar] = draw([], { columns, colour: false });
    expect(bar).toHaveLength(cells);
  });

  it('has no more cells than addresses', () => {
    const [head, bar] = drawBars([toBlock('10.0.0.0/28')], [], plain).split('\n');
    expect(head).toBe('10.0.0.0/28, one cell = 1 address (/32)');
    expect(bar).toHaveLength(16);
  });

  it('paints only when told to', () => {
    const esc = String.fromCharCode(27);
    expect(draw([]).join('')).not.toContain(esc);
    expect(draw([], { columns: 80, colour: true }).join('')).toContain(esc);
  });
});
