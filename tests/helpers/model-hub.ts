import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';

export type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

/** A Hugging Face hub on loopback: the files below a folder, as `<owner>/<name>/resolve/<revision>/<file>`. */
export interface ModelHub {
  readonly url: string;
  /** What was asked for, as `file` or `file bytes=...`. */
  readonly asked: string[];
  /** Answers that take the place of the usual ones, one for each GET of a file that exists. */
  readonly oddities: Answer[];
  /** Breaks every connection off. */
  drop(): void;
  close(): void;
}

/** The commit that every repository stands at. */
export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

export async function startModelHub(folder: string): Promise<ModelHub> {
  const asked: string[] = [];
  const oddities: Answer[] = [];
  const server = createServer(async (request, response) => {
    const [, owner, name, , revision, ...rest] = (request.url ?? '').split('/');
    asked.push([rest.join('/'), request.headers.range].filter(Boolean).join(' '));
    const body = await readFile(join(folder, `${owner}/${name}`, ...rest)).catch(() => null);
    if (!body || (revision !== 'main' && revision !== COMMIT)) return void response.writeHead(404).end();
    response.setHeader('x-repo-commit', COMMIT);
    const odd = request.method === 'GET' ? oddities.shift() : undefined;
    (odd ?? wholeOrRest)(request, response, body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    oddities,
    drop: () => server.closeAllConnections(),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The whole file, or the rest of it from where it was asked for. */
export const wholeOrRest: Answer = (request, response, body) => {
  const start = startOf(request);
  if (start > 0 && start >= body.length) return void response.writeHead(416).end();
  response.writeHead(start > 0 ? 206 : 200, headers(start, body));
  response.end(body.subarray(start));
};

/** Only `bytes` of what it announced, and then nothing more. */
export function stallAfter(bytes: number): Answer {
  return (request, response, body) => {
    const start = startOf(request);
    response.writeHead(start > 0 ? 206 : 200, headers(start, body));
    response.write(body.subarray(start, start + bytes));
  };
}

/** The whole file whatever was asked for, as servers do that cannot continue. */
export const whole: Answer = (_, response, body) => {
  response.writeHead(200, headers(0, body));
  response.end(body);
};

export function status(code: number): Answer {
  return (_, response) => void response.writeHead(code).end();
}

function startOf(request: IncomingMessage): number {
  return Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
}

function headers(start: number, body: Buffer): Record<string, string | number> {
  const range = start > 0 && { 'content-range': `bytes ${start}-${body.length - 1}/${body.length}` };
  return { 'content-length': body.length - start, ...range };
}
