import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { KeptPackages } from '../src/kept-packages.ts';

const PLACE = 'dev/one';

describe('KeptPackages', () => {
  let root: string;
  let output: string;

  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'kept-'));
    output = join(root, '.serverless', 'out');
    for (const folder of ['.', 'services/one']) write(`${folder}/package.json`, '{}');
    write('services/one/serverless.yml', 'issuer: !env env:KEPT_ISSUER');
    write('.serverless/out/template.json', 'made');
    new KeptPackages(root).keep(new Map([[PLACE, output]]));
    rmSync(output, { recursive: true });
  });
  afterEach(() => {
    delete process.env['KEPT_ISSUER'];
    rmSync(root, { recursive: true });
  });

  const taken = () => new KeptPackages(root).take(PLACE, output);

  it('gives back what was made of the same files', () => {
    expect(taken()).toBe(true);
    expect(readFileSync(join(output, 'template.json'), 'utf8')).toBe('made');
  });

  it('leaves what it has given alone, and empties a folder that holds anything else', () => {
    taken();
    write('.serverless/out/read.json', 'by another process');
    expect(taken()).toBe(true);
    expect(existsSync(join(output, 'read.json'))).toBe(true);

    write('config/new.yml', '');
    expect(taken()).toBe(false);
    expect(existsSync(output)).toBe(false);
  });

  it.each([
    ['a changed file', () => write('services/one/serverless.yml', 'other: ~')],
    ['a new file', () => write('config/new.yml', '')],
    ['a source in a folder that is called docs', () => write('services/one/src/docs/list.ts', '')],
    ['a file of environment variables', () => write('services/one/.env', 'A=1')],
    [
      'another value of a variable',
      () => Object.assign(process.env, { KEPT_ISSUER: 'https://other' }),
    ],
  ])('has nothing after %s', (_what, change) => {
    change();
    expect(taken()).toBe(false);
  });

  it.each(['test/some.test.ts', 'docs/page.md', 'services/one/dist/x.mjs', '.git/index'])(
    'does not mind %s',
    (file) => {
      write(file, 'changed');
      expect(taken()).toBe(true);
    },
  );

  it('keeps nothing that was made while a file changed', () => {
    const packages = new KeptPackages(root);
    write('config/new.yml', '');
    write('.serverless/out/template.json', 'half old');
    packages.keep(new Map([['prod/one', output]]));
    rmSync(join(root, 'config'), { recursive: true });

    expect(new KeptPackages(root).take('prod/one', output)).toBe(false);
  });

  it.each(['config/linked.yml', '.env', 'config/linked'])(
    'keeps and gives nothing where %s is a link, whose target may change unseen',
    (link) => {
      write('.hidden/target', 'one');
      mkdirSync(join(root, 'config'), { recursive: true });
      symlinkSync(
        join(root, '.hidden', link === 'config/linked' ? '' : 'target'),
        join(root, link),
      );
      write('.serverless/out/template.json', 'made');
      new KeptPackages(root).keep(new Map([[PLACE, output]]));

      expect(taken()).toBe(false);
    },
  );

  it('leaves what another process has kept meanwhile, and ends nothing', () => {
    write('.serverless/out/template.json', 'made later');
    new KeptPackages(root).keep(new Map([[PLACE, output]]));

    rmSync(output, { recursive: true });
    expect(taken()).toBe(true);
    expect(readFileSync(join(output, 'template.json'), 'utf8')).toBe('made');
    expect(readdirSync(join(root, '.serverless', 'kept'))).toHaveLength(1);
  });

  it('forgets what is older than a day', () => {
    const old = join(root, '.serverless', 'kept', 'of-yesterday');
    mkdirSync(old);
    const yesterday = Date.now() / 1000 - 25 * 60 * 60;
    utimesSync(old, yesterday, yesterday);
    write('.serverless/out/template.json', 'made');
    new KeptPackages(root).keep(new Map([['prod/one', output]]));

    expect(existsSync(old)).toBe(false);
    expect(taken()).toBe(true);
  });
});
