import { open, rename, rm, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { OperatorError } from '../../errors.ts';
import { digestFile } from './digest-file.ts';
import type { Digest } from './model-manifest.ts';

export interface DownloadOptions {
  readonly url: string;
  /** Where the whole, checked file ends up; until then it is `<path>.part`, which a later try continues. */
  readonly path: string;
  /** What the file must be; null where it has never been seen before. */
  readonly expected: Digest | null;
  /** Told how much of the file there is by now. */
  readonly onBytes?: (received: number, total: number | null) => void;
  readonly signal?: AbortSignal;
  /** Pause before the first retry, doubled for each further one. */
  readonly retryMs?: number;
}

/** Tries in a row that bring nothing new before it gives up. */
const TRIES = 5;
/** A connection that brings nothing for this long is dropped. */
const STALL_MS = 30_000;
/** More than any file of any CLAP model, where the size is not known beforehand. */
const MAX_BYTES = 4 * 2 ** 30;

/** Worth another try: the network, or a server that may recover. */
class Passing extends Error {}

/**
 * Downloads one file: continues what an earlier try left, survives dropped connections, checks length and hash, and
 * only then gives the file its name.
 *
 * @returns what the file is
 * @throws OperatorError `download` with what went wrong; the signal's reason where it is aborted
 */
export async function downloadFile(options: DownloadOptions): Promise<Digest> {
  const part = `${options.path}.part`;
  const firstPause = options.retryMs ?? 1000;
  let startedOver = false;
  let most = await sizeOf(part);
  for (let failures = 0; ; ) {
    const before = await sizeOf(part);
    try {
      await receive(options, part, before);
      const found = await digestFile(part);
      const { expected } = options;
      if (!expected || (found.sha256 === expected.sha256 && found.bytes === expected.bytes)) {
        await rename(part, options.path);
        return found;
      }
      await rm(part);
      // A part from another version of the file, continued with this one: once more, from the start.
      if (before === 0 || startedOver) throw wrongContent(options.url, found, expected);
      startedOver = true;
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof Passing)) throw error;
      const reached = await sizeOf(part);
      failures = reached > most ? 0 : failures + 1;
      most = Math.max(most, reached);
      if (failures === TRIES)
        throw new OperatorError('download', `${options.url}: ${error.message}.`, { cause: error });
      await delay(firstPause * 2 ** failures, undefined, { ...(options.signal && { signal: options.signal }) });
    }
  }
}

/** Appends what is missing to the part. @throws Passing, OperatorError */
async function receive({ url, expected, onBytes, signal }: DownloadOptions, part: string, have: number): Promise<void> {
  if (expected && have === expected.bytes) return;
  const stalled = new AbortController();
  const watch = setTimeout(() => stalled.abort(new Passing('nothing arrived for 30 s')), STALL_MS);
  try {
    const response = await request(url, have, AbortSignal.any([stalled.signal, ...(signal ? [signal] : [])]));
    const continued = response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${have}-`);
    if (response.status === 206 && !continued)
      throw new OperatorError('download', `${url}: the server sent another part.`);
    const total = announced(response, continued ? have : 0);
    const limit = expected?.bytes ?? MAX_BYTES;
    if (total !== null && (expected ? total !== limit : total > limit)) {
      throw new OperatorError(
        'download',
        `${url} is ${total} bytes long, where ${limit} were expected. Is it the right file?`,
      );
    }
    let received = continued ? have : 0;
    const file = await open(part, continued ? 'a' : 'w');
    try {
      for await (const chunk of chunks(response)) {
        watch.refresh();
        received += chunk.length;
        if (received > limit) throw new OperatorError('download', `${url} is longer than ${limit} bytes.`);
        // Unlike `write`, it goes on where the disk took a part of it only, or says why not.
        await file.appendFile(chunk).catch((cause: unknown) => {
          throw new OperatorError('download', `${part} cannot be written (${reason(cause)}).`, { cause });
        });
        onBytes?.(received, total);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (total !== null && received < total) throw new Passing(`the connection broke off after ${received} bytes`);
  } finally {
    clearTimeout(watch);
  }
}

async function request(url: string, have: number, signal: AbortSignal): Promise<Response> {
  // Compression would make lengths and ranges mean something else.
  const headers = { 'accept-encoding': 'identity', ...(have > 0 && { range: `bytes=${have}-` }) };
  const response = await fetch(url, { headers, signal }).catch((cause: unknown) => {
    throw new Passing(`the server cannot be reached (${reason(cause)})`, { cause });
  });
  if (response.ok) return response;
  await response.body?.cancel();
  // Nothing is left to continue: what is there is whole, or is no part of this file.
  if (response.status === 416 && have > 0) return request(url, 0, signal);
  if (response.status === 429 || response.status >= 500) throw new Passing(`the server answered ${response.status}`);
  throw new OperatorError(
    'download',
    `${url}: the server answered ${response.status}. Check the address and the model's name.`,
  );
}

async function* chunks(response: Response): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response.body ?? []) yield chunk;
  } catch (cause) {
    throw new Passing(`the connection broke off (${reason(cause)})`, { cause });
  }
}

/** Length of the whole file as the server tells it; null where it tells no number. */
function announced(response: Response, have: number): number | null {
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
