import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Follows the connections of a server, so that `cut` can interrupt them without closing them. */
export function cuttableNetwork(server: Server): { readonly cut: () => () => void } {
  const open = new Set<Socket>();
  let cuts = 0;
  server.on('connection', (socket: Socket) => {
    if (cuts > 0) {
      socket.on('error', () => {});
      socket.resetAndDestroy();
      return;
    }
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return {
    cut() {
      cuts += 1;
      const held = [...open];
      for (const socket of held) {
        socket.pause();
        socket.cork();
      }
      return () => {
        cuts -= 1;
        for (const socket of held) {
          socket.uncork();
          socket.resume();
        }
      };
    },
  };
}
