import { readInputFile } from '@private-lambda/command-line/read-input-file';
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';

/** The line, from 1, of what stands at a path of keys and positions in a JSON or YAML file; undefined if it is none. */
export type FindLine = (path: readonly (string | number)[]) => number | undefined;

/** Reads a file that has been read before. Where it has changed in the meantime, nothing is found. */
export function findLines(file: string): FindLine {
  const lineCounter = new LineCounter();
  let document: ReturnType<typeof parseDocument>;
  try {
    const text = readInputFile(file, { code: 'REACH_FILE_UNREADABLE', what: 'a text' });
    document = parseDocument(text, { lineCounter, logLevel: 'silent' });
  } catch {
    return () => undefined;
  }
  return (path) => {
    const parent: unknown = document.getIn(path.slice(0, -1), true);
    const last = path.at(-1);
    const key = isMap(parent)
      ? parent.items.findLast(({ key }) => isScalar(key) && key.value === last)?.key
      : document.getIn(path, true);
    const range = isNode(key) ? key.range : undefined;
    return range ? lineCounter.linePos(range[0]).line : undefined;
  };
}
