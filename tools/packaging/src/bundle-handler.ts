import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import * as v from 'valibot';
import { parse } from 'yaml';
import { repositoryRoot } from './repository-root.ts';

export interface HandlerBundle {
  /** Name of a folder of `services/`. */
  readonly service: string;
  /** The function's file as serverless.yml names it: `src/handlers/api`. */
  readonly handler: string;
  /** Where the bundle goes; it must end with `.mjs`. */
  readonly outfile: string;
  /** False leaves the plugins out, which is how the whole of undici comes into a bundle. */
  readonly withPlugins?: boolean;
  /** Plugins besides. */
  readonly morePlugins?: readonly Plugin[];
  /** Folder with `services/` and `config/`. */
  readonly root?: string;
}

const plugin = v.custom<Plugin>(
  (value) => typeof value === 'object' && value !== null && 'setup' in value,
);
const pluginsModule = v.object({ default: v.array(plugin) });

/** config/esbuild.yml: options of esbuild, and three keys of serverless-esbuild's own. */
const settingsSchema = v.looseObject({
  format: v.literal('esm'),
  platform: v.literal('node'),
  outputFileExtension: v.literal('.mjs'),
  plugins: v.optional(v.string()),
  watch: v.unknown(),
});

/**
 * Bundles one function as `serverless package` does, without packaging anything: for tests and measures of what is
 * deployed.
 * @throws Error esbuild's, when the build fails
 */
export async function bundleHandler(bundle: HandlerBundle): Promise<void> {
  const { service, handler, outfile, withPlugins = true, root = repositoryRoot } = bundle;
  const { morePlugins = [] } = bundle;
  const { options, plugins } = readBundling(join(root, 'services', service), root);
  await build({
    ...options,
    entryPoints: [join(root, 'services', service, `${handler}.ts`)],
    outfile,
    plugins: [...(withPlugins ? plugins : []), ...morePlugins],
    logLevel: 'silent',
  });
}

/**
 * What config/esbuild.yml says, in esbuild's own words.
 * @param serviceDirectory from where the path of the plugins is meant
 */
export function readBundling(
  serviceDirectory: string,
  root = repositoryRoot,
): { readonly options: BuildOptions; readonly plugins: Plugin[] } {
  const {
    outputFileExtension: _extension,
    watch: _watch,
    plugins: path,
    ...options
  } = v.parse(settingsSchema, parse(readFileSync(join(root, 'config', 'esbuild.yml'), 'utf8')));
  const load = createRequire(join(serviceDirectory, 'serverless.yml'));
  return {
    options,
    plugins: path === undefined ? [] : v.parse(pluginsModule, load(`./${path}`)).default,
  };
}
