/**
 * The server of the client measure and of first calls, in a process of its own: `node upstream.mjs [<answers as JSON>]`.
 * For every request it writes the answer straight to the socket, so that it costs as little as it can: the one given for
 * its method and path, else a product. Sends its origin, and ends with its parent.
 */
import { createServer } from 'node:net';

const product = JSON.stringify({
  sku: 'DESK-100',
  name: 'Standing desk',
  currency: 'EUR',
  listPrice: 49_900,
});
const answerOf = (status: number, body: string) =>
  Buffer.from(
    `HTTP/1.1 ${status} OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
const given: Readonly<Record<string, { status: number; body: string }>> = JSON.parse(
  process.argv[2] ?? '{}',
);
const answers = new Map(
  Object.entries(given).map(([request, { status, body }]) => [request, answerOf(status, body)]),
);
const anyAnswer = answerOf(200, product);
const LENGTH = /\r\ncontent-length: (\d+)/i;
const END_OF_HEAD = '\r\n\r\n';

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy());
  let received = '';
  socket.setEncoding('latin1').on('data', (data: string) => {
    received += data;
    const end = received.indexOf(END_OF_HEAD);
    const length = Number(LENGTH.exec(received)?.[1] ?? 0);
    if (end < 0 || received.length < end + END_OF_HEAD.length + length) return;
    const request = received.slice(0, received.indexOf(' HTTP/'));
    received = '';
    socket.write(answers.get(request) ?? anyAnswer);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') process.send?.(`http://127.0.0.1:${address?.port}`);
});
process.on('disconnect', () => process.exit());
