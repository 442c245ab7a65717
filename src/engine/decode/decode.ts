import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { OperatorError, UserError } from '../../errors.ts';
import { FEATURE_RATE, type Pcm } from '../pcm.ts';
import { chooseDecoder, type DecoderChoice } from './choose-decoder.ts';
import { type DecodeResult, GRACE_SECONDS } from './decode-run.ts';
import { SURROUND } from './ffmpeg-arguments.ts';
import { decodeWithNative } from './native.ts';
import { decodeWithWasm } from './wasm.ts';

export interface DecodeOptions {
  /** `native` and `wasm` allow only that one; `auto` is explained at {@link chooseDecoder}. */
  readonly decoder: DecoderChoice;
  /** A native ffmpeg to use instead of those that are looked for. */
  readonly ffmpegPath?: string | undefined;
  /** Samples at 48 kHz are wanted too, from the same decoding. */
  readonly withClap: boolean;
  /** Longest sound that is taken, in seconds. */
  readonly maxSeconds?: number;
  /** Wall-clock limit, in milliseconds. */
  readonly timeoutMs?: number;
  /** Ends a native run at once. WebAssembly blocks its thread: only terminating the thread ends that. */
  readonly signal?: AbortSignal | undefined;
}

const MAX_SECONDS = 600;
const TIMEOUT_MS = 30_000;
/** A local file larger than this is not read; what is downloaded has its own, smaller limit. */
const MAX_BYTES = 512 * 2 ** 20;

/**
 * Decodes an audio file, given as a path or as its bytes, to mono samples (the mean of its channels) at the rates that
 * the engine needs. The same bytes and decoder give the same samples. Trusts nothing about the file.
 * @throws UserError `not-audio`, `too-long`, `too-short` (no samples in it), `too-large`, `limit` (took too long)
 * @throws the signal's reason where it is aborted
 */
export async function decodeAudio(source: string | Uint8Array, options: DecodeOptions): Promise<Pcm> {
  const { withClap, signal, maxSeconds = MAX_SECONDS, timeoutMs = TIMEOUT_MS } = options;
  signal?.throwIfAborted();
  const request = { source: await checkSource(source), withClap, maxSeconds, timeoutMs, signal };
  const decoder = await chooseDecoder(options.decoder, options.ffmpegPath);
  const result =
    decoder.kind === 'native'
      ? await decodeWithNative(request, decoder.ffmpeg)
      : await decodeWithWasm(request, await bytesOf(request.source));
  return judge(result, maxSeconds);
}

async function checkSource(source: string | Uint8Array): Promise<string | Uint8Array> {
  if (typeof source !== 'string') {
    if (source.length > MAX_BYTES) throw tooLarge();
    return source;
  }
  const file = path.resolve(source);
  const stats = await stat(file).catch(() => null);
  if (!stats?.isFile()) throw new OperatorError('not-found', `There is no file ${source}. Check the path.`);
  if (stats.size > MAX_BYTES) throw tooLarge();
  return file;
}

async function bytesOf(source: string | Uint8Array): Promise<Uint8Array> {
  return typeof source === 'string' ? await readFile(source) : source;
}

function judge({ feature: surrounded, clap, ending, log }: DecodeResult, maxSeconds: number): Pcm {
  const feature = surrounded.subarray(SURROUND, surrounded.length - SURROUND);
  const seconds = feature.length / FEATURE_RATE;
  if (ending === 'timeout') {
    throw new UserError({ code: 'readTooSlow' });
  }
  if (ending === 'too-long' || seconds > maxSeconds + GRACE_SECONDS / 2) {
    throw new UserError({ code: 'soundTooLong', maxSeconds });
  }
  if (log.hasNoTrack) {
    throw new UserError({ code: 'noSoundTrack' });
  }
  // ffmpeg may complain about a damaged file and still have given what was whole of it.
  if (ending === 'crash' || (ending === 'failed' && feature.length === 0)) {
    throw new UserError({ code: 'notAudio' });
  }
  if (feature.length === 0) {
    throw new UserError({ code: 'noSound' });
  }
  return { feature, clap, seconds };
}

function tooLarge(): UserError {
  return new UserError({ code: 'readTooLarge', maxBytes: MAX_BYTES });
}
