import * as fc from 'fast-check';
import { toBlock } from '../../src/blocks/block.ts';
import { findFreeBlocks } from '../../src/blocks/free-blocks.ts';
import type { Part } from '../../src/picture/part.ts';
import { drawSvg } from '../../src/picture/svg.ts';
import { rangeWithUsed } from '../support/arbitraries.ts';

const used = (block: Part['block'], label?: string): Part => ({ kind: 'used', block, label });

const attribute = (element: string, name: string) =>
  Number(new RegExp(` ${name}="([^"]*)"`).exec(element)?.[1]);

/** Left, right and line of every text; a character of the label font is 6.62 px wide at 11 px. */
function textBoxes(svg: string) {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([element, content = '']) => {
    const size = element.includes('font-size="15"') ? 9.03 : 6.62;
    const width = content.replace(/&\w+;/g, '&').length * size;
    const x = attribute(element, 'x');
    const anchor = /text-anchor="(\w+)"/.exec(element)?.[1] ?? 'start';
    const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x;
    return { left, right: left + width, y: attribute(element, 'y') };
  });
}

describe('drawSvg', () => {
  it('keeps every text inside the picture and off every other text', () => {
    fc.assert(
      fc.property(
        rangeWithUsed(16, 28, 100),
        fc.string({ maxLength: 80 }),
        ({ range, used: blocks }, label) => {
          const distinct = [...new Map(blocks.map((block) => [block.cidr, block])).values()];
          const free = findFreeBlocks([range], blocks);
          const svg = drawSvg(
            [range],
            [
              ...distinct.map((block) => used(block, label)),
              ...free.map((block): Part => ({ kind: 'free', block })),
            ],
          );
          const height = attribute(svg, 'height');
          const boxes = textBoxes(svg);
          for (const [index, box] of boxes.entries()) {
            expect(box.left).toBeGreaterThanOrEqual(0);
            expect(box.right).toBeLessThanOrEqual(1000);
            expect(box.y).toBeLessThan(height);
            const clash = boxes
              .slice(index + 1)
              .filter(
                (b) => Math.abs(b.y - box.y) < 11 && b.left < box.right && box.left < b.right,
              );
            expect(clash).toEqual([]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('lists sixty blocks and counts the others', () => {
    const blocks = Array.from({ length: 64 }, (_, n) => used(toBlock(`10.0.${n}.0/24`)));
    expect(drawSvg([toBlock('10.0.0.0/16')], blocks)).toContain('>and 4 more<');
  });

  it('escapes names', () => {
    const svg = drawSvg([toBlock('10.0.0.0/24')], [used(toBlock('10.0.0.0/24'), '<b>"A&B"')]);
    expect(svg).toContain('&lt;b&gt;&quot;A&amp;B&quot; 10.0.0.0/24');
    expect(svg).not.toContain('<b>');
  });
});
