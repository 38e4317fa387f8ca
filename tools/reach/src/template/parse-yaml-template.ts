import { type CollectionTag, parseDocument, type ScalarTag, YAMLMap } from 'yaml';

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
export function parseYamlTemplate(text: string): unknown {
  const document = parseDocument(text, { customTags: SHORT_TAGS.flatMap(shortTag), merge: true });
  const [error] = document.errors;
  if (error) throw error;
  return document.toJS();
}

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
