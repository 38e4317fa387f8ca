/**
 * `npm run test:stages -- [--n 50] [--rehearse 3] [--seed 7]`: how many stages are drawn, how many of them are deployed
 * to the emulator besides, and the seed that an earlier run printed. Everything else goes to Jest.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { EXIT_BAD_INPUT } from '../../tools/command-line/src/exit-codes.js';
import { watchOutput } from '../../tools/command-line/src/watch-output.js';

watchOutput('test:stages');
if (process.argv.includes('--help')) {
  process.stdout.write(
    'Usage: npm run test:stages -- [--n <stages>] [--rehearse <of them>] [--seed <number>] [options of Jest]\n',
  );
} else drawStages();

function drawStages() {
  const { values, tokens } = parseArgs({
    options: {
      n: { type: 'string', default: '3' },
      rehearse: { type: 'string', default: '0' },
      seed: { type: 'string' },
    },
    strict: false,
    tokens: true,
  });
  const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31));
  const { n, rehearse } = values;
  for (const [name, value] of Object.entries({ n, rehearse, seed })) {
    if (/^\d{1,10}$/.test(String(value))) continue;
    process.stderr.write(`test:stages: --${name} is ${value}, expected a whole number\n`);
    process.exit(EXIT_BAD_INPUT);
  }
  const own = tokens.flatMap((token) =>
    token.kind === 'option' && ['n', 'rehearse', 'seed'].includes(token.name)
      ? [token.index, ...(token.inlineValue ? [] : [token.index + 1])]
      : [],
  );
  const rest = process.argv.slice(2).filter((_, index) => !own.includes(index));
  process.stderr.write(`test:stages: --n ${n} --rehearse ${rehearse} --seed ${seed}\n`);
  // Without a stage to rehearse, that file of tests has nothing to say.
  const without = Number(rehearse) > 0 ? [] : ['--testPathIgnorePatterns=/rehearsed\\.test\\.ts$'];
  const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
  const { status } = spawnSync(
    process.execPath,
    [jest, '--selectProjects', 'stages', ...rest, ...without],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        STAGES_DRAWN: String(n),
        STAGES_REHEARSED: String(rehearse),
        STAGES_SEED: String(seed),
      },
    },
  );
  process.exitCode = status ?? 1;
}
