import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { stringify } from 'yaml';
import { copyRepository } from '../support/copy-repository.ts';
import { drawnStages } from './draw-stages.ts';

/** Of those that are drawn (run.mjs: `--rehearse`). A rehearsal takes minutes. */
const REHEARSED = Number(process.env['STAGES_REHEARSED'] ?? 1);
const stages = Object.entries(drawnStages()).slice(0, REHEARSED);

const parent = mkdtempSync(join(tmpdir(), 'rehearsed-'));
const root = join(parent, 'copy');
beforeAll(() => {
  copyRepository(root);
  const venv = join('tools', 'rehearsal', '.venv');
  symlinkSync(join(repositoryRoot, venv), join(root, venv));
  for (const [stage, values] of stages)
    writeFileSync(join(root, 'config', 'stages', `${stage}.yml`), stringify(values));
  expect(run('tools/build.mjs')).toMatchObject({ status: 0 });
}, 300_000);
afterAll(() => rmSync(parent, { recursive: true }));

function run(...command: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

it.each(stages)(
  'stage %s is deployed, answers and is as its file says',
  (stage) => {
    const { status, output } = run('tools/run-tool.mjs', 'rehearsal', 'rehearse', '--stage', stage);
    expect(output).toContain('✓ 3 compare');
    expect(status).toBe(0);
  },
  900_000,
);
