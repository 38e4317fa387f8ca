import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  utimesSync,
  // biome-ignore lint/style/noRestrictedImports: only where there is no file
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '@private-lambda/command-line/error-code';

/** Milliseconds between two looks at whether the other has done. */
const POLL_MS = 100;

/** Milliseconds between two signs of life of whoever works, and without one until it counts as killed. */
const BEAT_MS = 1_000;
const KILLED_MS = 15_000;

/** The file is made before the number is written to it. */
const UNKNOWN = '(unknown)';

/**
 * Carries out work while nobody else does so under the same file, which holds the process of whoever works. It is alive
 * while the file is touched: a process number says nothing in another container, nor after a restart. One that was killed
 * holds up the next for some seconds. Not to be nested.
 * @param onWait is told once for whom it waits
 */
export async function oneAtATime<T>(
  file: string,
  work: () => Promise<T>,
  onWait: (owner: string) => void,
): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  for (let turn = 0; !take(file); turn += 1) {
    if (turn === 0) onWait(ownerOf(file));
    await sleep(POLL_MS);
  }
  const beat = setInterval(() => touch(file), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(file, { force: true });
  }
}

/** @returns whether the file is this process's now */
function take(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found && isAlive(found)) return false;
  if (found) putAside(file);
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

const isAlive = ({ mtimeMs }: Stats) => Date.now() - mtimeMs < KILLED_MS;

/** Of several that find the file of one that was killed, one removes it. What another has made since is put back. */
function putAside(file: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  if (isAlive(statSync(aside))) renameSync(aside, file);
  else rmSync(aside);
}

function touch(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch (error) {
    // Somebody has removed the file by hand: the work goes on.
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

function ownerOf(file: string): string {
  try {
    return readFileSync(file, 'utf8') || UNKNOWN;
  } catch (error) {
    // It has just been given back.
    if (errorCode(error) === 'ENOENT') return UNKNOWN;
    throw error;
  }
}
