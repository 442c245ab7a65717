import { readFile } from 'node:fs/promises';
import { UserError } from '../../errors.ts';
import type { Levels } from '../loudness/level-meter.ts';
import { CLAP_RATE, FEATURE_RATE, type Pcm } from '../pcm.ts';
import { chooseDecoder, type DecoderChoice } from './choose-decoder.ts';
import { decodeBestTrack } from './decode-best-track.ts';
import { decodePcm, isSimplePcm } from './decode-pcm.ts';
import { type DecodeRequest, type DecodeResult, GRACE_SECONDS, type RunFfmpeg } from './decode-request.ts';
import { explainFailure } from './explain-failure.ts';
import { findPauses, MIN_PAUSE, withPauses } from './find-pauses.ts';
import { openSource } from './open-source.ts';
import { SAMPLES_PER_SECOND } from './pcm-sink.ts';
import { readWav } from './read-wav.ts';
import { runNative } from './run-native.ts';
import { runWasm } from './run-wasm.ts';

export interface DecodeOptions {
  /** `native` or `wasm` allows only that decoder; for `auto`, see {@link chooseDecoder}. */
  readonly decoder: DecoderChoice;
  readonly ffmpegPath?: string | undefined;
  /** Whether to return samples at 48 kHz for CLAP as well. */
  readonly withClap: boolean;
  /** Whether to measure the levels of the channels. */
  readonly withLevels?: boolean | undefined;
  readonly maxSeconds: number;
  readonly timeoutMs: number;
  /** Kills a native ffmpeg at once. Cannot stop WebAssembly, which blocks its thread until the thread is terminated. */
  readonly signal?: AbortSignal | undefined;
}

/** A decoded sound with its levels, which are null if they were not requested. */
export interface DecodedSound extends Pcm {
  readonly levels: Levels | null;
}

/**
 * Decodes an audio file to mono samples at the sample rates that the engine needs.
 * The mono signal is the mean of the channels, unless the channels cancel each other. The same bytes and decoder give
 * the same samples. The file is untrusted, so a length or a text that the file states is never used.
 * @param source path or bytes of the file
 * @throws UserError if the file is not audio, is too long or too large, has no samples, or takes too long to decode
 * @throws OperatorError `not-found` if there is no file at the path
 * @throws the signal's reason if it aborts
 */
export async function decodeAudio(source: string | Uint8Array, options: DecodeOptions): Promise<DecodedSound> {
  const { withClap, withLevels, signal, maxSeconds, timeoutMs } = options;
  signal?.throwIfAborted();
  const opened = await openSource(source);
  const request = { source: opened.source, withClap, withLevels, maxSeconds, timeoutMs, signal };
  const plain = typeof opened.source === 'string' ? null : readWav(opened.source)?.pcm;
  if (plain && isSimplePcm(plain)) {
    return checkResult(decodePcm(plain, request), maxSeconds, () => explainFailure(opened.head, null));
  }
  const run = await runnerOf(request, options);
  const { result, track, contents } = await decodeBestTrack(run, request);
  const pcm = checkResult(result, maxSeconds, () => explainFailure(opened.head, contents));
  const hasPauses = (result.lastSecond ?? 0) > pcm.seconds + MIN_PAUSE;
  return hasPauses ? addPauses(pcm, run, request, track) : pcm;
}

async function runnerOf({ source }: DecodeRequest, options: DecodeOptions): Promise<RunFfmpeg> {
  const decoder = await chooseDecoder(options.decoder, options.ffmpegPath);
  if (decoder.kind === 'native') return (run) => runNative(run, decoder.ffmpeg);
  const bytes = typeof source === 'string' ? await readFile(source) : source;
  return (run) => runWasm(run, bytes);
}

/** @throws UserError if decoding failed, or the sound is too long */
function checkResult(
  { feature, clap, levels, ending, format }: DecodeResult,
  maxSeconds: number,
  explain: () => UserError,
): DecodedSound {
  const seconds = feature.length / FEATURE_RATE;
  if (ending === 'timeout') {
    throw new UserError({ code: 'readTooSlow' });
  }
  if (ending === 'too-long' || seconds > maxSeconds + GRACE_SECONDS / 2) {
    throw new UserError({ code: 'soundTooLong', maxSeconds });
  }
  if (ending === 'too-detailed' && format) {
    const { rate, channels } = format;
    const seconds = Math.floor((maxSeconds * SAMPLES_PER_SECOND) / (rate * channels));
    throw new UserError({ code: 'soundTooDetailed', channelCount: channels, rate, maxSeconds: seconds });
  }
  // ffmpeg may fail in the middle of a damaged file. The samples that were decoded before the failure are then used.
  if (ending === 'crash' || (ending === 'failed' && feature.length === 0)) {
    throw explain();
  }
  if (feature.length === 0) {
    throw new UserError({ code: 'noSound' });
  }
  return { feature, clap, levels, seconds };
}

/** Adds the pauses that the file expresses by time stamps, unless they would make the sound too long. */
async function addPauses(
  pcm: DecodedSound,
  run: RunFfmpeg,
  request: DecodeRequest,
  track: number | null,
): Promise<DecodedSound> {
  const pauses = await findPauses(run, request, track);
  const silence = pauses.reduce((sum, { seconds }) => sum + seconds, 0);
  if (silence === 0 || pcm.seconds + silence > request.maxSeconds) return pcm;
  const feature = withPauses(pcm.feature, pauses, FEATURE_RATE);
  const clap = pcm.clap && withPauses(pcm.clap, pauses, CLAP_RATE);
  return { ...pcm, feature, clap, seconds: feature.length / FEATURE_RATE };
}
