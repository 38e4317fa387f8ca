/**
 * A protected API in a process of its own, which gives up its connections while the client's process stands still.
 * Told `{"how": "close" | "reset" | "forget", "afterMs": n}` by message; a forgotten connection never answers again.
 * Tells `{"port": n}` once, and `{"told": true}` each time.
 */
import { createServer } from 'node:http';

/** @type {Set<import('node:net').Socket>} */
const sockets = new Set();
/** @type {WeakSet<import('node:net').Socket>} */
const forgotten = new WeakSet();

const server = createServer(async (request, response) => {
  if (forgotten.has(request.socket)) return;
  const text = Buffer.concat(await request.toArray()).toString();
  const answer = text === '' ? { id: request.url?.split('/').at(-1), count: 1 } : JSON.parse(text);
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
});
server.keepAliveTimeout = 0;
server.on('connection', (socket) => {
  sockets.add(socket);
  socket.on('error', () => {}).on('close', () => sockets.delete(socket));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
});

process.on('message', ({ how, afterMs }) => {
  setTimeout(() => {
    for (const socket of sockets) {
      if (how === 'forget') forgotten.add(socket);
      else if (how === 'reset') socket.resetAndDestroy();
      else socket.destroy();
    }
  }, afterMs);
  process.send?.({ told: true });
});
process.on('disconnect', () => process.exit());
