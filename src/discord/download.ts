import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { explainDiskError } from '../files/fs-errors.ts';
import type { AudioFile } from '../storage/library.ts';

export interface DownloadOptions {
  /** Allowed origins, such as `https://cdn.discordapp.com`. An `http` origin must be a loopback address. */
  readonly origins: readonly string[];
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Path of the new file. The caller removes the file, even if the download fails. */
  readonly file: string;
  /** Milliseconds before the second try; default 500. The third try comes after a pause four times as long. */
  readonly pauseMs?: number;
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);
const MAX_REDIRECTS = 3;
/** Number of tries if the server of the file is overloaded or fails. */
const TRIES = 3;
const PAUSE_MS = 500;

/**
 * Downloads a file to the disk. Follows redirects only to allowed origins. Applies the size limit to the bytes that
 * arrive, regardless of the size that the server declares.
 * @throws UserError if the file cannot be downloaded or is too large; the reason of `options.signal` if it is aborted;
 * the error of the system if the disk is full or read-only
 */
export async function download(url: string, options: DownloadOptions): Promise<AudioFile> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  try {
    const response = await fetchPatiently(url, options, signal);
    return await saveLimited(response, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof UserError || explainDiskError(error) !== error) throw error;
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

async function saveLimited(response: Response, { file, maxBytes }: DownloadOptions): Promise<AudioFile> {
  // Ignores a Content-Length that is not a number.
  const declared = Number(/^\d+$/.exec(response.headers.get('content-length') ?? '')?.[0] ?? 0);
  if (declared > maxBytes) await response.body?.cancel();
  checkSize(declared, maxBytes);
  const hash = createHash('sha256');
  const handle = await open(file, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      // This error ends the loop, which cancels the stream and closes the connection.
      if (bytes > maxBytes) throw new UserError({ code: 'fileLargerThan', maxBytes });
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
  } finally {
    await handle.close();
  }
  return { path: file, bytes, hash: hash.digest('hex') };
}
