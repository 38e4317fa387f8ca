import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toBlock } from '../../src/blocks/block.ts';
import { readStageFile, writeBlocks } from '../../src/ledger/stage-file.ts';
import type { Entry } from '../../src/plan/plan.ts';

const folder = mkdtempSync(join(tmpdir(), 'stage-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

const VPC = toBlock('10.50.0.0/16');
const entries: Entry[] = (['public', 'private'] as const).flatMap((tier, row) =>
  ['A', 'B', 'C', 'D'].map((az, column) => ({
    tier,
    az,
    block: toBlock(`10.50.${row * 16 + column}.0/24`),
  })),
);

/** Ten thousand million values, in a few lines. */
const ALIASES_OF_ALIASES = Array.from(
  { length: 10 },
  (_, n) => `k${n}: &a${n} [${Array(10).fill(n === 0 ? 1 : `*a${n - 1}`)}]\n`,
).join('');

function stageFile(source: string) {
  const file = join(folder, 'stage.yml');
  writeFileSync(file, source);
  return readStageFile(file);
}

describe('readStageFile', () => {
  it('reads the VPC and the blocks of both tiers', () => {
    const { vpc, entries: read } = stageFile(
      'vpcCidr: 10.50.0.0/16\nprivateSubnetCidrs: { B: 10.50.1.0/24 }\npublicSubnetCidrs:\n  A: 10.50.0.0/24\n',
    );
    expect(vpc?.cidr).toBe('10.50.0.0/16');
    expect(read.map(({ tier, az, block }) => `${tier} ${az} ${block.cidr}`)).toEqual([
      'public A 10.50.0.0/24',
      'private B 10.50.1.0/24',
    ]);
  });

  it('takes a file that does not exist for an empty ledger', () => {
    expect(readStageFile(join(folder, 'none.yml'))).toMatchObject({ source: '', entries: [] });
  });

  it.each([
    ['broken YAML', 'vpcCidr: [', 'stage.yml: '],
    ['two documents', 'a: 1\n---\nb: 2\n', 'stage.yml: '],
    ['a list', '- a\n', 'expected a YAML map of stage values'],
    [
      'a list of blocks',
      'publicSubnetCidrs: [10.50.0.0/24]\n',
      'publicSubnetCidrs: expected a map',
    ],
    [
      'a fifth slot',
      'publicSubnetCidrs: { E: 10.50.0.0/24 }\n',
      'found the slot "E", expected A, B, C, D',
    ],
    [
      'a wrong block',
      'publicSubnetCidrs: { A: 10.50.0.1/24 }\n',
      'publicSubnetCidrs.A: "10.50.0.1/24" has host bits',
    ],
    [
      'an empty slot',
      'publicSubnetCidrs: { A: }\n',
      'publicSubnetCidrs.A: "null" is not an IPv4 block',
    ],
    ['a number for a block', 'vpcCidr: 10\n', 'vpcCidr: "10" is not an IPv4 block'],
  ])('refuses %s', (_, source, reason) => {
    expect(() => stageFile(source)).toThrow(
      expect.objectContaining({ name: 'InputError', message: expect.stringContaining(reason) }),
    );
  });

  it('refuses a folder', () => {
    expect(() => readStageFile(folder)).toThrow(/not a file; expected a stage file/);
  });
});

describe('writeBlocks', () => {
  const old = [
    '# Cheap.   ',
    'natMode:   none   # "none" keeps it cheap',
    'vpcCidr: "10.50.0.0/16"',
    '',
    'publicSubnetCidrs: {A: 10.50.0.0/24,',
    '  B: 10.50.1.0/24}  # by hand',
    'throttling: { rateLimit: 10,   burstLimit: 20 }',
    '',
  ];

  it('adds what is missing and leaves every other byte', () => {
    expect(writeBlocks(stageFile(old.join('\n')), VPC, entries).split('\n')).toEqual([
      ...old.slice(0, 5),
      '  B: 10.50.1.0/24, C: 10.50.2.0/24, D: 10.50.3.0/24}  # by hand',
      old[6],
      'privateSubnetCidrs: { A: 10.50.16.0/24, B: 10.50.17.0/24, C: 10.50.18.0/24, D: 10.50.19.0/24 }',
      '',
    ]);
  });

  it('changes nothing in a file that holds the blocks', () => {
    const written = writeBlocks(stageFile(old.join('\n')), VPC, entries);
    expect(writeBlocks(stageFile(written), VPC, entries)).toBe(written);
  });

  it('refuses to leave a slot empty', () => {
    expect(() => writeBlocks(stageFile(''), VPC, entries.slice(0, -2))).toThrow(
      'needs the slots A, B, C, D of both tiers; no block for private C, D',
    );
  });

  it.each([
    ['a map in braces', '{ vpcCidr: 10.50.0.0/16, natMode: none }\n'],
    ['an end marker', 'natMode: none\n...\n'],
    ['an alias', 'a: &v 10.51.0.0/16\nvpcCidr: *v\n'],
    ['aliases of aliases', ALIASES_OF_ALIASES],
  ])('refuses a file whose form it cannot edit: %s', (_, source) => {
    const stage = { ...stageFile(''), source };
    expect(() => writeBlocks(stage, VPC, entries)).toThrow('too unusual to be edited safely');
  });

  it('makes a file that the stage loader takes', async () => {
    const config = join(folder, 'config');
    mkdirSync(join(config, 'stages'), { recursive: true });
    copyFileSync(join(__dirname, '../../../../config/defaults.yml'), join(config, 'defaults.yml'));
    const file = join(config, 'stages', 'fresh.yml');
    writeFileSync(file, writeBlocks(readStageFile(file), VPC, entries));
    const { loadStage } = await import('../../../../config/stage.js');
    expect(loadStage('fresh', config)).toMatchObject({
      vpcCidr: '10.50.0.0/16',
      privateSubnetCidrs: { A: '10.50.16.0/24', D: '10.50.19.0/24' },
    });
  });
});
