/**
 * The server of the client measure, in a process of its own: a product for every request, written straight to the
 * socket so that it costs as little as it can. Sends its origin, and ends with its parent.
 */
import { createServer } from 'node:net';

const body = JSON.stringify({
  sku: 'DESK-100',
  name: 'Standing desk',
  currency: 'EUR',
  listPrice: 49_900,
});
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
);
const END_OF_HEAD = '\r\n\r\n';

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy());
  let received = '';
  socket.setEncoding('latin1').on('data', (data: string) => {
    received += data;
    if (!received.endsWith(END_OF_HEAD)) return;
    received = '';
    socket.write(answer);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') process.send?.(`http://127.0.0.1:${address?.port}`);
});
process.on('disconnect', () => process.exit());
