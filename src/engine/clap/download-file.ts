import { open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { OperatorError } from '../../errors.ts';
import { type Digest, digestFile } from './model-manifest.ts';

export interface DownloadOptions {
  readonly url: string;
  /** Path of the complete and checked file. During the download, the file is `<path>.part`. */
  readonly path: string;
  /** Length and hash that the file must have; null if they are not known in advance. */
  readonly expected: Digest | null;
  /** Called with the number of bytes received so far, and the length of the file (null if it is not known). */
  readonly onBytes?: (received: number, total: number | null) => void;
  readonly signal?: AbortSignal;
  /** Pause before the first retry, in milliseconds, doubled for each further retry; default 1000. */
  readonly retryMs?: number;
}

/** Maximum number of consecutive attempts without a new byte, after which the download fails. */
const MAX_FAILURES = 5;
const RETRY_MS = 1000;
/** Time in milliseconds without a received byte after which a connection is dropped. */
const STALL_MS = 30_000;
/** Maximum length, in bytes, of a file whose length is not known in advance. All files of a CLAP model are smaller. */
const MAX_BYTES = 4 * 2 ** 30;

/** Thrown if the network or the server fails temporarily. The download is then retried. */
class TemporaryFailure extends Error {}

/**
 * Downloads one file.
 * Continues a partial download, retries after dropped connections, and renames the file if length and hash are right.
 * If they are not known in advance, continues only a partial file of the version that the server still has, as shown by
 * its entity tag (`If-Range`, RFC 9110). Removes the partial file if the disk is full.
 * @returns length and hash of the file
 * @throws OperatorError `download`; the signal's reason if it aborts
 */
export async function downloadFile(options: DownloadOptions): Promise<Digest> {
  const part = `${options.path}.part`;
  // A partial file of an earlier run has no entity tag, so that its version is not known.
  if (!options.expected) await rm(part, { force: true });
  const tag: EntityTag = { value: null };
  const firstPause = options.retryMs ?? RETRY_MS;
  let startedOver = false;
  let largest = await sizeOf(part);
  for (let failures = 0; ; ) {
    const before = await sizeOf(part);
    try {
      await receive(options, part, before, tag);
      const found = await digestFile(part);
      const { expected } = options;
      if (!expected || (found.sha256 === expected.sha256 && found.bytes === expected.bytes)) {
        await rename(part, options.path);
        return found;
      }
      await rm(part);
      // The partial file may have been of another version. In that case, one download from the start succeeds.
      if (before === 0 || startedOver) throw wrongContent(options.url, found, expected);
      startedOver = true;
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof TemporaryFailure)) throw error;
      const reached = await sizeOf(part);
      failures = reached > largest ? 0 : failures + 1;
      largest = Math.max(largest, reached);
      if (failures === MAX_FAILURES)
        throw new OperatorError('download', `${options.url}: ${error.message}.`, { cause: error });
      await delay(firstPause * 2 ** failures, undefined, { ...(options.signal && { signal: options.signal }) });
    }
  }
}

/** Strong entity tag of the version of the file that the partial file contains; null if there is none. */
interface EntityTag {
  value: string | null;
}

/** Appends the missing bytes to the partial file. @throws TemporaryFailure, OperatorError */
async function receive(options: DownloadOptions, part: string, have: number, tag: EntityTag): Promise<void> {
  const { url, expected, onBytes, signal } = options;
  if (expected && have === expected.bytes) return;
  // Ends the connection as well if this function throws before it has read the whole answer.
  const stop = new AbortController();
  const watchdog = setTimeout(() => stop.abort(new TemporaryFailure('nothing arrived for 30 s')), STALL_MS);
  try {
    const from = expected || tag.value !== null ? have : 0;
    const response = await request(url, from, tag.value, AbortSignal.any([stop.signal, ...(signal ? [signal] : [])]));
    const isRest = response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${from}-`);
    if (response.status === 206 && !isRest)
      throw new OperatorError('download', `${url}: the server sent another part.`);
    const etag = response.headers.get('etag');
    tag.value = etag?.startsWith('"') ? etag : null;
    const total = announcedLength(response, isRest ? from : 0);
    // Without a length or chunks, a connection that ends too early looks like the end of the file.
    if (!expected && total === null && response.headers.get('transfer-encoding') !== 'chunked')
      throw new OperatorError('download', `${url}: the server does not state the length of the file.`);
    const limit = expected?.bytes ?? MAX_BYTES;
    if (total !== null && (expected ? total !== limit : total > limit)) {
      throw new OperatorError(
        'download',
        `${url} is ${total} bytes long, where ${limit} were expected. Is it the right file?`,
      );
    }
    let received = isRest ? from : 0;
    await checkSpace(part, (total ?? expected?.bytes ?? received) - received);
    const file = await open(part, isRest ? 'a' : 'w');
    try {
      for await (const chunk of chunks(response)) {
        watchdog.refresh();
        received += chunk.length;
        if (received > limit) throw new OperatorError('download', `${url} is longer than ${limit} bytes.`);
        // Unlike `write`, `appendFile` continues after a partial write, or rejects.
        await file.appendFile(chunk).catch(async (cause: unknown) => {
          // The space that the partial file takes is needed by the rest of the machine.
          await rm(part, { force: true });
          throw new OperatorError('download', `${part} cannot be written (${reason(cause)}).`, { cause });
        });
        onBytes?.(received, total);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (total !== null && received < total)
      throw new TemporaryFailure(`the connection broke off after ${received} bytes`);
  } finally {
    clearTimeout(watchdog);
    stop.abort();
  }
}

/** @throws OperatorError if the disk has no room for so many bytes */
async function checkSpace(path: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(path));
  if (bytes <= bavail * bsize) return;
  const megabytes = (count: number) => Math.ceil(count / 1e6);
  throw new OperatorError(
    'download',
    `${path} needs ${megabytes(bytes)} MB, and its disk has ${megabytes(bavail * bsize)} MB left. Make room for it.`,
  );
}

async function request(url: string, have: number, tag: string | null, signal: AbortSignal): Promise<Response> {
  const headers = {
    // With compression, the lengths and ranges in the headers would not be those of the file.
    'accept-encoding': 'identity',
    ...(have > 0 && { range: `bytes=${have}-` }),
    ...(have > 0 && tag !== null && { 'if-range': tag }),
  };
  const response = await fetch(url, { headers, signal }).catch((cause: unknown) => {
    throw new TemporaryFailure(`the server cannot be reached (${reason(cause)})`, { cause });
  });
  if (response.ok) return response;
  await response.body?.cancel();
  // The partial file is at least as long as the whole file, so the download starts again from the beginning.
  if (response.status === 416 && have > 0) return request(url, 0, null, signal);
  if (response.status === 429 || response.status >= 500)
    throw new TemporaryFailure(`the server answered ${response.status}`);
  throw new OperatorError(
    'download',
    `${url}: the server answered ${response.status}. Check the address and the model's name.`,
  );
}

async function* chunks(response: Response): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response.body ?? []) yield chunk;
  } catch (cause) {
    throw new TemporaryFailure(`the connection broke off (${reason(cause)})`, { cause });
  }
}

/** Returns the length of the whole file that the server states; null if the server states no valid length. */
function announcedLength(response: Response, have: number): number | null {
  const length = response.headers.get('content-length') ?? '';
  return /^\d+$/.test(length) ? have + Number(length) : null;
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function wrongContent(url: string, found: Digest, expected: Digest): OperatorError {
  return new OperatorError(
    'download',
    `${url} is not the file that it should be: SHA-256 ${found.sha256}, expected ${expected.sha256}. Nothing was kept.`,
  );
}
