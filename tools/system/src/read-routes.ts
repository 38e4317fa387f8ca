import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { build } from 'esbuild';
import * as v from 'valibot';

/** A route of one of the two APIs, as its table states it. */
export interface PlannedRoute {
  /** `GET /v1/products/{sku}` */
  readonly route: string;
  readonly method: string;
  /** The path of its example; of a route without one, the path with its `{name}` segments. */
  readonly path: string;
  readonly example: { readonly body?: unknown; readonly status: number } | undefined;
  /** The function that answers it, as serverless.yml calls it. */
  readonly functionKey: string;
}

type Api = 'public' | 'protected';

/** Another file beside the tables is a helper of theirs. */
const TABLE = /^export (?:const routes\b|\{[^}]*\broutes\b)/m;

/**
 * The tables of an API: the public one has one, the protected one a file for each function, called like the function,
 * that exports its `routes`.
 * @param root folder with `services/` and `shared/`
 */
export function listRouteTables(api: Api, root = repositoryRoot) {
  if (api === 'public') {
    return [{ functionKey: 'api', file: join(root, 'shared', 'src', 'caller', 'routes.ts') }];
  }
  const folder = join(root, 'services', 'protected-api', 'src', 'routes');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => ({ functionKey: basename(name, '.ts'), file: join(folder, name) }))
    .filter(({ file }) => TABLE.test(readFileSync(file, 'utf8')));
}

const tableSchema = v.array(
  v.object({
    route: v.string(),
    example: v.optional(
      v.object({
        params: v.optional(v.record(v.string(), v.string()), {}),
        body: v.optional(v.unknown()),
        status: v.number(),
      }),
    ),
  }),
);

/**
 * The routes of the API, read from its tables when asked for: a tool knows no domain.
 * @param root folder with `services/` and `shared/`
 * @throws Error esbuild's, or for a module without a table
 */
export async function readRoutes(
  api: Api,
  root = repositoryRoot,
): Promise<readonly PlannedRoute[]> {
  const tables = await Promise.all(
    listRouteTables(api, root).map(async ({ functionKey, file }) =>
      planRoutes(functionKey, await readTable(file)),
    ),
  );
  return tables.flat();
}

async function readTable(file: string): Promise<unknown> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? '').toString('base64');
  const module: object = await import(`data:text/javascript;base64,${code}`);
  return tableOf(module);
}

/** @param table list of `Route` of shared/src/http/route-table.ts */
export function planRoutes(functionKey: string, table: unknown): readonly PlannedRoute[] {
  return v.parse(tableSchema, table).map((route) => ({ ...planned(route), functionKey }));
}

/** The public table is made with a client, which nobody calls here. */
function tableOf(module: object): unknown {
  if ('routes' in module) return module.routes;
  const make = 'createRoutes' in module ? module.createRoutes : undefined;
  return typeof make === 'function' ? make() : undefined;
}

function planned({ route, example }: v.InferOutput<typeof tableSchema>[number]) {
  const [method = '', template = ''] = route.split(' ');
  const path = template.replaceAll(/\{(\w+)\}/g, (segment, name: string) =>
    encodeURIComponent(example?.params[name] ?? segment),
  );
  return { route, method, path: example ? path : template, example };
}
