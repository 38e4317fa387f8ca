import { LINE_HEIGHT, PADDING, wordsOf } from '../layout/item-size.ts';
import type { Item, Layout, Picture } from '../picture/picture.ts';
import { type Shape, shape } from './shape.ts';

/** Everything but the arrows: boxes, then what stands in them. */
export function drawScene({ items, layout }: Pick<Picture, 'items' | 'layout'>): Shape[] {
  return [...layout.boxes.map(drawBox), ...items.map((item) => drawItem(item, layout))];
}

function drawBox({ kind, label, x, y, width, height }: Layout['boxes'][number]): Shape {
  return shape(
    'g',
    { class: `box ${kind}` },
    shape('rect', { x, y, width, height, rx: 6 }),
    shape('text', { x: x + 12, y: y + 20 }, label),
  );
}

function drawItem(item: Item, { items }: Layout): Shape {
  const { x, y, width, height } = items[item.id] ?? { x: 0, y: 0, width: 0, height: 0 };
  const line = (text: string, index: number) =>
    shape(
      'text',
      {
        class: index === 0 ? 'name' : 'line',
        x: x + PADDING,
        y: y + PADDING + 12 + index * LINE_HEIGHT,
      },
      text,
    );
  return shape(
    'g',
    {
      class: `item ${item.kind}${item.isBehindBalancer ? ' protected' : ''}`,
      'data-item': item.id,
    },
    shape('rect', { x, y, width, height, rx: item.kind === 'gateway' ? 14 : 4 }),
    ...wordsOf(item).map(line),
  );
}
