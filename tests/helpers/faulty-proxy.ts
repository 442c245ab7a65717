import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What a network does: deliver, keep what is sent until later, lose it silently, or close all connections. */
type Mode = 'deliver' | 'stall' | 'lose' | 'refuse';

/** A proxy of a server whose connections fail as those of a real network do. */
export interface FaultyProxy {
  readonly port: number;
  set(mode: Mode): void;
  close(): void;
}

/** Starts a proxy of the server at a port of this machine. */
export async function startFaultyProxy(port: number): Promise<FaultyProxy> {
  const sockets = new Set<Socket>();
  let mode: Mode = 'deliver';
  const destroyAll = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const join = (from: Socket, to: Socket) => {
    sockets.add(from);
    if (mode === 'stall') from.pause();
    from.on('data', (bytes) => mode === 'lose' || to.write(bytes));
    from.on('error', () => to.destroy());
    from.on('close', () => mode === 'lose' || to.destroy());
  };
  const server = createServer((client) => {
    if (mode === 'refuse') {
      client.destroy();
      return;
    }
    const target = connect(port, '127.0.0.1');
    join(client, target);
    join(target, client);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    set(next) {
      // A connection that has lost bytes cannot go on.
      if (mode === 'lose' || next === 'refuse') destroyAll();
      mode = next;
      for (const socket of sockets) {
        if (next === 'stall') socket.pause();
        else socket.resume();
      }
    },
    close() {
      destroyAll();
      server.close();
    },
  };
}
