import {
  type CollectionTag,
  type Document,
  parseDocument,
  Scalar,
  type ScalarTag,
  visit,
  type YAMLError,
  YAMLMap,
} from 'yaml';
import { repeatedKeys } from './repeated-keys.ts';

/** The functions that have a short tag, as `!Sub` for `Fn::Sub` ("Intrinsic function reference"). */
const FUNCTIONS = [
  'And',
  'Base64',
  'Cidr',
  'Contains',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
].map((name) => ({ tag: `!${name}`, key: `Fn::${name}` }));

const SHORT_TAGS = [
  ...FUNCTIONS,
  { tag: '!Ref', key: 'Ref' },
  { tag: '!Condition', key: 'Condition' },
];

/** A template's data, and what CloudFormation reads in silence and its author should know. */
export interface ParsedTemplate {
  readonly data: unknown;
  readonly warnings: readonly string[];
}

/** Parses a YAML template to the same plain data that its JSON form has. Throws the parser's own error. */
export function parseYamlTemplate(text: string, maxReadAgain = MAX_READ_AGAIN): ParsedTemplate {
  const document = parse(text, maxReadAgain);
  const warnings = repeatedKeys(document).map(
    ({ name }) => `key ${name} stands twice in a mapping, and the last one counts`,
  );
  return { data: document.toJS(), warnings };
}

/**
 * Characters that are read again to mend a template. Each place to mend takes another look at the whole: a hundred of
 * them in 20 kB is more than templates have, and far from what would keep somebody waiting.
 */
const MAX_READ_AGAIN = 2_000_000;

/**
 * CloudFormation reads text in quotes and lists in brackets whose further lines are indented no more than their key,
 * and the YAML standard does not. White space that starts such a line means nothing, so the lines are indented until
 * all is standard. The first error of all is thrown when that does not help.
 */
function parse(text: string, maxReadAgain: number): Document.Parsed {
  let document = parseStandard(text);
  const [firstError] = document.errors;
  let indented: string | undefined = text;
  let readAgain = 0;
  for (let [error] = document.errors; error; [error] = document.errors) {
    indented = indentQuoted(indented, error) ?? indentInBrackets(indented, error);
    readAgain += indented?.length ?? 0;
    if (indented === undefined || readAgain > maxReadAgain) throw firstError;
    document = parseStandard(indented);
  }
  const whole = keepEmptyLines(indented, document);
  return whole === indented ? document : parseStandard(whole);
}

/**
 * YAML 1.2, 7.3.1: empty lines after an escaped line break are line feeds. The parser takes them for one space, and
 * reads them right where they are written as such.
 */
function keepEmptyLines(text: string, document: Document.Parsed): string {
  if (!EMPTY_LINES.test(text)) return text;
  const quoted: [start: number, end: number][] = [];
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (type === Scalar.QUOTE_DOUBLE && range) quoted.push([range[0], range[1]]);
    },
  });
  let whole = '';
  let next = 0;
  for (const [start, end] of quoted) {
    const source = text.slice(start, end);
    if (!EMPTY_LINES.test(source)) continue;
    whole += text.slice(next, start) + source.replace(ESCAPES, writtenOut);
    next = end;
  }
  return whole + text.slice(next);
}

const EMPTY_LINES = /\\\r?\n[ \t]*\r?\n/;
/** Each escape, of which a line break may be followed by empty lines. */
const ESCAPES = /\\(?:(\r?\n)((?:[ \t]*\r?\n)+)|[\s\S])/g;

function writtenOut(escaped: string, lineBreak?: string, empty = ''): string {
  if (lineBreak === undefined) return escaped;
  return `${'\\n'.repeat(empty.split('\n').length - 1)}\\${lineBreak}`;
}

function parseStandard(text: string): Document.Parsed {
  return parseDocument(text, {
    customTags: SHORT_TAGS.flatMap(shortTag),
    merge: true,
    uniqueKeys: false,
  });
}

/** @returns undefined when the error is another one */
function indentQuoted(text: string, { message, pos: [position] }: YAMLError): string | undefined {
  const [, quote = ''] = /^Missing closing (['"])quote/.exec(message) ?? [];
  const start = openingQuote(text, quote, position);
  const rest = text.slice(start);
  const [lines] = REST_OF_TEXT[quote]?.exec(rest) ?? [];
  if (lines === undefined || !FURTHER_LINE.test(lines)) return undefined;
  return (
    text.slice(0, start) +
    lines.replace(new RegExp(FURTHER_LINE, 'g'), `\n${DEEPER}`) +
    rest.slice(lines.length)
  );
}

/** The error stands at the quote, or where a line break is escaped at that. */
function openingQuote(text: string, quote: string, position: number): number {
  let start = position;
  while (start > 0 && (text[start] !== quote || text[start - 1] === '\\')) start -= 1;
  return start;
}

/** @returns undefined when the error is another one */
function indentInBrackets(
  text: string,
  { message, pos: [position] }: YAMLError,
): string | undefined {
  if (!/^Flow \w+ in block collection must be sufficiently indented/.test(message))
    return undefined;
  const line = text.lastIndexOf('\n', position - 1) + 1;
  if (text.startsWith(DEEPER, line)) return undefined;
  return text.slice(0, line) + DEEPER + text.slice(line);
}

/** What is left of quoted text, up to its closing quote. */
const REST_OF_TEXT: Readonly<Record<string, RegExp>> = {
  "'": /^'(?:[^']|'')*'/,
  '"': /^"(?:[^"\\]|\\.)*"/s,
};

/** Deeper than any key of a template. */
const DEEPER = ' '.repeat(100);

/** The start of a line with something on it that is not so deep yet. */
const FURTHER_LINE = new RegExp(`\\n(?!${DEEPER})(?=[^\\r\\n])`);

/** A short tag may stand before a scalar, a list or a mapping. */
function shortTag({ tag, key }: { tag: string; key: string }): (ScalarTag | CollectionTag)[] {
  const wrap = (node: YAMLMap | CollectionNode) => {
    const map = new YAMLMap();
    map.set(key, node);
    return map;
  };
  return [
    { tag, resolve: (text) => ({ [key]: text }) },
    { tag, collection: 'seq', resolve: wrap },
    { tag, collection: 'map', resolve: wrap },
  ];
}

type CollectionNode = Parameters<NonNullable<CollectionTag['resolve']>>[0];
