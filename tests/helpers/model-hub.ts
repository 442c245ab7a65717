import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';

export type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

/**
 * An HTTP server on loopback that serves the files of a folder as the Hugging Face hub does.
 * The URL paths are `<owner>/<name>/resolve/<revision>/<file>`.
 */
export interface ModelHub {
  readonly url: string;
  /** All requests so far, each as `<file>`, or as `<file> bytes=...` if the request has a range. */
  readonly requests: string[];
  /** Answers to the next GET requests for existing files. Each request removes the first answer from the list. */
  readonly overrides: Answer[];
  drop(): void;
  close(): void;
}

/** The commit that the hub reports for every repository. */
export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

export async function startModelHub(folder: string): Promise<ModelHub> {
  const requests: string[] = [];
  const overrides: Answer[] = [];
  const server = createServer(async (request, response) => {
    const [, owner, name, , revision, ...rest] = (request.url ?? '').split('/');
    requests.push([rest.join('/'), request.headers.range].filter(Boolean).join(' '));
    const body = await readFile(join(folder, `${owner}/${name}`, ...rest)).catch(() => null);
    if (!body || (revision !== 'main' && revision !== COMMIT)) return void response.writeHead(404).end();
    response.setHeader('x-repo-commit', COMMIT);
    const override = request.method === 'GET' ? overrides.shift() : undefined;
    (override ?? wholeOrRest)(request, response, body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    overrides,
    drop: () => server.closeAllConnections(),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Answers with the whole file, or with the requested range of the file. */
export const wholeOrRest: Answer = (request, response, body) => {
  const unchanged = [undefined, etagOf(body)].includes(request.headers['if-range']?.toString());
  const start = unchanged ? startOf(request) : 0;
  if (start > 0 && start >= body.length) return void response.writeHead(416).end();
  response.writeHead(start > 0 ? 206 : 200, headers(start, body));
  response.end(body.subarray(start));
};

/** Returns an answer that announces the whole file, sends only the first `bytes` bytes of it and then stalls. */
export function stallAfter(bytes: number): Answer {
  return (request, response, body) => {
    const start = startOf(request);
    response.writeHead(start > 0 ? 206 : 200, headers(start, body));
    response.write(body.subarray(start, start + bytes));
  };
}

/** Answers with the whole file even to a range request, like a server that does not support ranges. */
export const whole: Answer = (_, response, body) => {
  response.writeHead(200, headers(0, body));
  response.end(body);
};

/** Answers with the first `bytes` bytes and neither a length nor chunks, so that the connection's end ends the file. */
export function withoutLength(bytes: number): Answer {
  return (_, response, body) => {
    response.useChunkedEncodingByDefault = false;
    response.writeHead(200).end(body.subarray(0, bytes));
  };
}

/** Announces a file of `bytes` bytes, and sends none of them. */
export function announce(bytes: number): Answer {
  return (_, response) => void response.writeHead(200, { 'content-length': bytes }).flushHeaders();
}

export function status(code: number): Answer {
  return (_, response) => void response.writeHead(code).end();
}

function startOf(request: IncomingMessage): number {
  return Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
}

function headers(start: number, body: Buffer): Record<string, string | number> {
  const range = start > 0 && { 'content-range': `bytes ${start}-${body.length - 1}/${body.length}` };
  return { 'content-length': body.length - start, etag: etagOf(body), ...range };
}

function etagOf(body: Buffer): string {
  return `"${createHash('sha256').update(body).digest('hex')}"`;
}
