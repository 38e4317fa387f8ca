import { Duplex } from 'node:stream';
import { OpenConnections } from '../../src/node-server/open-connections.ts';

const LIMIT = 40;

/** A connection that Node's server reads: here it makes nothing of what comes. */
function addTo(connections: OpenConnections): Duplex {
  const socket = new Duplex({ read: () => {}, write: () => {} });
  socket.on('data', () => {});
  connections.add(socket);
  return socket;
}

describe('Of connections that wait for their clients', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  it('the one that has waited longest gives way, after a second', () => {
    const connections = new OpenConnections(LIMIT);
    const [first, second] = [addTo(connections), addTo(connections)];
    jest.advanceTimersByTime(999);
    connections.makeRoom();
    expect(first.destroyed).toBe(false);

    jest.advanceTimersByTime(1);
    connections.makeRoom();
    expect([first.destroyed, second.destroyed]).toEqual([true, false]);
  });

  it('none gives way whose client has sent something that waits for its turn', () => {
    const connections = new OpenConnections(LIMIT);
    const sockets = Array.from({ length: 20 }, () => addTo(connections));
    jest.advanceTimersByTime(2_000);
    for (const socket of sockets) socket.emit('data', Buffer.from('G'));
    for (let times = 0; times < 20; times++) connections.makeRoom();

    // 16 are read in this turn, and are not whole.
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([
      ...Array(16).fill(true),
      ...Array(4).fill(false),
    ]);
  });
});
