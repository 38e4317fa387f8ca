import { layOut } from '../../src/layout/lay-out.ts';
import type { Box, Item, Layout, Rectangle } from '../../src/picture/picture.ts';

const SERVICES = Array.from({ length: 60 }, (_, index) => `app/Service${index}`);

const item = (id: string): Item => ({
  id,
  label: id,
  name: id,
  stack: '',
  kind: 'other',
  lines: [],
  doors: [],
  file: '',
  opens: true,
  answers: true,
  isBehindBalancer: false,
});

const box = (id: string, more: Partial<Box>): Box => ({
  id,
  kind: 'subnet',
  label: id,
  subnets: [],
  boxes: [],
  items: [],
  ...more,
});

/** Each service in a subnet of its own, and the first connects to others. */
function placed(lines: number): Promise<Layout> {
  const subnets = SERVICES.map((id) => box(`subnet of ${id}`, { items: [id] }));
  const froms = SERVICES.flatMap((from) => SERVICES.map((to) => ({ from, to })));
  return layOut(
    { boxes: [box('vpc', { kind: 'vpc', boxes: subnets })], free: [] },
    SERVICES.map(item),
    froms.filter(({ from, to }) => from !== to).slice(0, lines),
    [],
  );
}

const overlap = (a: Rectangle, b: Rectangle) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('a picture with more lines than can be routed', () => {
  it('is about as wide for its height as a screen, and its lines are straight', async () => {
    const { width, height, lines } = await placed(121);
    expect(width / height).toBeGreaterThan(1);
    expect(width / height).toBeLessThan(3);
    expect(lines).toEqual({});
  });

  it('covers nothing with anything else, and is the same every time', async () => {
    const layout = await placed(121);
    const places = Object.values(layout.items);
    expect(places).toHaveLength(SERVICES.length);
    expect(
      places.filter((place, index) => places.slice(index + 1).some((each) => overlap(place, each))),
    ).toEqual([]);
    expect(await placed(121)).toEqual(layout);
  });
});

it('routes every line of a picture with fewer', async () => {
  expect(Object.keys((await placed(120)).lines)).toHaveLength(120);
});
