import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Subnets } from '../support/run-subnets.ts';

const tool = new Subnets();
afterAll(() => tool.remove());

const VPC = ['--vpc', '172.30.0.0/16'];
const USED = ['--used', '172.30.0.0/20', '--used', '172.30.16.0/20', '--used', '172.30.32.0/20'];

async function json(...args: readonly string[]) {
  const { stdout, stderr, code } = await tool.run([...args, '--json']);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  return JSON.parse(stdout);
}

describe('show', () => {
  it('gives programs the VPC, its used and its free blocks', async () => {
    expect(await json('show', ...VPC, ...USED)).toEqual({
      vpc: ['172.30.0.0/16'],
      used: [
        { cidr: '172.30.0.0/20', addresses: 4096, usable: 4091 },
        { cidr: '172.30.16.0/20', addresses: 4096, usable: 4091 },
        { cidr: '172.30.32.0/20', addresses: 4096, usable: 4091 },
      ],
      free: [
        { cidr: '172.30.48.0/20', addresses: 4096, usable: 4091 },
        { cidr: '172.30.64.0/18', addresses: 16384, usable: 16379 },
        { cidr: '172.30.128.0/17', addresses: 32768, usable: 32763 },
      ],
    });
  });

  it('reads used blocks from comma lists and files, in any order, each once', async () => {
    writeFileSync(
      tool.path('used.txt'),
      '\uFEFF# subnets\r\n10.2.0.16/28, 10.2.0.0/28 # two\r\n\r\n\t10.2.0.64/26\n',
    );
    const { used, free } = await json(
      'show',
      '--vpc',
      '10.2.0.0/24',
      '--used',
      '@used.txt',
      '--used',
      '10.2.0.64/27, 10.2.0.0/28',
    );
    expect(used.map(({ cidr }: { cidr: string }) => cidr)).toEqual([
      '10.2.0.0/28',
      '10.2.0.16/28',
      '10.2.0.64/26',
      '10.2.0.64/27',
    ]);
    expect(free.map(({ cidr }: { cidr: string }) => cidr)).toEqual([
      '10.2.0.32/27',
      '10.2.0.128/25',
    ]);
  });

  it('shows an empty VPC as one free block and a full one as none', async () => {
    expect((await json('show', '--vpc', '10.2.0.0/16')).free).toEqual([
      { cidr: '10.2.0.0/16', addresses: 65_536, usable: 65_531 },
    ]);
    expect((await json('show', '--vpc', '10.2.0.0/16', '--used', '10.2.0.0/16')).free).toEqual([]);
  });

  it('keeps several ranges in their order, and joins free blocks that touch', async () => {
    expect(await json('show', '--vpc', '10.3.0.0/16', '--vpc', '10.2.0.0/16')).toMatchObject({
      vpc: ['10.3.0.0/16', '10.2.0.0/16'],
      free: [{ cidr: '10.2.0.0/15' }],
    });
  });

  it('draws bars and tables for people, without colour where there is no terminal', async () => {
    const { stdout } = await tool.run(['show', ...VPC, ...USED], { FORCE_COLOR: '1' });
    expect(stdout).toContain(`${'█'.repeat(12)}${'·'.repeat(52)}\n`);
    expect(stdout).toMatch(/^172\.30\.48\.0\/20 +4,096 +4,091$/m);
    expect(stdout).toContain('12,288 of 65,536 addresses are used, 53,248 are free.');
    expect(stdout).not.toContain(String.fromCharCode(27));
  });

  it('says what no subnet can be made of', async () => {
    const { stdout } = await tool.run(['show', '--vpc', '10.2.0.0/28', '--used', '10.2.0.0/29']);
    expect(stdout).toContain('1 free block is smaller than /28: too small for a subnet.');
    const joined = await tool.run(['show', '--vpc', '10.2.0.0/17', '--vpc', '10.2.128.0/17']);
    expect(joined.stdout).toContain('10.2.0.0/16 reaches over two ranges; a subnet lies in one.');
  });

  it('draws the picture into a file and prints the same JSON', async () => {
    const plain = await json('show', ...VPC, ...USED);
    expect(await json('show', ...VPC, ...USED, '--svg', 'map.svg')).toEqual(plain);
    expect(readFileSync(tool.path('map.svg'), 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });

  it('is drawn over no list that was read', async () => {
    writeFileSync(tool.path('list.txt'), '172.30.0.0/20\n');
    const { code, stderr } = await tool.run(
      ['show', ...VPC, '--used', '@list.txt'].concat('--svg', 'list.txt'),
    );
    expect(code).toBe(2);
    expect(stderr).toContain('--svg: "list.txt" is a file that was read; expected another');
    expect(readFileSync(tool.path('list.txt'), 'utf8')).toBe('172.30.0.0/20\n');
  });
});

describe('plan', () => {
  it('gives programs subnets, kept slots and warnings', async () => {
    expect(
      await json(
        'plan',
        ...VPC,
        ...USED,
        '--public',
        '2x/28',
        '--private',
        '2x/24',
        '--azs',
        '2',
        '--reserve-azs',
        '3',
      ),
    ).toEqual({
      subnets: [
        { tier: 'public', az: 'A', cidr: '172.30.51.0/28', usable: 11 },
        { tier: 'public', az: 'B', cidr: '172.30.51.16/28', usable: 11 },
        { tier: 'private', az: 'A', cidr: '172.30.48.0/24', usable: 251 },
        { tier: 'private', az: 'B', cidr: '172.30.49.0/24', usable: 251 },
      ],
      reserved: [
        { tier: 'public', az: 'C', cidr: '172.30.51.32/28' },
        { tier: 'private', az: 'C', cidr: '172.30.50.0/24' },
      ],
      warnings: [{ code: 'ALB_SUBNET_SMALL', message: expect.any(String) }],
    });
  });

  it('uses as many AZs as the larger tier has subnets, up to all letters', async () => {
    const { subnets, reserved } = await json(
      'plan',
      '--vpc',
      '10.2.0.0/16',
      '--private',
      '200x/24',
    );
    expect(subnets).toHaveLength(200);
    expect(subnets.slice(24, 28).map(({ az }: { az: string }) => az)).toEqual(['Y', 'Z', 'A', 'B']);
    expect(reserved).toEqual([]);
  });

  it('tells people why each block was chosen', async () => {
    const { stdout } = await tool.run(['plan', ...VPC, ...USED, '--private', '2x/24']);
    expect(stdout).toMatch(
      /^private +A +172\.30\.48\.0\/24 +251 +now +lowest free \/24, in the gap 172\.30\.48\.0\/20$/m,
    );
  });

  describe('--write', () => {
    const write = (name: string, ...args: readonly string[]) =>
      tool.run(['plan', '--write', name, ...args, '--json']);
    const sizes = (count: number) => ['--public', `${count}x/26`, '--private', `${count}x/22`];

    it('creates a stage, keeps it when an AZ is added, and writes nothing then', async () => {
      const first = await write('grow.yml', ...VPC, ...sizes(2));
      expect(first).toMatchObject({ code: 0, stderr: '' });
      const written = readFileSync(tool.path('grow.yml'), 'utf8');
      const more = ['--used', '172.30.4.0/22', '--used', '172.30.200.0/24'];
      const second = await write('grow.yml', ...more, ...sizes(3));
      expect(readFileSync(tool.path('grow.yml'), 'utf8')).toBe(written);
      const blocks = ({ stdout }: { stdout: string }) => {
        const { subnets, reserved } = JSON.parse(stdout);
        return [...subnets, ...reserved]
          .map(({ tier, az, cidr }) => `${tier} ${az} ${cidr}`)
          .sort();
      };
      expect(blocks(second)).toEqual(blocks(first));
      expect(readdirSync(tool.path('.')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    });

    it('keeps the four slots of a stage file, also when fewer are asked for', async () => {
      const { stdout } = await write('four.yml', ...VPC, ...sizes(2), '--reserve-azs', '3');
      const { reserved } = JSON.parse(stdout);
      expect(reserved.map(({ az }: { az: string }) => az)).toEqual(['C', 'D', 'C', 'D']);
    });

    it('writes nothing on a dry run', async () => {
      expect((await write('dry.yml', ...VPC, ...sizes(2), '--dry-run')).code).toBe(0);
      expect(readdirSync(tool.path('.'))).not.toContain('dry.yml');
    });

    it('moves to another VPC only with --replace', async () => {
      const before = '# mine\nnatMode: none\nvpcCidr: 10.9.0.0/16\n';
      writeFileSync(tool.path('move.yml'), before);
      const refused = await write('move.yml', ...VPC, ...sizes(2));
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain('holds the blocks of 10.9.0.0/16, not of 172.30.0.0/16');
      expect(readFileSync(tool.path('move.yml'), 'utf8')).toBe(before);
      expect((await write('move.yml', ...VPC, ...sizes(2), '--replace')).code).toBe(0);
      expect(readFileSync(tool.path('move.yml'), 'utf8')).toMatch(
        /^# mine\nnatMode: none\nvpcCidr: 172\.30\.0\.0\/16\npublicSubnetCidrs: /,
      );
    });

    it.each([
      [['--vpc', '10.2.0.0/16', '--vpc', '10.3.0.0/16', ...sizes(2)], 'the VPC has 2 ranges'],
      [[...VPC, ...sizes(5), '--azs', '5', '--reserve-azs', '5'], 'slots for 5 AZs'],
      [[...VPC, ...sizes(2), '--reserve-azs', '6'], 'slots for 6 AZs'],
      [[...VPC, ...sizes(4), '--azs', '2'], '4 public subnets for 2 AZs'],
      [[...VPC, '--private', '2x/24'], 'no block for public A, B, C, D'],
    ])('refuses what a stage file cannot hold: %j', async (args, reason) => {
      const { code, stderr } = await write('shape.yml', ...args);
      expect([code, stderr.split('\n').length]).toEqual([2, 2]);
      expect(stderr).toContain(reason);
      expect(readdirSync(tool.path('.'))).not.toContain('shape.yml');
    });
  });
});

describe('split', () => {
  it('gives programs the parts and what stays free', async () => {
    expect(await json('split', '172.31.64.0/24', '--into', '3x/28')).toEqual({
      parts: ['172.31.64.0/28', '172.31.64.16/28', '172.31.64.32/28'],
      free: ['172.31.64.48/28', '172.31.64.64/26', '172.31.64.128/25'],
    });
  });

  it('shows people the parts, and says when they are too small for AWS', async () => {
    const { stdout } = await tool.run(['split', '10.0.0.0/28', '--into', '4x/30']);
    expect(stdout).toContain('10.0.0.12/30');
    expect(stdout).not.toContain('stays free');
    expect(stdout).toContain('AWS makes no subnet smaller than /28');
  });
});

describe('input that the user has to change', () => {
  it.each([
    [['dance'], "unknown command 'dance'"],
    [['show'], 'no VPC: expected --vpc <block> or --vpc-id <id>'],
    [['show', ...VPC, 'extra'], "too many arguments for 'show'"],
    [['show', ...VPC, '--usd', 'x'], "unknown option '--usd'"],
    [
      ['plan', '--vpc-id', 'vpc-1', '--private', '2x/24', '--write', 'dev.yml'],
      'to stand in vpc-1: npm run adopt -- --vpc-id vpc-1 --stage <stage>',
    ],
    [['show', ...VPC, '--vpc-id', 'vpc-1'], 'expected --vpc or --vpc-id, found both'],
    [
      ['show', '--vpc', '10.0.0.0/15'],
      '10.0.0.0/15 is a /15; AWS makes a VPC range from /16 to /28',
    ],
    [['show', '--vpc', '10.0.0.0/29'], '10.0.0.0/29 is a /29'],
    [['show', '--vpc', 'fd00::/56'], '"fd00::/56" looks like IPv6'],
    [['show', ...VPC, '--vpc', '172.30.64.0/20'], '172.30.0.0/16 and 172.30.64.0/20 overlap'],
    [['show', ...VPC, ...VPC], 'overlap'],
    [['show', ...VPC, '--used', ''], '--used: "" is empty'],
    [['show', ...VPC, '--used', '172.30.0.0/20,'], '--used: "" is empty'],
    [['show', ...VPC, '--used', '@none.txt'], '--used: none.txt: no such file'],
    [['show', ...VPC, '--used', '@.'], '--used: .: not a file'],
    [['show', ...VPC, '--used', '@/dev/zero'], '--used: /dev/zero: not a file'],
    [
      ['show', ...VPC, '--used', '172.31.64.0/24'],
      'lies outside the VPC (172.30.0.0/16); did you mean 172.30.64.0/24?',
    ],
    [['show', ...VPC, '--used', '172.0.0.0/8'], '172.0.0.0/8 reaches beyond the VPC'],
    [['show', ...VPC, '--svg', 'no/such/folder.svg'], '--svg: cannot write "no/such/folder.svg"'],
    [['plan', ...VPC], 'nothing to plan'],
    [['plan', ...VPC, '--private', '2x/29'], '--private 2x/29: a /29 is smaller than /28'],
    [['plan', ...VPC, '--private', '2x/15'], 'larger than /16'],
    [
      ['plan', ...VPC, '--private', '172.30.0.0/29'],
      '--private 172.30.0.0/29: a /29 is smaller than /28',
    ],
    [['plan', ...VPC, '--private', '0x/24'], 'expected <count>x/<prefix>'],
    [['plan', ...VPC, '--private', '2x24'], 'expected <count>x/<prefix>'],
    [['plan', ...VPC, '--private', '2x/24,1x/25'], 'expected <count>x/<prefix>'],
    [
      ['plan', ...VPC, '--private', '2x/24', '--private', '1x/25'],
      'expected one <count>x/<prefix> or a list of blocks',
    ],
    [
      ['plan', ...VPC, '--private', '2x/24', '--azs', '0'],
      '--azs: found "0", expected a number from 1 to 26',
    ],
    [['plan', ...VPC, '--private', '2x/24', '--azs', '27'], '--azs: found "27"'],
    [
      ['plan', ...VPC, '--private', '2x/24', '--azs', '3', '--reserve-azs', '2'],
      '--reserve-azs: 2 is less than the 3 AZs in use',
    ],
    [['plan', ...VPC, '--private', '300x/24'], 'no room for private'],
    [
      ['plan', ...VPC, '--vpc', '172.31.0.0/16', '--private', '2x/24'],
      'AWS does not add 172.31.0.0/16',
    ],
    [['plan', ...VPC, '--private', '2x/24', '--dry-run'], '--dry-run says how to --write'],
    [['split', '10.0.0.0/24'], "required option '--into <sizes>' not specified"],
    [['split', '--into', '2x/25'], "missing required argument 'block'"],
    [
      ['split', '10.0.0.1/24', '--into', '2x/25'],
      'has host bits set; the block it lies in is 10.0.0.0/24',
    ],
    [
      ['split', '10.0.0.0/24', '--into', '3x/25'],
      '3x/25 does not fit into 10.0.0.0/24, which holds 2x/25',
    ],
    [['split', '0.0.0.0/0', '--into', '65537x/32'], 'count 1 to 65536'],
  ])('%j is answered with one line and exit code 2', async (args, reason) => {
    const { stdout, stderr, code } = await tool.run(args);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toMatch(/^subnets: [^\n]+\n$/);
    expect(stderr).toContain(reason);
  });
});

describe('a reader that goes away', () => {
  it('is no error', () => {
    const main = tool.path('bundle/main.mjs');
    const script = `'${process.execPath}' '${main}' split 10.0.0.0/16 --into 65536x/32 --json | head -1`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: '{\n', stderr: '' });
  });
});

describe('--help', () => {
  it.each([[[]], [['show']], [['plan']], [['split']]])('of %j shows the usage', async (command) => {
    const { stdout, stderr, code } = await tool.run([...command, '--help']);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toMatch(/^Usage: npm run subnets -- /);
    expect(stdout).toMatch(/Examples?:\n {2}npm run subnets -- /);
  });
});
