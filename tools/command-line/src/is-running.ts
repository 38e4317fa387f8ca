import { errorCode } from './error-code.ts';

/** Whether there is a process of that number on this machine, of whomever. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
