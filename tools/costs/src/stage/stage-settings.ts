import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InputError } from '@private-lambda/command-line/input-error';
import { listServices } from '@private-lambda/packaging/list-services';
import type { ProjectStage } from 'cfn-reach/src/project/deployed-templates.ts';
import * as v from 'valibot';

interface Osls {
  resolveVariable(address: string): Promise<string>;
}

const configuration = v.object({
  params: v.custom<(osls: Osls) => Promise<unknown>>((value) => typeof value === 'function'),
});
const settings = v.looseObject({ networkStage: v.string(), ecsCaller: v.boolean() });

/**
 * Which stacks a stage has, as the configuration of this copy of the repository says it: asked as osls asks, so that
 * an older commit answers for itself.
 * @throws {InputError} with the configuration's own code, for a stage without a file or with a wrong value
 */
export async function readSettings(stage: string, root: string): Promise<ProjectStage> {
  const { params } = v.parse(configuration, await import(configurationFile(root)));
  const values = await params({ resolveVariable: async () => stage }).catch(asInputError);
  return v.parse(v.looseObject({ [stage]: settings }), values)[stage] ?? fail(stage);
}

/** The file that the services name in `params: ${file(…):params}`. */
function configurationFile(root: string): string {
  const [service = ''] = listServices(root);
  const directory = join(root, 'services', service);
  const source = readFileSync(join(directory, 'serverless.yml'), 'utf8');
  const named = /^params: \$\{file\(([^)]+)\):params\}/m.exec(source)?.[1];
  return pathToFileURL(resolve(directory, named ?? fail(service))).href;
}

function asInputError(error: unknown): never {
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('STAGE_')) {
    throw new InputError(String(error.code), error.message, { cause: error });
  }
  throw error;
}

function fail(of: string): never {
  throw new Error(`there is no configuration of ${of}`);
}
