import type { ElkExtendedEdge, ElkNode, ELK as Engine } from 'elkjs/lib/elk-api.js';
import type { Box, Item, Layout, Point, Rectangle } from '../picture/picture.ts';
import { lineName } from '../picture/way.ts';
import { itemSize, LINE, PADDING } from './item-size.ts';
import { type Line, leadsBack } from './structure.ts';

/** A picture with more lines cannot be read as a whole, and takes long to route: it is packed, its lines are straight. */
const MAX_ROUTED = 120;

/** Room for the words of one rule on an arrow between two layers. */
const SPACING = {
  'elk.layered.spacing.nodeNodeBetweenLayers': '48',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.spacing.nodeNode': '22',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '14',
};

const ROOT = {
  'elk.randomSeed': '1',
  'elk.padding': '[top=16,left=16,bottom=16,right=16]',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
};

const LAYERED = {
  ...SPACING,
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
};

/** What stands in a box stands in rows, as wide for their height as a screen. */
const PACKED = {
  'elk.algorithm': 'rectpacking',
  'elk.aspectRatio': '1.6',
  'elk.spacing.nodeNode': SPACING['elk.spacing.nodeNode'],
};

/** Room for the label above what is inside. */
const boxOptions = (label: string) => ({
  'elk.padding': '[top=34,left=16,bottom=16,right=16]',
  'elk.nodeSize.constraints': '[MINIMUM_SIZE]',
  'elk.nodeSize.minimum': `(${Math.ceil(label.length * LINE.character) + 2 * PADDING},56)`,
});

/**
 * Places everything, the same way every time for the same input.
 * @param free items in no box  @param lines those that some answer passes, the most used first
 * @param structure what stands beside what, not drawn
 */
export async function layOut(
  { boxes, free }: { readonly boxes: readonly Box[]; readonly free: readonly string[] },
  items: readonly Item[],
  lines: readonly Line[],
  structure: readonly Line[],
): Promise<Layout> {
  const byId = new Map(items.map((item) => [item.id, item]));
  const isPacked = lines.length > MAX_ROUTED;
  const nodeOf = (id: string): ElkNode => {
    const item = byId.get(id);
    return { id: `item ${id}`, ...(item ? itemSize(item) : {}) };
  };
  const boxOf = (box: Box): ElkNode => ({
    id: box.id,
    layoutOptions: { ...(isPacked ? PACKED : SPACING), ...boxOptions(box.label) },
    children: [...box.boxes.map(boxOf), ...box.items.map(nodeOf)],
  });
  const edgeOf = ({ from, to }: Line, id: string): ElkExtendedEdge => ({
    id,
    sources: [`item ${from}`],
    targets: [`item ${to}`],
  });
  const turned = new Set<string>();
  const edges = lines.map((line) => {
    const id = lineName(line.from, line.to);
    if (!leadsBack(line, byId)) return edgeOf(line, id);
    turned.add(id);
    return edgeOf({ from: line.to, to: line.from }, id);
  });
  const beside = structure
    .filter(({ from, to }) => byId.has(from) && byId.has(to))
    .map((line, index) => edgeOf(line, `beside ${index}`));
  const engine = await loadEngine();
  const placed = await engine.layout({
    id: 'root',
    layoutOptions: { ...(isPacked ? PACKED : LAYERED), ...ROOT },
    children: [...free.map(nodeOf), ...boxes.map(boxOf)],
    edges: isPacked ? [] : [...edges, ...beside],
  });
  return readLayout(placed, boxes, turned);
}

/** The library is large, and loaded when a picture is made. */
async function loadEngine(): Promise<Engine> {
  const { default: library } = await import('elkjs/lib/elk.bundled.js');
  return new library.default();
}

function readLayout(root: ElkNode, boxes: readonly Box[], turned: ReadonlySet<string>): Layout {
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
    boxes: boxes.flatMap(flat).map(({ id, kind, label, subnets }) => ({
      id,
      kind,
      label,
      subnets,
      ...(rectangles.get(id) ?? rectangleOf({})),
    })),
    items: Object.fromEntries(
      [...rectangles].flatMap(([id, place]) =>
        id.startsWith('item ') ? [[id.slice('item '.length), place]] : [],
      ),
    ),
    lines: Object.fromEntries(
      (root.edges ?? []).flatMap((edge) => {
        if (edge.id.startsWith('beside ')) return [];
        const points = pointsOf(edge);
        return [[edge.id, turned.has(edge.id) ? points.reverse() : points]];
      }),
    ),
  };
}

function rectangleOf({ x = 0, y = 0, width = 0, height = 0 }: Partial<ElkNode>): Rectangle {
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}

function pointsOf({ sections = [] }: ElkExtendedEdge): Point[] {
  return sections.flatMap(({ startPoint, bendPoints = [], endPoint }) =>
    [startPoint, ...bendPoints, endPoint].map(({ x, y }): Point => [round(x), round(y)]),
  );
}

const round = (length: number) => Math.round(length * 10) / 10;
