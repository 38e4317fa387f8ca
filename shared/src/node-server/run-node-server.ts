import type { Application } from '../http/application.ts';
import type { Log } from '../logging/log.ts';
import { NodeServer } from './node-server.ts';
import type { NodeServerSettings } from './node-server-settings.ts';

/** Exit codes: everything was answered; something was cut at the deadline; the server could not start. */
const EXIT_DRAINED = 0;
const EXIT_CUT = 1;
const EXIT_NOT_STARTED = 2;
/** By convention 128 and the number of SIGINT. */
const EXIT_INTERRUPTED = 130;

/**
 * Serves until a signal comes, then drains. SIGTERM is the orchestrator's, and repeats of it change nothing. Ctrl-C has
 * no load balancer waiting, so it skips the grace, and a second one ends the process at once.
 * @returns the exit code
 */
export async function runNodeServer(
  application: Application,
  log: Log,
  { host, port, drainGraceMs, drainDeadlineMs, ...options }: NodeServerSettings,
): Promise<number> {
  const server = new NodeServer(application, options);
  const signal = nextSignal();
  // Unheard, it opens Node's debugger on a port of loopback.
  process.on('SIGUSR1', () => {});
  try {
    const address = await server.listen(port, host);
    log.info('listening', { host: address.address, port: address.port });
  } catch (error) {
    log.error('not started', { reason: reasonOf(error, port) });
    return EXIT_NOT_STARTED;
  }
  const received = await signal;
  process.once('SIGINT', () => process.exit(EXIT_INTERRUPTED));
  log.info('draining', { signal: received });
  const graceMs = received === 'SIGTERM' ? drainGraceMs : 0;
  const cut = await server.drain(graceMs, drainDeadlineMs);
  if (cut === 0) {
    log.info('drained');
    return EXIT_DRAINED;
  }
  log.error('cut at the deadline', { connections: cut });
  return EXIT_CUT;
}

function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    // Heard for good: unheard, a second SIGTERM would end the process in the midst of its answers.
    process.on('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
}

function reasonOf(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return code === 'EADDRINUSE'
    ? `Port ${port} is in use`
    : `Port ${port} cannot be opened (${code})`;
}
