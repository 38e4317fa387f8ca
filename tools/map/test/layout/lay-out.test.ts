import { layOut } from '../../src/layout/lay-out.ts';
import type { Box, Item, Layout, Rectangle } from '../../src/picture/picture.ts';

// The layout library is large.
jest.setTimeout(60_000);

const SERVICES = Array.from({ length: 24 }, (_, index) => `app/Service${index}`);

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
  left: [],
  right: [],
  ...more,
});

/** Each service in a subnet of its own, and the first connects to others. */
function placed(
  lines: number,
  more: Partial<Box> = {},
  others: readonly Item[] = [],
): Promise<Layout> {
  const subnets = SERVICES.map((id) => box(`subnet of ${id}`, { items: [id] }));
  const froms = SERVICES.flatMap((from) => SERVICES.map((to) => ({ from, to })));
  return layOut(
    { boxes: [box('vpc', { kind: 'vpc', boxes: subnets, ...more })], free: ['internet', 'aws:s3'] },
    [...[...SERVICES, 'internet', 'aws:s3'].map(item), ...others],
    froms.filter(({ from, to }) => from !== to).slice(0, lines),
  );
}

const overlap = (a: Rectangle, b: Rectangle) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('a picture', () => {
  it('is about as wide for its height as a screen', async () => {
    const { width, height } = await placed(1);
    expect(width / height).toBeGreaterThan(1);
    expect(width / height).toBeLessThan(3);
  });

  it('covers nothing with anything else, and is the same every time', async () => {
    const layout = await placed(20);
    const places = Object.values(layout.items);
    expect(places).toHaveLength(SERVICES.length + 2);
    expect(
      places.filter((place, index) => places.slice(index + 1).some((each) => overlap(place, each))),
    ).toEqual([]);
    expect(await placed(20)).toEqual(layout);
  });

  it('has the internet on the left of the VPC, and what is outside on its right', async () => {
    const { boxes, items } = await placed(1);
    const vpc = boxes.find(({ id }) => id === 'vpc');
    expect(items['internet']?.x).toBeLessThan(vpc?.x ?? 0);
    expect(items['aws:s3']?.x).toBeGreaterThan((vpc?.x ?? 0) + (vpc?.width ?? 0));
  });

  it('has gateways on the edges of their VPC, half outside', async () => {
    const edges = { left: ['app/InternetGateway'], right: ['app/S3Endpoint'] };
    const { boxes, items } = await placed(1, edges, [...edges.left, ...edges.right].map(item));
    const vpc = boxes.find(({ id }) => id === 'vpc');
    const middle = (id: string) => (items[id]?.x ?? 0) + (items[id]?.width ?? 0) / 2;
    expect(middle('app/InternetGateway')).toBeCloseTo(vpc?.x ?? 0, 0);
    expect(middle('app/S3Endpoint')).toBeCloseTo((vpc?.x ?? 0) + (vpc?.width ?? 0), 0);
  });

  it('places what is in one subnet as its lines go', async () => {
    const ids = ['app/Server', 'app/Client'];
    const { items } = await layOut(
      { boxes: [box('subnet', { items: ids })], free: [] },
      ids.map(item),
      [{ from: 'app/Client', to: 'app/Server' }],
    );
    expect(items['app/Client']?.x).toBeLessThan(items['app/Server']?.x ?? 0);
  });

  it('routes no more lines than a reader would follow', async () => {
    expect(Object.keys((await placed(500)).lines)).toHaveLength(400);
  });
});
