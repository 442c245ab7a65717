import { UserError } from '../errors.ts';

export interface DownloadOptions {
  /** Origins that may be downloaded from, e.g. `https://cdn.discordapp.com`. Plain http is for loopback only. */
  readonly origins: readonly string[];
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);
const MAX_REDIRECTS = 3;

/**
 * Fetches an attachment into memory. Redirects are followed only within the allowed origins; the cap holds while the
 * bytes arrive, whatever the server declares.
 * @throws UserError `download`, `too-large`; AbortError where `signal` fires.
 */
export async function download(url: string, options: DownloadOptions): Promise<Uint8Array> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  try {
    const response = await fetchAllowed(url, options.origins, signal);
    return await readCapped(response, options.maxBytes);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof UserError) throw error;
    if (timeout.aborted) throw new UserError({ code: 'downloadTooSlow' }, { cause: error });
    throw new UserError({ code: 'downloadFailed' }, { cause: error });
  }
}

/** @throws UserError `too-large` where a file of that size is not taken. */
export function checkSize(bytes: number, maxBytes: number): void {
  if (bytes <= maxBytes) return;
  throw new UserError({ code: 'fileTooLarge', bytes, maxBytes });
}

async function fetchAllowed(address: string, origins: readonly string[], signal: AbortSignal): Promise<Response> {
  let url = address;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const response = await fetch(allowed(url, origins), { signal, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location) {
      await response.body?.cancel();
      url = new URL(location, url).href;
      continue;
    }
    if (response.ok) return response;
    await response.body?.cancel();
    throw new UserError({ code: 'downloadGone', status: response.status });
  }
  throw new UserError({ code: 'downloadRedirected' });
}

function allowed(address: string, origins: readonly string[]): URL {
  if (URL.canParse(address)) {
    const url = new URL(address);
    const safe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
    if (safe && origins.includes(url.origin)) return url;
  }
  throw new UserError({ code: 'downloadElsewhere' });
}

async function readCapped(response: Response, maxBytes: number): Promise<Uint8Array> {
  // What is no number declares nothing.
  const declared = Number(/^\d+$/.exec(response.headers.get('content-length') ?? '')?.[0] ?? 0);
  if (declared > maxBytes) await response.body?.cancel();
  checkSize(declared, maxBytes);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the stream, and with it the connection.
    if (size > maxBytes) throw new UserError({ code: 'fileLargerThan', maxBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
