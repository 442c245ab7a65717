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
 * @param samples mono, at 48 kHz; changed if the copy is leveled
 */
export async function makeCopy(samples: Float32Array, options: CopyOptions): Promise<PlayableCopy> {
  const { maxBytes, isLeveled, timeoutMs } = options;
  if (isLeveled) levelSound(samples);
  const maxBits = 8 * NET_SHARE * Math.max(0, maxBytes - HEADER_BYTES);
  const kept = samples.subarray(0, Math.floor((maxBits / MIN_BIT_RATE) * CLAP_RATE));
  const seconds = kept.length / CLAP_RATE;
  const bitRate = Math.floor(Math.min(MAX_BIT_RATE, Math.max(MIN_BIT_RATE, maxBits / seconds)));
  return {
    audio: await encodeOpus(kept, { bitRate, timeoutMs }),
    seconds,
    isShortened: kept.length < samples.length,
    waveform: previewWaveform(kept),
  };
}
