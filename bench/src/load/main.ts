import { join } from 'node:path';
import { runBench } from '../run-bench.ts';
import { measureAttacks } from './attack-peaks.ts';
import { measureGoodput } from './goodput.ts';
import { measureSoak } from './soak.ts';

await runBench({
  name: 'npm run bench:load --',
  description: 'Loads and attacks the server of services/ecs-caller over the loopback address.',
  measures: { goodput: measureGoodput, attacks: measureAttacks, soak: measureSoak },
  // It runs as bench/dist/load/main.mjs.
  page: join(import.meta.dirname, '..', '..', '..', 'docs', 'load.md'),
});
