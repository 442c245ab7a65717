import { butterworth, type Section } from './band-limit.ts';
import type { FrameDescriptors } from './frame-descriptors.ts';
import { MEL_BANDS } from './mel-bank.ts';

/** First of the 64 mel bands (up to 9.5 kHz) that is empty in speech sampled at 8 kHz. */
const FIRST_EMPTY_BAND = 51;
/** Maximum level of the bands above the telephone band in a narrow-band recording, in dB. */
const NARROW_DB = -60;
/** Minimum level of the loudest band above the telephone band in a wide-band recording, in dB. */
const WIDE_DB = -50;
/** Number of frames ignored at either end, because the edges of a recording leak into all bands. */
const EDGE = 2;
/** Cutoff of the low-pass filter for narrow-band recordings, in hertz. Telephone codecs differ above it. */
const CUTOFF_HERTZ = 3200;
const SECTIONS = [...butterworth(CUTOFF_HERTZ), ...butterworth(CUTOFF_HERTZ)];

/**
 * Measures whether a sound reaches above the telephone band, from its mel spectrogram.
 * @returns 0 for a narrow-band recording, 1 for a wide-band one, or a value between them that grows with the level
 * above the telephone band
 */
export function bandwidthOf({ mel, count }: Pick<FrameDescriptors, 'mel' | 'count'>): number {
  const edge = count > 2 * EDGE ? EDGE : 0;
  let max = NARROW_DB;
  for (let t = edge; t < count - edge; t++) {
    for (let b = FIRST_EMPTY_BAND; b < MEL_BANDS; b++) max = Math.max(max, mel[t * MEL_BANDS + b] ?? 0);
  }
  return Math.min(1, (max - NARROW_DB) / (WIDE_DB - NARROW_DB));
}

/**
 * Multiplies the content of a signal above 3.2 kHz by `width`, 0..1, in place.
 * A copy of a signal of ten minutes would take 50 MB.
 * @returns the signal
 */
export function narrowBand(signal: Float32Array, width: number): Float32Array {
  const filters = SECTIONS.map(createFilter);
  for (let i = 0; i < signal.length; i++) {
    const x = signal[i] ?? 0;
    let low = x;
    for (const filter of filters) low = filter(low);
    signal[i] = low + width * (x - low);
  }
  return signal;
}

/** Creates a second-order section: a function that filters the next sample, and rounds the result to 32 bits. */
function createFilter({ gain, first, second }: Section): (sample: number) => number {
  let [one, two] = [0, 0];
  return (sample) => {
    const x = gain * sample;
    const y = x + one;
    one = 2 * x + two - first * y;
    two = x - second * y;
    return Math.fround(y);
  };
}
