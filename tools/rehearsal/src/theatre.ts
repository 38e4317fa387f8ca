import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectToEmulator } from '@private-lambda/aws/clients';
import { readStage } from '@private-lambda/packaging/read-stage';
import { takeInventory } from './aws/inventory.ts';
import { Emulator } from './emulator/emulator.ts';
import { DeployedLab } from './network/deployed-lab.ts';
import { Slots } from './osls/slots.ts';
import { makeWorkCopy } from './osls/work-copy.ts';
import { type Recorder, startRecorder } from './recording/recorder.ts';
import { removeWhenEnded } from './remove-when-ended.ts';
import { Scene } from './scene.ts';
import { standIn } from './system/stand-ins.ts';

/** For a stage that names none: any that has three zones, the emulator knows no other difference. */
const REGION = 'us-east-1';

const ENDING_MS = 500;

/** Where scenes are played: one temporary folder, and about as many deploys at a time as there are cores. */
export class Theatre {
  readonly #python: string;
  readonly #directory: string;
  readonly #callOffRemoval: () => void;
  // One more than there are cores: a deploy also waits for CloudFormation.
  readonly #slots = new Slots(availableParallelism() + 1);
  readonly #abort = new AbortController();
  readonly #emulators: Emulator[] = [];
  readonly #recorders: Recorder[] = [];
  readonly #labs: DeployedLab[] = [];
  readonly #record: ((call: string) => void) | undefined;

  /**
   * @param python one with the packages of `emulator/requirements.txt`
   * @param record receives each call to AWS of the programs that the acts run, not those of the acts themselves
   */
  constructor(python: string, record?: (call: string) => void) {
    this.#python = python;
    this.#record = record;
    this.#directory = mkdtempSync(join(tmpdir(), 'private-lambda-rehearsal-'));
    this.#callOffRemoval = removeWhenEnded(this.#directory);
  }

  /**
   * An empty account, and a copy of the repository to deploy from.
   * @param name of its folder
   */
  async openScene(name: string, stage: string): Promise<Scene> {
    const directory = join(this.#directory, name);
    mkdirSync(directory);
    const { region = REGION } = readStage(stage);
    const emulator = await Emulator.start({
      python: this.#python,
      workDirectory: join(directory, 'emulator'),
      region,
      places: placesIn(directory),
    });
    this.#emulators.push(emulator);
    // Closed meanwhile: nobody else would end this one.
    if (this.#abort.signal.aborted) await emulator.stop();
    this.#abort.signal.throwIfAborted();
    const aws = connectToEmulator(emulator.url, region);
    const endpoint = await this.#endpointOf(emulator);
    const scene = new Scene({
      stage,
      region,
      endpoint,
      aws,
      smokeAws: connectToEmulator(endpoint, region),
      emptyInventory: await takeInventory(aws),
      directory: makeWorkCopy(join(directory, 'repository')),
      tlsFront: emulator.tlsFront,
      slots: this.#slots,
      signal: this.#abort.signal,
    });
    scene.letEverybodyCall();
    await standIn(scene);
    return scene;
  }

  /** A network around the scene's functions, empty as yet; it goes with the theatre. */
  async openLab(scene: Scene): Promise<DeployedLab> {
    const folder = placesIn(dirname(scene.directory));
    const lab = await DeployedLab.start(this.#python, folder, scene);
    this.#labs.push(lab);
    return lab;
  }

  async #endpointOf({ url }: Emulator): Promise<string> {
    if (!this.#record) return url;
    const recorder = await startRecorder(url, this.#record);
    this.#recorders.push(recorder);
    return recorder.url;
  }

  /** Ends every deploy and every emulator, and removes the folder. */
  async close(): Promise<void> {
    this.#abort.abort();
    const interrupted = await this.#slots.untilIdle();
    for (const recorder of this.#recorders) recorder.stop();
    await Promise.all(this.#emulators.map((emulator) => emulator.stop()));
    await Promise.all(this.#labs.map((lab) => lab.stop()));
    // What the ended programs had started notices it a moment later (end-with-parent.cjs).
    if (interrupted) await sleep(ENDING_MS);
    rmSync(this.#directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    this.#callOffRemoval();
  }
}

const placesIn = (directory: string) => join(directory, 'places');
