import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSystem } from 'cfn-reach/src/loading/load-system.ts';
import { Assumptions } from 'cfn-reach/src/template/assumptions.ts';
import { stackSet } from 'cfn-reach/src/template/system.ts';
import type { StageResources } from '../../src/stage/stage-resources.ts';

/** One stack, `app`, with these resources. */
export async function resourcesOf(resources: Record<string, unknown>): Promise<StageResources> {
  const directory = mkdtempSync(join(tmpdir(), 'costs-test-'));
  try {
    const file = join(directory, 'app.json');
    writeFileSync(file, JSON.stringify({ Resources: resources }));
    const system = await loadSystem({ stacks: [{ name: 'app', file }] });
    const own = stackSet(system, Assumptions.none()).ofType(() => true);
    return { own, find: (id) => own.find((one) => one.id === id) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
