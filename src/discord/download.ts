import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../errors.ts';

export interface DownloadOptions {
  /** Allowed origins, such as `https://cdn.discordapp.com`. An `http` origin must be a loopback address. */
  readonly origins: readonly string[];
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Milliseconds before the second try; default 500. The third try comes after a pause four times as long. */
  readonly pauseMs?: number;
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);
const MAX_REDIRECTS = 3;
/** Number of tries if the server of the file is overloaded or fails. */
const TRIES = 3;
const PAUSE_MS = 500;

/**
 * Downloads a file into memory. Follows redirects only to allowed origins. Applies the size limit to the bytes that
 * arrive, regardless of the size that the server declares.
 * @throws UserError if the file cannot be downloaded or is too large; the reason of `options.signal` if it is aborted
 */
export async function download(url: string, options: DownloadOptions): Promise<Uint8Array> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  try {
    const response = await fetchPatiently(url, options, signal);
    return await readLimited(response, options.maxBytes);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof UserError) throw error;
    if (timeout.aborted) throw new UserError({ code: 'downloadTooSlow' }, { cause: error });
    throw new UserError({ code: 'downloadFailed' }, { cause: error });
  }
}

/** @throws UserError `fileTooLarge` if `bytes` is above the limit */
export function checkSize(bytes: number, maxBytes: number): void {
  if (bytes <= maxBytes) return;
  throw new UserError({ code: 'fileTooLarge', bytes, maxBytes });
}

/** Requests a file, and tries again if the server answers that it fails or is overloaded (5xx or 429). */
async function fetchPatiently(url: string, options: DownloadOptions, signal: AbortSignal): Promise<Response> {
  let pauseMs = options.pauseMs ?? PAUSE_MS;
  for (let attempt = 1; ; attempt++) {
    const response = await fetchAllowed(url, options.origins, signal);
    if (response.ok) return response;
    const { status } = response;
    await response.body?.cancel();
    const isTemporary = status >= 500 || status === 429;
    if (!isTemporary) throw new UserError({ code: 'downloadGone', status });
    if (attempt === TRIES) throw new UserError({ code: 'downloadUnavailable', status });
    await sleep(pauseMs, undefined, { signal });
    pauseMs *= 4;
  }
}

async function fetchAllowed(address: string, origins: readonly string[], signal: AbortSignal): Promise<Response> {
  let url = address;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const response = await fetch(checkUrl(url, origins), { signal, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location) {
      await response.body?.cancel();
      url = new URL(location, url).href;
      continue;
    }
    return response;
  }
  throw new UserError({ code: 'downloadRedirected' });
}

/** @throws UserError `downloadElsewhere` if the origin of the address is not allowed */
function checkUrl(address: string, origins: readonly string[]): URL {
  if (URL.canParse(address)) {
    const url = new URL(address);
    const safe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
    if (safe && origins.includes(url.origin)) return url;
  }
  throw new UserError({ code: 'downloadElsewhere' });
}

async function readLimited(response: Response, maxBytes: number): Promise<Uint8Array> {
  // Ignores a Content-Length that is not a number.
  const declared = Number(/^\d+$/.exec(response.headers.get('content-length') ?? '')?.[0] ?? 0);
  if (declared > maxBytes) await response.body?.cancel();
  checkSize(declared, maxBytes);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // This error ends the loop, which cancels the stream and closes the connection.
    if (size > maxBytes) throw new UserError({ code: 'fileLargerThan', maxBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
