import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frozenRoot } from '../../../../test/fixture/frozen-system.ts';

const LICENCE = 'MIT License\n\nCopyright (c) 2026 The Private Lambda authors\n\nPermission …\n';
const LOCK = { name: 'private-lambda', packages: { '': { name: 'private-lambda' } } };
const PAGE = [
  'prefix=private-lambda',
  'the export private-lambda-network-prod-AlarmTopicArn, not my-private-lambda-network',
  '',
].join('\n');

const PACKAGE = {
  name: 'private-lambda',
  scripts: { draw: 'map --show node:private-lambda-public-caller-dev/ApiLambdaFunction' },
};

/** As much of a repository as `npm run init` reads and writes, committed to git. */
export class SmallRepository {
  readonly root = mkdtempSync(join(tmpdir(), 'init-test-'));

  constructor() {
    cpSync(frozenRoot, this.root, { recursive: true });
    mkdirSync(join(this.root, 'docs'));
    this.write('docs/alarms.md', PAGE);
    this.write('README.md', '# Private Lambda\n\nA private HTTP API.\n');
    this.write('LICENSE', LICENCE);
    this.write('package.json', `${JSON.stringify(PACKAGE, null, 2)}\n`);
    this.write('package-lock.json', `${JSON.stringify(LOCK, null, 2)}\n`);
    this.git('init', '-q');
    this.commit();
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.root, file), text);
  }

  commit(): void {
    this.git('add', '-A');
    this.git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'all', '--allow-empty');
  }

  git(...command: readonly string[]): string {
    return execFileSync('git', command, { cwd: this.root, encoding: 'utf8' });
  }

  /** Every file, with its text. */
  files(): ReadonlyMap<string, string> {
    const names = spawnSync('git', ['ls-files', '-co'], { cwd: this.root, encoding: 'utf8' });
    const there = new Set(readdirSync(this.root, { recursive: true, encoding: 'utf8' }));
    const files = names.stdout.split('\n').filter((name) => there.has(name));
    return new Map(files.map((name) => [name, this.read(name)]));
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
