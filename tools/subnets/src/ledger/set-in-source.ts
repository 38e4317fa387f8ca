import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml';

/**
 * Sets a key of a YAML map to a scalar or to a map of scalars by changing only the bytes of these values: the YAML
 * library says where they stand, and the text around them is kept as it is. (Printing the parsed document would
 * keep comments, but not line breaks, quotes and blanks.) A value that is there already is not touched.
 * @param source YAML text whose top level is a map or empty
 */
export function setInSource(
  source: string,
  key: string,
  value: string | ReadonlyMap<string, string>,
): string {
  const { contents } = parseDocument(source);
  const pair = isMap(contents) ? findPair(contents, key) : undefined;
  if (!pair) return append(source, `${key}: ${typeof value === 'string' ? value : toFlow(value)}`);
  if (typeof value === 'string') return replaceScalar(source, pair, value);
  let text = source;
  for (const [inner, innerValue] of value) text = setInner(text, key, inner, innerValue);
  return text;
}

const findPair = (map: YAMLMap, key: string) =>
  map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);

const toFlow = (value: ReadonlyMap<string, string>) =>
  `{ ${[...value].map(([key, text]) => `${key}: ${text}`).join(', ')} }`;

const endOfLine = (source: string) => (source.includes('\r\n') ? '\r\n' : '\n');

function append(source: string, line: string): string {
  const eol = endOfLine(source);
  const gap = source === '' || source.endsWith('\n') ? '' : eol;
  return `${source}${gap}${line}${eol}`;
}

function replaceScalar(source: string, pair: Pair, value: string): string {
  if (!isScalar(pair.value) || pair.value.value === value || !pair.value.range) return source;
  const [from, to] = pair.value.range;
  return splice(source, from, to, value);
}

const splice = (source: string, from: number, to: number, text: string) =>
  `${source.slice(0, from)}${text}${source.slice(to)}`;

function setInner(source: string, key: string, inner: string, value: string): string {
  const { contents } = parseDocument(source);
  const map = isMap(contents) ? findPair(contents, key)?.value : undefined;
  if (!isMap(map)) return source;
  const pair = findPair(map, inner);
  if (pair) return replaceScalar(source, pair, value);
  const last = map.items.at(-1);
  if (!last) {
    const [from = 0, to = 0] = map.range ?? [];
    return splice(source, from, to, toFlow(new Map([[inner, value]])));
  }
  const end = endOf(last);
  if (map.flow) return splice(source, end, end, `, ${inner}: ${value}`);
  const lineEnd = source.indexOf('\n', end);
  const before = lineEnd < 0 ? source : source.slice(0, lineEnd + 1);
  const line = `${' '.repeat(columnOf(source, last))}${inner}: ${value}`;
  return `${append(before, line)}${lineEnd < 0 ? '' : source.slice(lineEnd + 1)}`;
}

function endOf({ value }: Pair): number {
  return isScalar(value) && value.range ? value.range[1] : 0;
}

function columnOf(source: string, { key }: Pair): number {
  const start = isScalar(key) && key.range ? key.range[0] : 0;
  return start - (source.lastIndexOf('\n', start - 1) + 1);
}
