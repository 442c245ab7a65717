import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import { OperatorError } from '../errors.ts';

export interface OperationsOptions {
  /** Port of the server. 0 selects any free port. */
  readonly port: number;
  readonly host: string;
  readonly registry: Registry;
  /** Resolves to why the bot cannot answer members now, or to null if it can. */
  readonly notReady: () => Promise<string | null>;
  /** Returns what an operator should know although the bot works, or null. */
  readonly problem?: () => string | null;
}

export interface OperationsServer {
  /** Base address: `http://127.0.0.1:PORT` */
  readonly address: string;
  close(): Promise<void>;
}

const MAX_CONNECTIONS = 32;
/** Time after which an idle connection is closed, and time for a request to arrive, in milliseconds. */
const IDLE_MS = 5000;
const TIMEOUTS = {
  headersTimeout: IDLE_MS,
  requestTimeout: IDLE_MS,
  keepAliveTimeout: IDLE_MS,
  connectionsCheckingInterval: 1000,
};
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

interface Page {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

/**
 * Serves `/healthz` (the process responds), `/readyz` (the bot answers members) and `/metrics` (Prometheus).
 * @throws OperatorError `usage` if the port is not available
 */
export async function serveOperations(options: OperationsOptions): Promise<OperationsServer> {
  const server = createServer(TIMEOUTS, (request, response) => void serve(request, response, options));
  // Without these limits, idle connections would use up the file handles that the bot needs for sounds.
  server.maxConnections = MAX_CONNECTIONS;
  server.timeout = IDLE_MS;
  server.listen(options.port, options.host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    const address = `${options.host}:${options.port}`;
    throw new OperatorError('usage', `METRICS_PORT: ${address} is not available. Choose another port.`, { cause });
  }
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('a server with a port listens on an address');
  const { address, family, port } = bound;
  return {
    address: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, options: OperationsOptions): Promise<void> {
  const { status, body, type = 'text/plain; charset=utf-8' } = await pageFor(request, options);
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function pageFor(request: IncomingMessage, options: OperationsOptions): Promise<Page> {
  const { registry, notReady, problem } = options;
  if (!isOwnHost(request.headers.host ?? '', options.host)) return { status: 403, body: 'this host is not allowed\n' };
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, body: 'GET only\n' };
  const path = request.url?.split('?', 1)[0];
  if (path === '/healthz') {
    const text = problem?.() ?? null;
    return { status: 200, body: text === null ? 'ok\n' : `ok\n${text}\n` };
  }
  if (path === '/readyz') {
    const reason = await notReady();
    return reason === null ? { status: 200, body: 'ready\n' } : { status: 503, body: `${reason}\n` };
  }
  if (path !== '/metrics') return { status: 404, body: '/healthz, /readyz, /metrics\n' };
  try {
    return { status: 200, body: await registry.metrics(), type: registry.contentType };
  } catch {
    return { status: 500, body: 'the metrics could not be collected\n' };
  }
}

/**
 * Returns whether a request names a host that this server has. On the local machine, any other name comes from a page
 * that a browser has loaded from elsewhere (DNS rebinding). In a network, the server cannot know its own names.
 */
function isOwnHost(header: string, bound: string): boolean {
  const own = LOOPBACK.includes(bound) || bound === '::1' ? LOOPBACK : null;
  return own === null || own.includes(header.replace(/:\d*$/, '').toLowerCase());
}
