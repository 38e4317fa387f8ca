import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectToAws } from './aws/aws.ts';
import { takeInventory } from './aws/inventory.ts';
import { Emulator } from './emulator/emulator.ts';
import { Slots } from './osls/slots.ts';
import { makeWorkCopy } from './osls/work-copy.ts';
import { Scene } from './scene.ts';

/** Any that has three zones: the emulator knows no other difference. */
const REGION = 'us-east-1';

/** Where scenes are played: one temporary folder, and as many deploys at a time as there are cores. */
export class Theatre {
  readonly #python: string;
  readonly #directory = mkdtempSync(join(tmpdir(), 'private-lambda-rehearsal-'));
  readonly #slots = new Slots(Math.max(2, availableParallelism()));
  readonly #abort = new AbortController();
  readonly #emulators: Emulator[] = [];

  /** @param python one with the packages of `emulator/requirements.txt` */
  constructor(python: string) {
    this.#python = python;
  }

  /**
   * An empty account, and a copy of the repository to deploy from.
   * @param name of its folder
   */
  async openScene(name: string, stage: string): Promise<Scene> {
    const directory = join(this.#directory, name);
    mkdirSync(directory);
    const emulator = await Emulator.start({
      python: this.#python,
      workDirectory: join(directory, 'emulator'),
      region: REGION,
    });
    this.#emulators.push(emulator);
    // Closed meanwhile: nobody else would end this one.
    if (this.#abort.signal.aborted) await emulator.stop();
    this.#abort.signal.throwIfAborted();
    const aws = connectToAws({ region: REGION, endpoint: emulator.url });
    return new Scene({
      stage,
      region: REGION,
      endpoint: emulator.url,
      aws,
      emptyInventory: await takeInventory(aws),
      directory: makeWorkCopy(join(directory, 'repository')),
      slots: this.#slots,
      signal: this.#abort.signal,
    });
  }

  /** Ends every deploy and every emulator, and removes the folder. */
  async close(): Promise<void> {
    this.#abort.abort();
    await Promise.all(this.#emulators.map((emulator) => emulator.stop()));
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
