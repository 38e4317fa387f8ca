import { placeLabels } from '../../src/drawing/place-labels.ts';
import type { Layout, Point, Rectangle } from '../../src/picture/picture.ts';

const layout = (items: Record<string, Rectangle> = {}): Layout => ({
  width: 400,
  height: 200,
  boxes: [],
  items,
  lines: {},
});

const level: readonly Point[] = [
  [0, 100],
  [200, 100],
];

describe('the words of an arrow', () => {
  it('stand above the middle of its longest level stretch', () => {
    const points: readonly Point[] = [
      [0, 0],
      [40, 0],
      [40, 150],
      [160, 150],
    ];
    expect(placeLabels([{ points, label: 'tcp 80' }], layout())).toEqual([[100, 145]]);
  });

  it('do not cover an item, nor the words of another arrow', () => {
    const above = { x: 40, y: 60, width: 120, height: 39 };
    const [one, other] = placeLabels(
      [
        { points: level, label: 'tcp 80' },
        { points: level, label: 'tcp 443' },
      ],
      layout({ 'app/Server': above }),
    );
    expect(one).toEqual([100, 113]);
    expect(other).toEqual([30, 113]);
  });

  it('do not cover the name of a box', () => {
    const box = { id: 'vpc', kind: 'vpc' as const, label: 'VPC Vpc', subnets: [] };
    const place = { x: 70, y: 80, width: 300, height: 100 };
    const [at] = placeLabels([{ points: level, label: 'tcp 80' }], {
      ...layout(),
      boxes: [{ ...box, ...place }],
    });
    expect(at).toEqual([100, 113]);
  });

  it('stand where they cover least when there is no place for them', () => {
    const everywhere = { x: 0, y: 0, width: 400, height: 123 };
    const [[, y] = [0, 0]] = placeLabels(
      [{ points: level, label: 'tcp 80' }],
      layout({ 'app/Server': everywhere }),
    );
    expect(y).toBe(131);
  });

  it('stand further off where there is no room beside the line', () => {
    const around = { x: 0, y: 80, width: 200, height: 40 };
    const [at] = placeLabels(
      [{ points: level, label: 'tcp 80' }],
      layout({ 'app/Server': around }),
    );
    expect(at).toEqual([100, 77]);
  });

  it('do not cover another line', () => {
    const above: readonly Point[] = [
      [0, 90],
      [200, 90],
    ];
    const [at] = placeLabels(
      [
        { points: level, label: 'tcp 80' },
        { points: above, label: 'tcp 443' },
      ],
      layout(),
    );
    expect(at).toEqual([100, 113]);
  });

  it('stand beside a line that does not lie level', () => {
    const points: readonly Point[] = [
      [50, 0],
      [50, 100],
    ];
    const [[x, y] = [0, 0]] = placeLabels([{ points, label: 'tcp 80' }], layout());
    expect(x).toBeGreaterThan(70);
    expect(y).toBe(54);
  });
});
