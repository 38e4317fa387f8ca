import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { interfaceNamespace } from '@private-lambda/packet-lab/compile/names';
import type { Host } from '@private-lambda/packet-lab/model';
import { onlyChild } from '@private-lambda/packet-lab/run/lab';
import * as v from 'valibot';
import { ECS_CALLER } from '../../../../config/names.js';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import type { Scene } from '../scene.ts';
import type { DeployedLab } from './deployed-lab.ts';

/** What an image says of the program in it. */
export interface Image {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** The image of the ECS caller, without its layers: the file that it would hold is bundled, and its Dockerfile read. */
export async function readImage(scene: Scene): Promise<Image> {
  const folder = scene.path('services', ECS_CALLER);
  const script = scene.path('services', ECS_CALLER, 'build.mjs');
  const bundle = scene.path('services', ECS_CALLER, 'dist', 'server.mjs');
  const { succeeded, output } = await scene.run({ script, args: [bundle], directory: folder });
  if (!succeeded) throw new BrokenClaimError(`${ECS_CALLER}: not built: ${output}`);
  const lines = readFileSync(scene.path('services', ECS_CALLER, 'Dockerfile'), 'utf8').split('\n');
  const of = (instruction: string) =>
    lines.flatMap((line) =>
      line.startsWith(`${instruction} `) ? [line.slice(instruction.length + 1)] : [],
    );
  const [, ...args] = v.parse(v.array(v.string()), JSON.parse(of('ENTRYPOINT').at(-1) ?? '[]'));
  return {
    command: [process.execPath, ...args.slice(0, -1), bundle],
    environment: Object.fromEntries(of('ENV').map((pair) => pair.split('=', 2))),
  };
}

/** A task that runs in the network: the program of its container, at its network interface. */
export class EcsTask {
  readonly host: Host;
  readonly #process: ChildProcess;
  readonly #exit: Promise<unknown>;
  readonly #lines: string[] = [];

  constructor(lab: DeployedLab, host: Host, image: Image, container: ContainerDefinition) {
    const [own] = host.interfaces;
    if (!own) throw new Error(`${host.id} has no interface`);
    this.host = host;
    const stated = (container.environment ?? []).map(({ name = '', value }) => [name, value]);
    const environment = { ...image.environment, ...Object.fromEntries(stated) };
    const child = lab.run(interfaceNamespace(host, own), image.command, environment);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.#lines.push(line));
    }
    this.#process = child;
    this.#exit = once(child, 'exit').then(([code]) => code);
  }

  /** Lines of its log that have these words. */
  log(words: string): readonly string[] {
    return this.#lines.filter((line) => line.includes(words));
  }

  get hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  /** As ECS ends one: SIGTERM. @returns the exit code */
  async stop(): Promise<unknown> {
    if (!this.hasEnded) process.kill(onlyChild(this.#process.pid), 'SIGTERM');
    return this.#exit;
  }
}
