import { type Document, isCollection, isScalar, visit } from 'yaml';

/** More than anybody writes; what each stands for is looked for among all that could be it. */
const MAX_ALIASES = 1_000;

export interface RepeatedKey {
  readonly name: string;
  /** Where it stands in the text, in characters; undefined for a key that is left out. */
  readonly offset: number | undefined;
}

/**
 * The keys that stand in a mapping once more, in their order. By hand, because the parser's own look at them takes the
 * square of their number.
 * @throws Error for a document with too many aliases, or one in a circle: they are looked at on the way
 */
export function repeatedKeys(document: Document.Parsed): RepeatedKey[] {
  const repeated: RepeatedKey[] = [];
  let aliases = 0;
  visit(document, {
    Alias: (_, alias, path) => {
      aliases += 1;
      if (aliases > MAX_ALIASES) throw new Error(`more than ${MAX_ALIASES} aliases`);
      const named = path.findLast((node) => isCollection(node) && node.anchor === alias.source);
      if (named && named === alias.resolve(document)) {
        throw new Error(`*${alias.source} stands in what it names`);
      }
    },
    Map: (_, { items }) => {
      const seen = new Set<string>();
      for (const { key } of items) {
        const name = isScalar(key) ? String(key.value) : '<<';
        if (seen.has(name) && name !== '<<') repeated.push({ name, offset: offsetOf(key) });
        seen.add(name);
      }
    },
  });
  return repeated;
}

const offsetOf = (key: unknown) => (isScalar(key) ? key.range?.[0] : undefined);
