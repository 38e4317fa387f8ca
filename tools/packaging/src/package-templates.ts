import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError } from '@private-lambda/command-line/input-error';
import { say } from '@private-lambda/command-line/say';
import * as v from 'valibot';
import { KeptPackages } from './kept-packages.ts';
import { listServices } from './list-services.ts';
import { mapSideBySide } from './map-side-by-side.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { repositoryRoot } from './repository-root.ts';
import { runOslsPackage } from './run-osls-package.ts';

/** One service, packaged for one stage. */
export interface PackagedTemplate {
  service: string;
  stage: string;
  /** What a deploy would call the stack: `<prefix>-<service>-<stage>`. */
  stackName: string;
  /** Absolute path of the CloudFormation template that a deploy would send. */
  templateFile: string;
  /** Values that a deploy would send for the template's parameters. */
  parameters: Record<string, string>;
}

export interface PackagingOptions {
  stages: readonly string[];
  /** Names of folders of `services/`; all of them unless given. */
  services?: readonly string[];
  /** Receives `<stage>/<service>/`. */
  outputDirectory: string;
  /** Folder with `services/`. */
  root?: string;
}

const stateSchema = v.object({
  service: v.object({
    service: v.string(),
    provider: v.object({
      stackName: v.optional(v.string()),
      stackParameters: v.optional(
        v.array(v.object({ ParameterKey: v.string(), ParameterValue: v.string() })),
        [],
      ),
    }),
  }),
});

/**
 * Packages services as a deploy would, without an account. Services run side by side; the stages of one service one
 * after another, because they share its work folders. For the same reason a second process waits until the first has
 * done, and then finds what that has made.
 * @returns one entry per service and stage, in the order of the services, then of the stages
 * @throws {InputError} PACKAGING_SERVICE_UNKNOWN, PACKAGING_FAILED (with the reason that osls gives)
 */
export async function packageTemplates(options: PackagingOptions): Promise<PackagedTemplate[]> {
  const root = options.root ?? repositoryRoot;
  const services = checkedServices(root, options.services);
  const lock = join(root, '.serverless', 'packaging.pid');
  return oneAtATime(
    lock,
    () => packageServices(root, services, options),
    (owner) => say(`waiting: process ${owner} is packaging, too (${lock}) …`),
  );
}

async function packageServices(
  root: string,
  services: readonly string[],
  options: PackagingOptions,
): Promise<PackagedTemplate[]> {
  // A copy of the repository is packaged once, and goes.
  const kept = root === repositoryRoot ? new KeptPackages(root) : undefined;
  const made = new Map<string, string>();
  const packaged = await mapSideBySide(services, async (service) => {
    const templates: PackagedTemplate[] = [];
    for (const stage of options.stages) {
      const outputDirectory = resolve(options.outputDirectory, stage, service);
      const serviceDirectory = join(root, 'services', service);
      const place = join(stage, service);
      if (!kept?.take(place, outputDirectory)) {
        await runOslsPackage({ serviceDirectory, stage, outputDirectory });
        made.set(place, outputDirectory);
      }
      templates.push(readPackage(service, stage, outputDirectory));
    }
    return templates;
  });
  kept?.keep(made);
  return packaged.flat();
}

function checkedServices(root: string, wanted?: readonly string[]): readonly string[] {
  const services = listServices(root);
  const unknown = wanted?.find((name) => !services.includes(name));
  if (unknown === undefined) return wanted ?? services;
  throw new InputError(
    'PACKAGING_SERVICE_UNKNOWN',
    `Service "${unknown}" has no services/${unknown}/serverless.yml; there are: ${services.join(', ')}`,
  );
}

function readPackage(service: string, stage: string, directory: string): PackagedTemplate {
  const state = readFileSync(join(directory, 'serverless-state.json'), 'utf8');
  const { service: name, provider } = v.parse(stateSchema, JSON.parse(state)).service;
  return {
    service,
    stage,
    stackName: provider.stackName ?? `${name}-${stage}`,
    templateFile: join(directory, 'cloudformation-template-update-stack.json'),
    parameters: Object.fromEntries(
      provider.stackParameters.map((sent) => [sent.ParameterKey, sent.ParameterValue]),
    ),
  };
}
