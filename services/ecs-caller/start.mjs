/**
 * `npm run start:ecs`: the container's server on this machine, against the protected API of `npm start`.
 */
import { createServer } from 'node:net';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { loadStage } from '../../config/stage.js';
import { runScript } from '../../tools/command-line/src/run-script.js';
import { whenLeftAlone } from '../../tools/command-line/src/when-left-alone.js';
import { buildServer, serverFile } from './build.mjs';

const HOST = '127.0.0.1';
const LOCAL_PROTECTED_API = 'http://127.0.0.1:3003';

await runScript(
  'npm run start:ecs',
  '-- [--port <port>]   an integer from 1 to 65535, 8080 by default',
  start,
);

/**
 * @param {string[]} args
 * @returns {Promise<string | undefined>} why it did not start
 */
async function start(args) {
  // A log without room is an end; who reads it may go away (`npm run start:ecs | head`), and the server goes on.
  process.stdout.on('error', (error) => {
    if (!('code' in error) || error.code !== 'EPIPE') process.exit();
  });
  whenLeftAlone(() => process.kill(process.pid, 'SIGINT'));
  const port = readPort(args);
  if (port === undefined) return 'expected at most --port <port>, an integer from 1 to 65535';
  if (!(await isFree(port)))
    return `Port ${port} is in use; free it, or choose another: npm run start:ecs -- --port <port>`;
  const { callDeadline, callAttempt } = loadStage('local').timeBudget;
  const defaults = {
    PROTECTED_API_URL: LOCAL_PROTECTED_API,
    CALL_DEADLINE_SECONDS: String(callDeadline),
    CALL_ATTEMPT_SECONDS: String(callAttempt),
  };
  // Another address may hold what must not be shown; the server says what is wrong with it.
  const calls = process.env['PROTECTED_API_URL']
    ? 'the PROTECTED_API_URL of the environment'
    : `${LOCAL_PROTECTED_API} (npm start runs it)`;
  Object.assign(process.env, { ...defaults, ...process.env, HOST, PORT: String(port) });
  await buildServer();
  process.stdout.write(`ECS caller on http://${HOST}:${port}, calls ${calls}; Ctrl-C ends it.\n`);
  await import(pathToFileURL(serverFile).href);
  return undefined;
}

/** @param {string[]} args */
function readPort(args) {
  try {
    const { port } = parseArgs({
      args,
      options: { port: { type: 'string', default: '8080' } },
    }).values;
    const isPort = /^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535;
    return isPort ? Number(port) : undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} port */
function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, HOST, () => server.close(() => resolve(true)));
  });
}
