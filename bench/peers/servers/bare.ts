/**
 * The limit: `node:http` and undici's Pool, as one would write it by hand for this one request. No route, no deadline, no
 * schema, no log, no limit of anything.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { Pool } from 'undici';
import { CONNECTIONS } from '../../../services/ecs-caller/src/connections.ts';

const pool = new Pool(process.env['PROTECTED_API_URL'] ?? '', { connections: CONNECTIONS });

const server = createServer(async (request, response) => {
  let status = 200;
  let item = JSON.parse(await textOf(request));
  try {
    item = await askForItem(item);
  } catch {
    status = 502;
  }
  const text = JSON.stringify(item);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
  const address = server.address();
  // Said as our own server says it.
  if (typeof address === 'object' && address !== null) {
    process.stdout.write(`${JSON.stringify({ message: 'listening', port: address.port })}\n`);
  }
});

async function askForItem(item: unknown): Promise<unknown> {
  const { body } = await pool.request({
    method: 'POST',
    path: '/v1/items',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(item),
  });
  return body.json();
}

function textOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    request
      .setEncoding('utf8')
      .on('data', (piece) => {
        text += piece;
      })
      .on('end', () => resolve(text))
      .on('error', reject);
  });
}
