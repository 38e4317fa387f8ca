import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '@private-lambda/command-line/error-code';
import { isRunning } from '@private-lambda/command-line/is-running';

/** Milliseconds between two looks at whether the other has done. */
const POLL_MS = 100;

/** Files under which this process works. */
const held = new Set<string>();

/**
 * Carries out work while no other process of this machine does so under the same file, which holds the process of whoever
 * works. One that was killed holds up nobody. Not to be nested.
 * @param onWait is told once for whom it waits
 */
export async function oneAtATime<T>(
  file: string,
  work: () => Promise<T>,
  onWait: (owner: string) => void,
): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  for (let turn = 0, owner = take(file); owner !== undefined; turn += 1, owner = take(file)) {
    if (turn === 0) onWait(owner);
    await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    held.delete(file);
    rmSync(file, { force: true });
  }
}

/** @returns undefined when the file is this process's now, else the process whose it is */
function take(file: string): string | undefined {
  try {
    const descriptor = openSync(file, 'wx');
    writeSync(descriptor, String(process.pid));
    closeSync(descriptor);
    held.add(file);
    return undefined;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const owner = ownerOf(file);
  // Empty: its owner is about to write to it.
  if (owner === '' || isWorking(file, Number(owner))) return owner;
  rmSync(file, { force: true });
  return take(file);
}

/** In another container somebody may have had our own number. */
function isWorking(file: string, owner: number): boolean {
  return owner === process.pid ? held.has(file) : isRunning(owner);
}

function ownerOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ''; // it has just been given back
    throw error;
  }
}
