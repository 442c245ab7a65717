import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { cuttableNetwork } from './cuttable-network.ts';

export interface RequestHandlers {
  api: (request: IncomingMessage, response: ServerResponse, url: URL) => void;
  files: (request: IncomingMessage, response: ServerResponse, url: URL) => void;
  /** Handles all other requests, such as those for the page. */
  page: (request: IncomingMessage, response: ServerResponse, url: URL) => void;
  /** WebSocket handlers by path: the gateway's at `/gateway`, and those of the page. */
  sockets: Record<string, (socket: WebSocket, url: URL) => void>;
}

export interface RunningServer {
  readonly port: number;
  /** Cuts the network: see `Playground.cutNetwork`. */
  cutNetwork(): () => void;
  close(): Promise<void>;
}

/**
 * Starts an HTTP and WebSocket server on 127.0.0.1.
 * The server rejects requests with a foreign `Host` or `Origin`, so that no other website can send requests to it
 * through the browser (DNS rebinding).
 * @param ports ports to try in this order; 0 for any free port
 * @throws the error of the last port if none is free
 */
export async function startServer(handlers: RequestHandlers, ports: readonly number[]): Promise<RunningServer> {
  const server = createServer((request, response) => {
    const url = urlOf(request);
    if (url === null || !isLocal(request, portOf(server))) return refuse(response);
    if (url.pathname.startsWith('/api/')) return handlers.api(request, response, url);
    if (/^\/((ephemeral-)?attachments|soundboard-sounds)\//.test(url.pathname))
      return handlers.files(request, response, url);
    handlers.page(request, response, url);
  });
  const network = cuttableNetwork(server);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
  server.on('upgrade', (request, socket, head) => {
    const url = urlOf(request);
    const accept = handlers.sockets[url?.pathname.replace(/\/$/, '') ?? ''];
    if (url === null || accept === undefined || !isLocal(request, portOf(server))) {
      // The client may have closed the socket already. Without a listener for 'error', that would end the process.
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      opened.on('error', () => opened.terminate());
      accept(opened, url);
    });
  });
  for (const [index, port] of ports.entries()) {
    try {
      await listen(server, port);
      break;
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || index === ports.length - 1) throw error;
    }
  }

  return {
    port: portOf(server),
    cutNetwork: network.cut,
    async close() {
      for (const client of sockets.clients) client.terminate();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return isAddressInfo(address) ? address.port : 0;
}

function isAddressInfo(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

function urlOf(request: IncomingMessage): URL | null {
  const path = request.url ?? '/';
  return path.startsWith('/') && URL.canParse(path, 'http://127.0.0.1') ? new URL(path, 'http://127.0.0.1') : null;
}

function isLocal({ headers }: IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host ?? '')) return false;
  return headers.origin === undefined || hosts.some((host) => headers.origin === `http://${host}`);
}

function refuse(response: ServerResponse): void {
  response.writeHead(403, { 'Content-Type': 'text/plain' }).end('This server is for this machine only.\n');
}
