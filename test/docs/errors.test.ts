import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';

/** Where errors with a code are made for whoever runs a command. */
const PLACES = ['tools', 'config', join('shared', 'src', 'config')];
/** Any text in capitals with an underscore is taken for a code, wherever it stands. */
const CODE_IN_SOURCE = /(['"`])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\1/g;
const CODE_IN_TABLE = /(`)([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`/g;
/** States of a stack. */
const AWS_STATUS =
  /^(CREATE|DELETE|REVIEW|ROLLBACK|UPDATE)(_ROLLBACK)?_(COMPLETE|FAILED|IN_PROGRESS)$/;
/** The other words of that form that are no code. */
const NO_CODES = [
  // Variables of the environment, and parts of their names.
  'ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_ENDPOINT_URL',
  'AWS_REGION',
  'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED',
  'NODE_OPTIONS',
  'NO_COLOR',
  'PROTECTED_API_CA',
  'PROTECTED_API_URL',
  // Of the package elkjs: the lines between boxes are laid out with them.
  'INCLUDE_CHILDREN',
  // Of the package yaml: a scalar in double quotes.
  'QUOTE_DOUBLE',
  'SECRET_ACCESS_KEY',
  'SESSION_TOKEN',
  'SMOKE_TOKEN',
  // Words of AWS, Node, checkov and ELK.
  'AMAZON_ISSUED',
  'AWS_IAM',
  'CAPABILITY_IAM',
  'CAPABILITY_NAMED_IAM',
  'CKV_AWS_18',
  'EAI_AGAIN',
  'ERR_ASSERTION',
  'ERR_INVALID_ARG_VALUE',
  'PAY_PER_REQUEST',
  'PENDING_VALIDATION',
  'TARGET_WIDTH',
  'TCP_QUIC',
  'TCP_UDP',
  'TLS_1_2',
  // Caught where it is thrown, or of a bundle: no command says it.
  'MAX_CASES',
  'REACH_FILE_UNREADABLE',
  'UNDICI_PART_LEFT_OUT',
];

const isSource = (file: string) =>
  /\.[jt]s$/.test(file) && !/(^|\/)(node_modules|dist|test|\.venv)\//.test(file);

function codesOfSource(): Set<string> {
  const files = PLACES.flatMap((place) => {
    const folder = join(repositoryRoot, place);
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(isSource)
      .map((file) => join(folder, file));
  });
  return codesIn(files.map((file) => readFileSync(file, 'utf8')).join('\n'), CODE_IN_SOURCE);
}

const codesIn = (text: string, form: RegExp): Set<string> =>
  new Set([...text.matchAll(form)].map(([, , code = '']) => code));

/** Are all tools there that docs/testing.md says can be deleted? One that is gone leaves its rows behind. */
const isWhole = () =>
  [
    ...readFileSync(join(repositoryRoot, 'docs', 'testing.md'), 'utf8').matchAll(
      /^\| `([a-z-]+)` \|/gm,
    ),
  ].every(([, tool = '']) => existsSync(join(repositoryRoot, 'tools', tool)));

describe('docs/errors.md', () => {
  const source = codesOfSource();
  const listedIn = (page: string) =>
    readFileSync(join(repositoryRoot, 'docs', page), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .flatMap((row) => [...codesIn(row, CODE_IN_TABLE)]);
  // HTTP answers and warnings have pages of their own.
  const elsewhere = new Set([...listedIn('problems.md'), ...listedIn('addresses.md'), ...NO_CODES]);

  it('has every code of the commands in one row, and no other code', () => {
    const codes = [...source].filter((code) => !elsewhere.has(code) && !AWS_STATUS.test(code));
    const rows = listedIn('errors.md').filter((code) => isWhole() || codes.includes(code));

    expect(rows.sort()).toEqual(codes.sort());
  });

  it.each([
    "throw new InputError(isFew ? 'STAGE_ONE' : 'STAGE_TWO', line)",
    'refuse(line, \'STAGE_ONE\', "STAGE_TWO")',
    "[['STAGE_ONE', rule], [`STAGE_TWO`, rule]]",
  ])('is held against codes wherever they stand: %s', (line) => {
    expect([...codesIn(line, CODE_IN_SOURCE)]).toEqual(['STAGE_ONE', 'STAGE_TWO']);
  });
});
