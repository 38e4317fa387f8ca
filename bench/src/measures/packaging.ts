import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runProgram } from '../measuring/children.ts';
import { bundleDirectory, childProgram, root } from '../measuring/places.ts';
import { figures, type Report } from '../measuring/report.ts';
import { inRuns, interleave, medianOf, ratioOf } from '../measuring/rounds.ts';

const ROUNDS = 3;
const SERVICE = 'public-caller';
const FRAMEWORK = 'serverless package';
const ALONE = 'esbuild + zip';

/** What the framework adds to packaging a service. */
export async function measurePackaging(): Promise<Report> {
  const serviceDirectory = join(root, 'services', SERVICE);
  const serverless = createRequire(join(root, 'package.json')).resolve(
    'serverless/bin/serverless.js',
  );
  const outputDirectory = join(bundleDirectory, 'packaging');
  mkdirSync(outputDirectory, { recursive: true });
  const outfile = join(outputDirectory, 'alone.zip');
  const commands: Record<string, readonly string[]> = {
    [FRAMEWORK]: [serverless, 'package', '--package', join(outputDirectory, 'serverless')],
    [ALONE]: [childProgram('package-alone'), root, SERVICE, 'src/handlers/api', outfile],
  };
  const runs = await inRuns(() =>
    interleave(Object.keys(commands), ROUNDS, async (name) => {
      const startedAt = performance.now();
      await runProgram(process.execPath, commands[name] ?? [], {
        cwd: serviceDirectory,
        env: { ...process.env, SLS_TELEMETRY_DISABLED: '1' },
      });
      return { seconds: (performance.now() - startedAt) / 1000 };
    }),
  );
  return {
    title: 'Packaging',
    note: `${SERVICE}, the whole process, wall time.`,
    columns: ['command', 'seconds', '× esbuild + zip'],
    rows: Object.keys(commands).map((name) => [
      name,
      figures(medianOf(runs, 'seconds', name)),
      figures(ratioOf(runs, 'seconds', name, ALONE)),
    ]),
    targets: [],
  };
}
