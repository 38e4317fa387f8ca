import { join } from 'node:path';
import { inspect } from 'node:util';
import { InputError } from '@private-lambda/command-line/input-error';
import { say } from '@private-lambda/command-line/say';
import { untilToldToEnd } from '@private-lambda/command-line/until-told-to-end';
import { writeOutputFile } from '@private-lambda/command-line/write-output-file';
import { listDeployedStages } from '@private-lambda/packaging/list-stages';
import { readStage } from '@private-lambda/packaging/read-stage';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { thisMachine, whyNot } from '@private-lambda/packet-lab/run/why-not';
import { ensurePythonVenv } from '@private-lambda/python-venv/ensure-python-venv';
import { findPython } from '@private-lambda/python-venv/find-python';
import { exampleCall } from '@private-lambda/system/example-call';
import { readRoutes } from '@private-lambda/system/read-routes';
import { type Choice, chooseActs, sendsPackets } from './choose-acts.ts';
import { BrokenClaimError } from './claims/broken-claim-error.ts';
import { refuseOtherUrls } from './network/refuse-other-urls.ts';
import { FailedActError, playAll } from './play-acts.ts';
import { Reporter } from './report/reporter.ts';
import type { Scene } from './scene.ts';
import { Theatre } from './theatre.ts';

export interface RehearseOptions extends Choice {
  /** Leaves the system of the first lane up until a signal comes. */
  readonly keep?: boolean;
  /** File for the calls to AWS that deploys, removals and smoke tests make. */
  readonly record?: string;
}

const toolDirectory = join(repositoryRoot, 'tools', 'rehearsal');

/**
 * Plays the acts on a local AWS that lives as long as this call.
 * @returns the exit code: 0, 1 at the first broken claim, 128 and its number after a signal
 * @throws InputError for an unknown act, for a stage that cannot be rehearsed, without Python, and for acts of the
 *   network where no packets can be sent, or where callers use HTTPS or a name of the stage's own
 */
export async function rehearse({
  keep = false,
  record,
  ...options
}: RehearseOptions): Promise<number> {
  const wanted = chooseActs(options);
  // Programs are started to find out.
  const noPackets =
    options.network || sendsPackets(wanted) ? whyNot(thisMachine(await findPython())) : undefined;
  const chosen = noPackets === undefined ? wanted : chooseActs({ ...options, network: false });
  if (noPackets !== undefined && sendsPackets(chosen)) {
    throw new InputError('REHEARSAL_NO_PACKETS', noPackets);
  }
  const stage = rehearsedStage(options.stage);
  if (sendsPackets(chosen)) refuseOtherUrls(stage, readStage(stage));
  const reporter = new Reporter();
  if (noPackets !== undefined) reporter.say(`no packets are sent: ${noPackets}`);
  const startedAt = Date.now();
  const signal = untilToldToEnd();
  const python = await ensurePythonVenv({
    requirementsFile: join(toolDirectory, 'emulator', 'requirements.txt'),
    directory: join(toolDirectory, '.venv'),
    what: 'the emulator',
    progress: (line) => reporter.say(line),
  });
  const calls = new Set<string>();
  const theatre = new Theatre(python, record === undefined ? undefined : (call) => calls.add(call));
  try {
    const played = playAll(chosen, stage, theatre, reporter);
    const outcome = await Promise.race([played, signal]);
    if (typeof outcome === 'number') return outcome;
    const total = `${((Date.now() - startedAt) / 1000).toFixed(0)} s`;
    reporter.say(`${options.only === undefined ? 'Rehearsed' : 'Played'} in ${total}.`);
    const [first] = outcome;
    if (record !== undefined) writeCalls(record, calls);
    if (keep && first) return await keepUp(first, reporter, signal);
    return 0;
  } catch (error) {
    if (!(error instanceof FailedActError)) throw error;
    reporter.failure(error.act, error.message.replaceAll(/\s*\n\s*/g, ' '));
    // Not a claim that was made: a defect of the rehearsal, or of the emulator.
    if (!(error.cause instanceof BrokenClaimError) && process.env['DEBUG'])
      for (const line of inspect(error.cause).split('\n')) say(line);
    return 1;
  } finally {
    reporter.close();
    await theatre.close();
  }
}

function writeCalls(file: string, calls: ReadonlySet<string>): void {
  const content = `${JSON.stringify([...calls].sort(), null, 2)}\n`;
  writeOutputFile(file, content, 'REHEARSAL_RECORD', '--record');
}

/**
 * The stage itself; without one the first that is deployed.
 * @throws InputError for a stage without a file, and for one whose VPC no emulator has
 */
function rehearsedStage(stage = listDeployedStages()[0] ?? ''): string {
  const { networkStage, existingVpc } = readStage(stage);
  const found =
    existingVpc === undefined
      ? networkStage !== stage && `the network of stage "${networkStage}"`
      : `the VPC ${existingVpc.id}`;
  if (!found) return stage;
  throw new InputError(
    'REHEARSAL_STAGE_INVALID',
    `Stage "${stage}" uses ${found}; expected a stage with a network of its own`,
  );
}

async function keepUp(scene: Scene, reporter: Reporter, signal: Promise<number>): Promise<number> {
  const { publicUrl } = await scene.system();
  const call = exampleCall(publicUrl, await readRoutes('public'));
  const exports = Object.entries(scene.environment).map(
    ([name, value]) => `  export ${name}=${value}`,
  );
  const look = (scene.lab?.lookAround() ?? []).map((line) => `  ${line}`);
  const lines = [
    '',
    'The system is up until Ctrl-C:',
    `  ${call}`,
    'To look around with AWS tools:',
    ...exports,
    ...(look.length > 0 ? ['To look into the network of packets:', ...look] : []),
    '',
  ];
  // A line that is said is one line, whatever names are in it.
  for (const line of lines) reporter.say(line);
  await signal;
  return 0;
}
