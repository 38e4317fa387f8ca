import { createCaller } from '@private-lambda/shared/caller/create-caller';
import { ConfigError } from '@private-lambda/shared/config/read-environment';
import { requireConfiguration } from '@private-lambda/shared/config/require-configuration';
import { createLog } from '@private-lambda/shared/logging/log';
import { readNodeServerSettings } from '@private-lambda/shared/node-server/node-server-settings';
import { runNodeServer } from '@private-lambda/shared/node-server/run-node-server';
import { CONNECTIONS } from './connections.ts';

const SERVICE = 'ecs-caller';
const EXIT_NOT_CONFIGURED = 2;

// A log without room or reader (a full disk, a closed pipe) loses its lines; unheard, it would end the process.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

process.exit(await serve());

/** @returns the exit code */
async function serve(): Promise<number> {
  try {
    const settings = requireConfiguration(createLog(SERVICE), readNodeServerSettings);
    // Whoever has a connection to us has one to the protected API, or may wait for one. Above the limit of connections a
    // call is refused at once, so that the connection makes room and a health check finds some.
    const queue = Math.max(0, settings.maxConnections - CONNECTIONS);
    const connections = { connections: CONNECTIONS, queue };
    const { application, log } = createCaller(SERVICE, connections);
    return await runNodeServer(application, log, settings);
  } catch (error) {
    if (error instanceof ConfigError) return EXIT_NOT_CONFIGURED; // one line has said why
    throw error;
  }
}
