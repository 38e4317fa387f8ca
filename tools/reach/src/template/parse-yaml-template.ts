import {
  type CollectionTag,
  type Document,
  parseDocument,
  type ScalarTag,
  type YAMLError,
  YAMLMap,
} from 'yaml';

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

/** Parses a YAML template to the same plain data that its JSON form has. Throws the parser's own error. */
export function parseYamlTemplate(text: string, maxReadAgain = MAX_READ_AGAIN): unknown {
  const document = parse(text);
  const [error] = document.errors;
  if (!error) return document.toJS();
  const indented = parseIndented(text, error, maxReadAgain);
  if (!indented) throw error;
  return indented.toJS();
}

function parse(text: string): Document.Parsed {
  return parseDocument(text, { customTags: SHORT_TAGS.flatMap(shortTag), merge: true });
}

/**
 * Characters that are read again to mend a template. Each quoted text to mend takes another look at the whole: a
 * hundred of them in 20 kB is more than templates have, and far from what would keep somebody waiting.
 */
const MAX_READ_AGAIN = 2_000_000;

/**
 * CloudFormation reads quoted text whose further lines are indented no more than its key, and the YAML standard does
 * not. White space that starts such a line means nothing, so the lines are indented until all is standard.
 * @returns undefined when the text is no YAML for another reason
 */
function parseIndented(
  text: string,
  firstError: YAMLError,
  maxReadAgain: number,
): Document.Parsed | undefined {
  let error: YAMLError | undefined = firstError;
  let indented = text;
  let readAgain = 0;
  for (;;) {
    const [, quote] = /^Missing closing (['"])quote/.exec(error.message) ?? [];
    const rest = indented.slice(error.pos[0]);
    const [lines] = (quote === undefined ? undefined : REST_OF_TEXT[quote]?.exec(rest)) ?? [];
    if (lines === undefined || !lines.includes('\n')) return undefined;
    const before = indented.slice(0, error.pos[0]);
    indented = before + lines.replaceAll('\n', `\n${DEEPER}`) + rest.slice(lines.length);
    readAgain += indented.length;
    if (readAgain > maxReadAgain) return undefined;
    const document = parse(indented);
    [error] = document.errors;
    if (!error) return document;
  }
}

/** What is left of quoted text, up to its closing quote. */
const REST_OF_TEXT: Readonly<Record<string, RegExp>> = {
  "'": /^(?:[^']|'')*'/,
  '"': /^(?:[^"\\]|\\.)*"/s,
};

/** Deeper than any key of a template. */
const DEEPER = ' '.repeat(100);

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
