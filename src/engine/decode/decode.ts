import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { OperatorError, UserError } from '../../errors.ts';
import { FEATURE_RATE, type Pcm } from '../pcm.ts';
import { mixWeights } from '../resample/down-mix.ts';
import { chooseDecoder, type DecoderChoice } from './choose-decoder.ts';
import { type DecodeResult, GRACE_SECONDS } from './decode-request.ts';
import { decodeWithNative } from './decode-with-native.ts';
import { decodeWithWasm } from './decode-with-wasm.ts';

export interface DecodeOptions {
  /** `native` or `wasm` allows only that decoder; for `auto`, see {@link chooseDecoder}. */
  readonly decoder: DecoderChoice;
  readonly ffmpegPath?: string | undefined;
  /** Whether to return samples at 48 kHz for CLAP as well. */
  readonly withClap: boolean;
  readonly maxSeconds: number;
  readonly timeoutMs: number;
  /** Kills a native ffmpeg at once. Cannot stop WebAssembly, which blocks its thread until the thread is terminated. */
  readonly signal?: AbortSignal | undefined;
}

/** Maximum size of an audio file, in bytes. Downloads have a smaller limit. */
const MAX_BYTES = 512 * 2 ** 20;

/**
 * Decodes an audio file to mono samples at the sample rates that the engine needs.
 * The mono signal is the mean of the channels, unless channels cancel each other ({@link mixWeights}). The same bytes and decoder give the same samples. The file is untrusted.
 * @param source path or bytes of the file
 * @throws UserError if the file is not audio, is too long or too large, has no samples, or takes too long to decode
 * @throws OperatorError `not-found` if there is no file at the path
 * @throws the signal's reason if it aborts
 */
export async function decodeAudio(source: string | Uint8Array, options: DecodeOptions): Promise<Pcm> {
  const { withClap, signal, maxSeconds, timeoutMs } = options;
  signal?.throwIfAborted();
  const request = { source: await checkSource(source), withClap, maxSeconds, timeoutMs, signal };
  const decoder = await chooseDecoder(options.decoder, options.ffmpegPath);
  const run = async (weights?: Float32Array) =>
    decoder.kind === 'native'
      ? await decodeWithNative({ ...request, weights }, decoder.ffmpeg)
      : await decodeWithWasm({ ...request, weights }, await bytesOf(request.source));
  const result = await run();
  const weights = result.energies && mixWeights(result.energies);
  // Channels cancel each other in few files. These are decoded twice, so that no file has to be kept whole in memory.
  if (weights?.some((weight) => weight < 0)) return checkResult(await run(weights), maxSeconds);
  return checkResult(result, maxSeconds);
}

/** Checks the size of an audio file, and makes its path absolute. @throws UserError, OperatorError */
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

/** @throws UserError if decoding failed, or the sound is too long */
function checkResult({ feature, clap, ending, log }: DecodeResult, maxSeconds: number): Pcm {
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
  // If a file is damaged, ffmpeg may fail after it has decoded the intact part, which is then used.
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
