// biome-ignore lint/style/noRestrictedImports: into a copy of the repository
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Aws } from '@private-lambda/aws/clients';
import { serverlessProgram } from '@private-lambda/packaging/serverless-program';
import { readServiceOrder } from '@private-lambda/system/service-order';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { parseDocument } from 'yaml';
import { ECS_CALLER } from '../../../config/names.js';
import { readFailure } from './aws/stack.ts';
import { BrokenClaimError } from './claims/broken-claim-error.ts';
import type { TlsFront } from './emulator/tls-front.ts';
import type { DeployedLab } from './network/deployed-lab.ts';
import { type Program, runProgram } from './osls/run-program.ts';
import type { Slots } from './osls/slots.ts';
import { callSystem } from './system/call-system.ts';
import { compareSystem } from './system/compare-system.ts';
import { type DeployedSystem, readSystem } from './system/deployed-system.ts';

/** The services in the order in which they can be deployed. */
export const services: readonly Service[] = readServiceOrder();
export type Service = string;

export interface SceneOptions {
  readonly stage: string;
  readonly region: string;
  /** Address of the emulator. */
  readonly endpoint: string;
  readonly aws: Aws;
  /** The same account, as `npm run smoke` reads it: by the endpoint that is recorded. */
  readonly smokeAws: Aws;
  /** What is in an account before anything is deployed to it. */
  readonly emptyInventory: readonly string[];
  /** A copy of the repository, of this scene's own. */
  readonly directory: string;
  readonly slots: Slots;
  readonly tlsFront: TlsFront;
  /** Ends what the scene is running. */
  readonly signal: AbortSignal;
}

/** One account of the local AWS, and one copy of the repository that is deployed to it. */
export class Scene {
  readonly stage: string;
  readonly aws: Aws;
  readonly smokeAws: Aws;
  readonly emptyInventory: readonly string[];
  /** Settings for tools that are to use this account. */
  readonly environment: Readonly<Record<string, string>>;
  /** The network around its functions, once an act has built it. */
  lab: DeployedLab | undefined;
  readonly #options: SceneOptions;

  constructor(options: SceneOptions) {
    const { stage, region, endpoint, aws, smokeAws, emptyInventory } = options;
    this.#options = options;
    this.stage = stage;
    this.aws = aws;
    this.smokeAws = smokeAws;
    this.emptyInventory = emptyInventory;
    this.environment = {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: region,
    };
  }

  /** The copy of the repository. */
  get directory(): string {
    return this.#options.directory;
  }

  /** Address of the emulator. */
  get endpoint(): string {
    return this.#options.endpoint;
  }

  /** What shows the functions certificates. */
  get tlsFront(): TlsFront {
    return this.#options.tlsFront;
  }

  get region(): string {
    return this.#options.region;
  }

  stackName(service: Service): string {
    return stackNameOf(service, this.stage, this.path());
  }

  /** Absolute path of a file in the copy. */
  path(...parts: readonly string[]): string {
    return join(this.#options.directory, ...parts);
  }

  /** Runs a program in the copy, in this account. */
  run(program: Program): Promise<{ succeeded: boolean; output: string }> {
    const { slots, signal } = this.#options;
    return slots.use(async () => {
      signal.throwIfAborted();
      // What they leave when they are killed goes with the scene.
      const environment = { ...this.environment, TMPDIR: dirname(this.directory) };
      const result = await runProgram({ ...program, environment, signal });
      signal.throwIfAborted();
      return result;
    });
  }

  /** `serverless deploy` in a service's folder, whatever comes of it. */
  tryDeploy(service: Service): Promise<{ succeeded: boolean; output: string }> {
    return this.run({
      script: serverlessProgram,
      args: ['deploy', '--stage', this.stage],
      directory: this.path('services', service),
    });
  }

  /** @throws BrokenClaimError that names the resource which CloudFormation could not make */
  async deploy(...chosen: readonly Service[]): Promise<void> {
    for (const service of chosen) {
      const { succeeded, output } = await this.tryDeploy(service);
      if (!succeeded) await this.#explain([service], output);
    }
  }

  /** `npm run deploy`: the preflight, then the compose deploy. @throws BrokenClaimError */
  async deploySystem(): Promise<void> {
    const { succeeded, output } = await this.runDeployTool('deploy');
    if (!succeeded) await this.#explain(services, output);
  }

  /** `npm run remove`, in the reverse order. @throws BrokenClaimError */
  async remove(...options: readonly string[]): Promise<void> {
    const { succeeded, output } = await this.runDeployTool('remove', '--yes', ...options);
    if (!succeeded) await this.#explain([...services, ECS_CALLER], output);
  }

  /** `npm run deploy` or `npm run remove`, whatever comes of it. */
  runDeployTool(command: 'deploy' | 'remove', ...options: readonly string[]) {
    return this.run(this.tool('deploy', command, '--stage', this.stage, ...options));
  }

  /** A tool of the copy, as its script in package.json runs it. */
  tool(name: string, ...args: readonly string[]): Program {
    const script = this.path('tools', 'run-tool.mjs');
    return { script, args: [name, ...args], directory: this.path() };
  }

  /** @throws BrokenClaimError when a stack is missing or incomplete */
  system(): Promise<DeployedSystem> {
    return readSystem(this.smokeAws, this.stage, this.path());
  }

  /**
   * Calls the system and compares it with its design.
   * @param token for a stage whose callers bring one
   * @returns the number of claims about the design
   */
  async proveSystem(token?: string): Promise<number> {
    const system = await this.system();
    await callSystem(this.smokeAws, system, token);
    return compareSystem(this.smokeAws, system);
  }

  /** Changes values of the stage file, as somebody who changes the stage would. */
  changeStage(values: Readonly<Record<string, unknown>>): void {
    const file = this.path('config', 'stages', `${this.stage}.yml`);
    const document = parseDocument(readFileSync(file, 'utf8'));
    for (const [key, value] of Object.entries(values)) document.set(key, value);
    writeFileSync(file, document.toString());
  }

  /** Without an authorizer: nobody gives the rehearsal a token of the issuer that the stage names. */
  letEverybodyCall(): void {
    for (const file of ['defaults.yml', `stages/${this.stage}.yml`]) {
      const path = this.path('config', file);
      const document = parseDocument(readFileSync(path, 'utf8'));
      document.delete('jwt');
      document.set('authorizer', 'none');
      writeFileSync(path, document.toString());
    }
  }

  async #explain(deployed: readonly Service[], output: string): Promise<never> {
    for (const service of deployed) {
      const failure = await readFailure(this.aws.cloudFormation, this.stackName(service));
      if (failure !== undefined) throw new BrokenClaimError(failure);
    }
    throw new BrokenClaimError(
      `${deployed.join(', ')} (${this.stage}): failed: ${lastWords(output)}`,
    );
  }
}

/** osls says the reason after a line `Error:`, a tool of this repository in its last line. */
function lastWords(output: string): string {
  const [, reason] = output.split(/^.*Error:\s*$/m);
  const lines = (reason ?? output).trim().split('\n');
  return (reason === undefined ? lines.slice(-1) : lines.slice(0, 3)).join(' ');
}
