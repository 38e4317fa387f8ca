import { visibleText } from '@private-lambda/command-line/visible-text';
import { type Block, byAddress, contains, countAddresses, formatAddress } from '../blocks/block.ts';
import { formatNumber, KINDS, type Kind, type Part } from './part.ts';

/** Pixels. The map is folded into rows, like lines of text, so that a /28 in a /16 can still be seen. */
const WIDTH = 1000;
const MARGIN = 24;
const ROW_LABEL = 116;
const MAP_LEFT = MARGIN + ROW_LABEL;
const MAP_WIDTH = WIDTH - MAP_LEFT - MARGIN;
const ROW_HEIGHT = 26;
const ROW_STEP = 30;
const LINE = 20;
/** Advance of one character of the monospaced label font at 11 px, rounded up. */
const CHARACTER = 6.8;
const MAX_ROWS = 16;
const ADDRESSES_PER_SHORT_ROW = 64;
const COLUMNS = 3;
const MAX_LISTED = 60;
const LISTED_CHARACTERS = 42;

const STYLES: Record<
  Kind,
  { readonly fill: string; readonly text: string; readonly name: string }
> = {
  planned: { fill: '#1a7f4b', text: '#ffffff', name: 'planned' },
  kept: { fill: '#f2c14e', text: '#1f2933', name: 'kept for growth' },
  used: { fill: '#52667a', text: '#ffffff', name: 'used' },
  free: { fill: '#e4ebf1', text: '#1f2933', name: 'free' },
};

type Box = { readonly part: Part; readonly x: number; readonly y: number; readonly width: number };

/**
 * A self-contained picture on a card of its own, readable on a light and on a dark page: a map per range, and below
 * them a list of the blocks. A label is drawn only where it fits into its block.
 */
export function drawSvg(ranges: readonly Block[], parts: readonly Part[]): string {
  const body: string[] = [];
  let y = MARGIN;
  for (const range of ranges) {
    const inside = parts.filter(({ block }) => contains(range, block) || contains(block, range));
    const map = drawMap(range, inside, y);
    body.push(...map.elements);
    y = map.bottom + LINE;
  }
  const list = drawList(parts, y);
  body.push(...list.elements);
  const height = list.bottom + MARGIN - LINE / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="11">`,
    `<title>Addresses of ${ranges.map(({ cidr }) => cidr).join(', ')}</title>`,
    `<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8" fill="#ffffff" stroke="#c3ced8"/>`,
    ...body,
    '</svg>',
    '',
  ].join('\n');
}

function drawMap(range: Block, parts: readonly Part[], top: number) {
  const addresses = countAddresses(range);
  const rows = Math.min(MAX_ROWS, Math.max(1, addresses / ADDRESSES_PER_SHORT_ROW));
  const perRow = addresses / rows;
  const elements = [
    text(
      MARGIN,
      top + 14,
      `VPC range ${range.cidr}`,
      'fill="#1f2933" font-size="15" font-weight="bold"',
    ),
    text(
      WIDTH - MARGIN,
      top + 14,
      `${formatNumber(addresses)} addresses, ${formatNumber(perRow)} a row`,
      'fill="#52667a" text-anchor="end"',
    ),
  ];
  const mapTop = top + LINE + 8;
  for (let row = 0; row < rows; row += 1) {
    const label = formatAddress(range.start + row * perRow);
    elements.push(
      text(MAP_LEFT - 8, mapTop + row * ROW_STEP + 17, label, 'fill="#52667a" text-anchor="end"'),
    );
  }
  const drawn = new Set<string>();
  const labels: string[] = [];
  const outer = findOuter(parts);
  for (const kind of [...KINDS].reverse()) {
    for (const part of parts.filter((candidate) => candidate.kind === kind)) {
      const boxes = toBoxes(part, range, perRow, mapTop);
      for (const box of boxes) {
        const spot = `${kind} ${Math.round(box.x)} ${box.y}`;
        if (box.width < 1 && drawn.has(spot)) continue;
        drawn.add(spot);
        elements.push(drawBox(box));
      }
      if (!outer.has(part)) labels.push(...drawLabel(boxes));
    }
  }
  return { elements: [...elements, ...labels], bottom: mapTop + rows * ROW_STEP };
}

/** Parts that hold another part: a label of theirs would lie under the inner one. */
function findOuter(parts: readonly Part[]): Set<Part> {
  const sorted = [...parts].sort((a, b) => byAddress(a.block, b.block));
  return new Set(
    sorted.filter((part, index) => {
      const next = sorted[index + 1];
      return next !== undefined && contains(part.block, next.block);
    }),
  );
}

function toBoxes(part: Part, range: Block, perRow: number, mapTop: number): Box[] {
  const first = Math.max(part.block.start, range.start) - range.start;
  const last = Math.min(part.block.end, range.end) - range.start;
  const boxes: Box[] = [];
  for (let row = Math.floor(first / perRow); row <= Math.floor(last / perRow); row += 1) {
    const from = Math.max(first, row * perRow) - row * perRow;
    const to = Math.min(last + 1, (row + 1) * perRow) - row * perRow;
    boxes.push({
      part,
      x: MAP_LEFT + (from / perRow) * MAP_WIDTH,
      y: mapTop + row * ROW_STEP,
      width: ((to - from) / perRow) * MAP_WIDTH,
    });
  }
  return boxes;
}

function drawBox({ part, x, y, width }: Box): string {
  const { fill } = STYLES[part.kind];
  const edge = width > 4 ? ' stroke="#ffffff"' : '';
  return `<rect x="${round(x)}" y="${y}" width="${round(Math.max(1, width))}" height="${ROW_HEIGHT}" fill="${fill}"${edge}><title>${escapeXml(nameOf(part))}</title></rect>`;
}

/** The longest of the part's names that fits, in the middle of its middle row. */
function drawLabel(boxes: readonly Box[]): string[] {
  const widest = Math.max(...boxes.map(({ width }) => width));
  const candidates = boxes.filter(({ width }) => width === widest);
  const box = candidates[Math.floor((candidates.length - 1) / 2)];
  if (!box) return [];
  const { part, x, y, width } = box;
  const names = [nameOf(part), part.block.cidr, part.label ?? part.block.cidr];
  const name = names.find((candidate) => candidate.length * CHARACTER + 6 <= width);
  if (name === undefined) return [];
  const style = `fill="${STYLES[part.kind].text}" text-anchor="middle"`;
  return [text(round(x + width / 2), y + 17, name, style)];
}

function drawList(parts: readonly Part[], top: number) {
  const sorted = KINDS.flatMap((kind) => parts.filter((part) => part.kind === kind));
  const listed = sorted.slice(0, MAX_LISTED);
  const lines = Math.ceil(listed.length / COLUMNS);
  const elements = listed.flatMap((part, index) => {
    const x = MARGIN + Math.floor(index / lines) * ((WIDTH - 2 * MARGIN) / COLUMNS);
    const y = top + (index % lines) * LINE;
    const { fill, name } = STYLES[part.kind];
    const line = `${part.block.cidr} ${part.label ?? name}`;
    return [
      `<rect x="${round(x)}" y="${y}" width="12" height="12" fill="${fill}" stroke="#52667a" stroke-width="0.5"/>`,
      text(round(x + 18), y + 10, shorten(line), 'fill="#1f2933"'),
    ];
  });
  const more = sorted.length - listed.length;
  let bottom = top + lines * LINE;
  if (more > 0) {
    elements.push(text(MARGIN, bottom + 10, `and ${formatNumber(more)} more`, 'fill="#52667a"'));
    bottom += LINE;
  }
  return { elements, bottom };
}

const nameOf = ({ block, label }: Part) => (label ? `${label} ${block.cidr}` : block.cidr);

const shorten = (line: string) =>
  line.length > LISTED_CHARACTERS ? `${line.slice(0, LISTED_CHARACTERS - 1)}…` : line;

function text(x: number, y: number, content: string, style: string): string {
  return `<text x="${x}" y="${y}" ${style}>${escapeXml(content)}</text>`;
}

const round = (n: number) => Math.round(n * 100) / 100;

const escapeXml = (content: string) =>
  visibleText(content)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
