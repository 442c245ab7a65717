import { CLAP_RATE } from '../pcm.ts';
import { encodeOpus } from './encode-opus.ts';
import { levelSound } from './level-sound.ts';
import { previewWaveform } from './preview-waveform.ts';

/** A copy of a sound for playing: mono Ogg Opus. */
export interface PlayableCopy {
  readonly audio: Uint8Array;
  /** Length of the copy in seconds. */
  readonly seconds: number;
  /** Whether the copy ends before the sound does, because the whole sound does not fit into the maximum size. */
  readonly isShortened: boolean;
  /** Peaks along time for the display of a voice message: at most 256 bytes as base64. */
  readonly waveform: string;
}

export interface CopyOptions {
  /** Maximum size of the copy in bytes. */
  readonly maxBytes: number;
  /** Time in seconds from which the sound is played; by default from its start. */
  readonly from?: number | undefined;
  /** Whether the copy gets the common loudness of `level-sound.ts`. */
  readonly isLeveled: boolean;
  readonly timeoutMs: number;
}

/** Bit rates in bits per second. At the highest one, mono Opus sounds like the original; the lowest one suits speech. */
export const MAX_BIT_RATE = 64_000;
const MIN_BIT_RATE = 24_000;
/** Share of an Ogg file that is left for the sound itself, besides the headers. */
const NET_SHARE = 0.94;
const HEADER_BYTES = 1024;

/**
 * Makes a copy of a sound for playing. If the copy is too large even at the lowest bit rate, the end is left out.
 * @param samples mono, at 48 kHz; they are overwritten
 */
export async function makeCopy(samples: Float32Array, options: CopyOptions): Promise<PlayableCopy> {
  const { maxBytes, from = 0, isLeveled, timeoutMs } = options;
  if (isLeveled) levelSound(samples);
  const start = Math.floor(from * CLAP_RATE);
  // A place beyond the end, as after a change of the sound, plays the whole sound.
  const part = start < samples.length ? samples.subarray(start) : samples;
  const maxBits = 8 * NET_SHARE * Math.max(0, maxBytes - HEADER_BYTES);
  const kept = part.subarray(0, Math.floor((maxBits / MIN_BIT_RATE) * CLAP_RATE));
  const seconds = kept.length / CLAP_RATE;
  const bitRate = Math.floor(Math.min(MAX_BIT_RATE, Math.max(MIN_BIT_RATE, maxBits / seconds)));
  // First, because encoding overwrites the samples.
  const waveform = previewWaveform(kept);
  const audio = await encodeOpus(kept, { bitRate, timeoutMs });
  return { audio, seconds, isShortened: kept.length < part.length, waveform };
}
