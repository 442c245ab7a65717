import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SlowFiles {
  readonly origin: string;
  close(): void;
}

const BYTES = 100_000;

/**
 * Starts a file server that sends only the first part of each file. Then the server sends nothing more for the
 * path `/stuck`, and closes the connection for the path `/broken`.
 */
export async function serveSlowFiles(): Promise<SlowFiles> {
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-length': BYTES });
    response.write(Buffer.alloc(1000), () => {
      if (request.url?.startsWith('/broken')) response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
