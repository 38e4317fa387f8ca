import type { ElkNode, ELK as Engine } from 'elkjs/lib/elk-api.js';
import type { Box, Item, Layout, Rectangle } from '../picture/picture.ts';
import { type Line, lineName } from '../picture/way.ts';
import { itemSize, LINE, PADDING } from './item-size.ts';
import { routeLines } from './route-lines.ts';

/** Of a picture with more lines the least used are straight: nobody reads them all, and each takes its time. */
const MAX_ROUTED = 400;

/** Pixels between things: room for lines beside each other, and between columns for their words, too. */
const SPACE = 34;
const BETWEEN_COLUMNS = { inside: 60, outside: 100 };

/** What stands in a box with no more is placed as its lines go. */
const MOST_IN_ORDER = 6;

/** Within a box, its label above what is inside. */
const INSET = { top: 34, side: 18 };

const ROOT = {
  'elk.randomSeed': '1',
  'elk.padding': '[top=16,left=16,bottom=16,right=16]',
  'elk.json.shapeCoords': 'ROOT',
};

/** From left to right, as its edges say. */
const columnsApart = (pixels: number) => ({
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.layered.spacing.nodeNodeBetweenLayers': String(pixels),
  'elk.spacing.nodeNode': String(SPACE),
  'elk.spacing.componentComponent': String(SPACE),
});

/** In rows, as wide for their height as a screen. */
const IN_ROWS = {
  'elk.algorithm': 'rectpacking',
  'elk.aspectRatio': '1.6',
  'elk.spacing.nodeNode': String(SPACE),
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
};

const IN_ONE_COLUMN = {
  ...IN_ROWS,
  'elk.rectpacking.widthApproximation.strategy': 'TARGET_WIDTH',
  'elk.rectpacking.widthApproximation.targetWidth': '1',
};

/** Room for the label above what is inside, and none beside what stands on an edge. */
const boxOptions = ({ label, left, right }: Box) => ({
  'elk.padding': `[top=${INSET.top},left=${left.length > 0 ? 0 : INSET.side},bottom=${INSET.side},right=${right.length > 0 ? 0 : INSET.side}]`,
  'elk.nodeSize.constraints': '[MINIMUM_SIZE]',
  'elk.nodeSize.minimum': `(${Math.ceil(label.length * LINE.character) + 2 * PADDING},56)`,
});

/**
 * Places everything, the same way every time for the same input: the internet on the left, then the VPCs with their
 * gateways on their edges, then what is outside of them.
 * @param free items in no box  @param lines those that some answer passes, the most used first
 */
export async function layOut(
  { boxes, free }: { readonly boxes: readonly Box[]; readonly free: readonly string[] },
  items: readonly Item[],
  lines: readonly Line[],
): Promise<Layout> {
  const byId = new Map(items.map((item) => [item.id, item]));
  const nodeOf = (id: string): ElkNode => {
    const item = byId.get(id);
    return { id: `item ${id}`, ...(item ? itemSize(item) : {}) };
  };
  const column = (id: string, ids: readonly string[]): ElkNode => ({
    id,
    layoutOptions: IN_ONE_COLUMN,
    children: ids.map(nodeOf),
  });
  const boxOf = (box: Box): ElkNode => {
    const children = [...box.boxes.map(boxOf), ...box.items.map(nodeOf)];
    if (box.kind !== 'vpc') {
      const within = lines.filter((line) => isWithin(line, box));
      const isReadInOrder = within.length > 0 && children.length <= MOST_IN_ORDER;
      const order = isReadInOrder ? columnsApart(BETWEEN_COLUMNS.inside) : IN_ROWS;
      return {
        id: box.id,
        layoutOptions: { ...order, ...boxOptions(box) },
        children,
        edges: isReadInOrder ? within.map(edgeOf) : [],
      };
    }
    return {
      ...inColumns(box.id, [
        column(leftEdge(box), box.left),
        { id: `inside ${box.id}`, layoutOptions: IN_ROWS, children },
        column(rightEdge(box), box.right),
      ]),
      layoutOptions: { ...columnsApart(BETWEEN_COLUMNS.inside), ...boxOptions(box) },
    };
  };
  const outside = boxes.filter(({ id }) => id === 'outside');
  const placed = await (await loadEngine()).layout({
    ...inColumns('root', [
      column(
        'left',
        free.filter((id) => id === 'internet'),
      ),
      {
        id: 'middle',
        layoutOptions: IN_ROWS,
        children: boxes.filter((box) => !outside.includes(box)).map(boxOf),
      },
      {
        id: 'right',
        layoutOptions: IN_ONE_COLUMN,
        children: [...free.filter((id) => id !== 'internet').map(nodeOf), ...outside.map(boxOf)],
      },
    ]),
    layoutOptions: { ...columnsApart(BETWEEN_COLUMNS.outside), ...ROOT },
  });
  const places = readLayout(placed, boxes);
  return { ...places, lines: routeLines(lines.slice(0, MAX_ROUTED), places) };
}

const isWithin = ({ from, to }: Line, { items }: Box) => items.includes(from) && items.includes(to);

const edgeOf = ({ from, to }: Line) => ({
  id: lineName(from, to),
  sources: [`item ${from}`],
  targets: [`item ${to}`],
});

/** Those that there are, one beside the other. */
function inColumns(id: string, columns: readonly ElkNode[]): ElkNode {
  const children = columns.filter(({ children: own = [] }) => own.length > 0);
  return {
    id,
    children,
    edges: children.slice(1).map((to, index) => ({
      id: `before ${to.id}`,
      sources: [children[index]?.id ?? ''],
      targets: [to.id],
    })),
  };
}

/** The library is large, and loaded when a picture is made. */
async function loadEngine(): Promise<Engine> {
  const { default: library } = await import('elkjs/lib/elk.bundled.js');
  return new library.default();
}

function readLayout(root: ElkNode, boxes: readonly Box[]): Omit<Layout, 'lines'> {
  const rectangles = new Map<string, Rectangle>();
  const visit = (node: ElkNode) => {
    rectangles.set(node.id, rectangleOf(node));
    for (const child of node.children ?? []) visit(child);
  };
  visit(root);
  const flat = (box: Box): Box[] => [box, ...box.boxes.flatMap(flat)];
  return {
    width: Math.ceil(root.width ?? 0),
    height: Math.ceil(root.height ?? 0),
    boxes: boxes.flatMap(flat).map((box) => ({
      id: box.id,
      kind: box.kind,
      label: box.label,
      subnets: box.subnets,
      ...drawnBox(box, rectangles),
    })),
    items: Object.fromEntries(
      [...rectangles].flatMap(([id, place]) =>
        id.startsWith('item ') ? [[id.slice('item '.length), place]] : [],
      ),
    ),
  };
}

const leftEdge = ({ id }: Box) => `left edge of ${id}`;
const rightEdge = ({ id }: Box) => `right edge of ${id}`;

/** What stands on an edge stands half outside. */
function drawnBox(box: Box, rectangles: ReadonlyMap<string, Rectangle>): Rectangle {
  const whole = rectangles.get(box.id) ?? rectangleOf({});
  const left = (rectangles.get(leftEdge(box))?.width ?? 0) / 2;
  const right = (rectangles.get(rightEdge(box))?.width ?? 0) / 2;
  return { ...whole, x: whole.x + left, width: whole.width - left - right };
}

function rectangleOf({ x = 0, y = 0, width = 0, height = 0 }: Partial<ElkNode>): Rectangle {
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}

const round = (length: number) => Math.round(length * 10) / 10;
