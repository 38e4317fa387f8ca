import { bundlePeer, bundleService, sizeOf } from '../measuring/bundles.ts';
import { figure, type Report } from '../measuring/report.ts';

/** Bytes of each deployed function, beside what one would usually deploy. */
export async function measureSizes(): Promise<Report> {
  const protectedApi = sizeOf(await bundleService('protected-api', 'src/handlers/api'));
  const publicCaller = sizeOf(await bundleService('public-caller', 'src/handlers/api'));
  const untrimmed = sizeOf(await bundleService('public-caller', 'src/handlers/api', false));
  const protectedUsual = sizeOf(await bundlePeer('functions', 'protected-usual'));
  const publicUsual = sizeOf(await bundlePeer('functions', 'public-usual'));
  const row = (name: string, size: typeof protectedApi, base: typeof protectedApi) => [
    name,
    figure(size.kib),
    figure(size.gzipKib),
    figure(size.kib / base.kib),
  ];
  return {
    title: 'Bundles',
    note: 'Minified, without source map, with the options of config/esbuild.yml.',
    columns: ['function', 'KiB', 'gzip KiB', '× ours'],
    rows: [
      row('protected-api', protectedApi, protectedApi),
      row('the same with hono, zod, Powertools Logger', protectedUsual, protectedApi),
      row('public-caller', publicCaller, publicCaller),
      row('the same with the whole of undici', untrimmed, publicCaller),
      row('the same with hono, zod, Powertools Logger, undici', publicUsual, publicCaller),
    ],
    targets: [
      { name: 'protected bundle', value: protectedApi.kib, reach: { atMost: 18 }, unit: 'KiB' },
      { name: 'public bundle', value: publicCaller.kib, reach: { atMost: 190 }, unit: 'KiB' },
    ],
  };
}
