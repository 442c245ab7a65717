import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('./public/', import.meta.url));

/** Files of the built page by URL path. Requests for other paths are answered with 404. */
const FILES: Record<string, { file: string; type: string }> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/page.js': { file: 'page.js', type: 'text/javascript; charset=utf-8' },
  '/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  '/icon.svg': { file: 'icon.svg', type: 'image/svg+xml' },
};

/**
 * Serves the built page. Its Content Security Policy allows only files of this server, no inline script or style, and
 * requires Trusted Types, so that the browser refuses to parse text as HTML.
 */
export async function servePage(
  folder: string = FOLDER,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const known = request.method === 'GET' || request.method === 'HEAD' ? FILES[url.pathname] : undefined;
  if (known === undefined) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Nothing here.\n');
    return;
  }
  // Redirects localhost: the URLs of files contain 127.0.0.1, and the policy allows only the page's own origin.
  const port = /^localhost:(\d+)$/.exec(request.headers.host ?? '')?.[1];
  if (port !== undefined) {
    response.writeHead(307, { Location: `http://127.0.0.1:${port}${url.pathname}` }).end();
    return;
  }
  let body: Buffer;
  try {
    body = await readFile(join(folder, known.file));
  } catch {
    response.writeHead(503, { 'Content-Type': 'text/plain' }).end('The page is not built. Run npm run build.\n');
    return;
  }
  response.writeHead(200, {
    'Content-Type': known.type,
    'Content-Length': body.byteLength,
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': policy(request.headers.host ?? ''),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'microphone=(self), camera=(), geolocation=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Returns the Content Security Policy. @param host `Host` header, which the server has already checked */
function policy(host: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self' blob:",
    `connect-src 'self' ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    // lit creates this Trusted Types policy for its own templates.
    'trusted-types lit-html',
  ].join('; ');
}
