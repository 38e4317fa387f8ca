import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { configDirectory } from '../../config/config-directory.js';
import { loadStage } from '../../config/stage.js';
import { drawStages } from './draw-stages.ts';

it('every stage that is drawn is one that config/ takes', () => {
  const directory = mkdtempSync(join(tmpdir(), 'drawn-'));
  cpSync(configDirectory, directory, { recursive: true });
  for (const [stage, values] of Object.entries(drawStages(100, Date.now()))) {
    writeFileSync(join(directory, 'stages', `${stage}.yml`), stringify(values));
    expect(() => loadStage(stage, directory)).not.toThrow();
  }
  rmSync(directory, { recursive: true });
});
