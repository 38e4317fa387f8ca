/** What packaging costs without a framework: `node package-alone.mjs <root> <service> <handler> <outfile.zip>`. */
// biome-ignore lint/style/noRestrictedImports: into a temporary folder of the bench
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { bundleHandler } from '@private-lambda/packaging/bundle-handler';
import JSZip from 'jszip';

const [root = '', service = '', handler = '', outfile = ''] = process.argv.slice(2);
const bundle = `${outfile}.mjs`;
await bundleHandler({ root, service, handler, outfile: bundle });
const zip = new JSZip().file(`${handler}.mjs`, readFileSync(bundle));
writeFileSync(outfile, await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' }));
rmSync(bundle);
