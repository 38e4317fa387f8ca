import { join } from 'node:path';
import { measureAdapters } from './measures/adapters.ts';
import { measureClients } from './measures/clients.ts';
import { measurePackaging } from './measures/packaging.ts';
import { measureSizes } from './measures/sizes.ts';
import { measureStarts } from './measures/starts.ts';
import { installPeers } from './measuring/install-peers.ts';
import { root } from './measuring/places.ts';
import { runBench } from './run-bench.ts';

await runBench({
  name: 'npm run bench --',
  description: 'Measures this system beside what else one could build it from.',
  measures: {
    adapters: measureAdapters,
    sizes: measureSizes,
    starts: measureStarts,
    clients: measureClients,
    packaging: measurePackaging,
  },
  prepare: installPeers,
  page: join(root, 'docs', 'performance.md'),
});
