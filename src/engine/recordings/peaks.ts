import { FEATURE_RATE } from '../pcm.ts';
import { createPowerSpectrum } from '../spectrum.ts';

/** Samples in a window (46 ms) and between windows (11.6 ms). */
const WINDOW = 1024;
const HOP = 256;
export const FRAMES_PER_SECOND = FEATURE_RATE / HOP;
/** Range of the bins (21.5 Hz each) in which peaks are found: 130 Hz to 5.1 kHz. */
export const FIRST_BIN = 6;
export const BIN_COUNT = 230;
const BINS = WINDOW / 2 + 1;
/** Half the size of the rectangle of frames and bins of which a peak is the maximum. It sets the number of peaks. */
const FRAME_RADIUS = 7;
const BIN_RADIUS = 7;
/** Minimum level of a peak, in nepers of power, relative to the loudest point of the sound and of its neighborhood. */
const RANGE = 60 / 4.343;
const LOCAL_RANGE = 35 / 4.343;
const LOCAL_RADIUS = 60;
/** Minimum excess of a peak over the mean level of its bin in the rectangle: steady tones have no place in time. */
const MIN_PROMINENCE = 2.5 / 4.343;
/** Level, relative to the loudest frame, up to which a frame at either end of the sound counts as silence. */
const TRIM = 10 ** -4.5;
/** Power of a frame of a signal that counts as silence. */
const MIN_POWER = 1e-6;

/** The spectral peaks of a sound, and its extent. */
export interface Peaks {
  /** Levels of {@link BANDS} bands of equal width on a logarithmic scale, in half dB below the loudest band. */
  readonly bands: Uint8Array;
  /** First and last audible frame. */
  readonly first: number;
  readonly last: number;
  /** Frames in ascending order, one for each peak. */
  readonly frames: Uint32Array;
  readonly bins: Uint8Array;
}

/** Number of bands whose levels are kept, and their range in hertz. */
export const BANDS = 12;
const BAND_RANGE = [60, 5000] as const;
/** Level of the quietest band, in half dB below the loudest band. */
const MAX_BELOW = 140;
/** Band of each bin, or -1. */
const BAND_OF = Int8Array.from({ length: BINS }, (_, k) => {
  const hertz = (k * FEATURE_RATE) / WINDOW;
  const [from, to] = BAND_RANGE;
  return hertz < from || hertz >= to ? -1 : Math.floor((BANDS * Math.log(hertz / from)) / Math.log(to / from));
});

const spectrum = createPowerSpectrum(WINDOW);
const NO_PEAKS: Peaks = {
  bands: new Uint8Array(BANDS),
  first: 0,
  last: 0,
  frames: new Uint32Array(0),
  bins: new Uint8Array(0),
};

/**
 * Finds the spectral peaks of a sound at {@link FEATURE_RATE}, about 75 per second (Wang 2003).
 * A peak is the maximum of a rectangle of the spectrogram, and is chosen by its neighborhood alone, so that cuts,
 * gain and filters change few peaks.
 */
export function findPeaks(samples: Float32Array): Peaks {
  const count = 1 + Math.floor(samples.length / HOP);
  const { levels, totals, bands } = spectrogram(samples, count);
  const loudest = totals.reduce((a, b) => Math.max(a, b), 0);
  if (loudest < MIN_POWER) return NO_PEAKS;
  const audible = (power: number) => power > loudest * TRIM;
  const first = totals.findIndex(audible);
  const last = totals.findLastIndex(audible);
  const width = BIN_COUNT;
  const acrossBins = new Float32Array(levels.length);
  for (let t = 0; t < count; t++) maxFilter(levels, acrossBins, t * width, 1, width, BIN_RADIUS);
  const across = new Float32Array(levels.length);
  for (let k = 0; k < width; k++) maxFilter(acrossBins, across, k, width, count, FRAME_RADIUS);
  const frameMax = new Float32Array(count);
  let top = -99;
  for (let t = 0; t < count; t++) {
    let max = -99;
    for (let k = 0; k < width; k++) max = Math.max(max, levels[t * width + k] ?? 0);
    frameMax[t] = max;
    top = Math.max(top, max);
  }
  const around = new Float32Array(count);
  maxFilter(frameMax, around, 0, 1, count, LOCAL_RADIUS);
  const frames: number[] = [];
  const bins: number[] = [];
  for (let t = first; t <= last; t++) {
    const floor = Math.max(top - RANGE, (around[t] ?? 0) - LOCAL_RANGE);
    for (let k = 0; k < width; k++) {
      const at = t * width + k;
      const level = levels[at] ?? 0;
      if (level !== across[at] || level < floor) continue;
      let sum = 0;
      let n = 0;
      for (let u = Math.max(0, t - FRAME_RADIUS); u <= Math.min(count - 1, t + FRAME_RADIUS); u++) {
        sum += Math.max(top - RANGE - 2, levels[u * width + k] ?? 0);
        n++;
      }
      if (level - sum / n < MIN_PROMINENCE) continue;
      frames.push(t);
      bins.push(k);
    }
  }
  return { bands, first, last, frames: Uint32Array.from(frames), bins: Uint8Array.from(bins) };
}

function spectrogram(samples: Float32Array, count: number) {
  const width = BIN_COUNT;
  const levels = new Float32Array(count * width);
  const totals = new Float64Array(count);
  const power = new Float64Array(BINS);
  const sums = new Float64Array(BANDS);
  const { samples: input } = spectrum;
  for (let t = 0; t < count; t++) {
    const start = t * HOP - WINDOW / 2;
    input.fill(0);
    input.set(samples.subarray(Math.max(0, start), Math.min(samples.length, start + WINDOW)), Math.max(0, -start));
    spectrum.writeHann(power, 0);
    let total = 0;
    for (let k = 2; k < FIRST_BIN; k++) total += power[k] ?? 0;
    for (let k = 0; k < width; k++) {
      const p = power[k + FIRST_BIN] ?? 0;
      total += p;
      levels[t * width + k] = Math.log(p + 1e-20);
    }
    totals[t] = total;
    for (let k = 0; k < BIN_COUNT + FIRST_BIN; k++) {
      const band = BAND_OF[k] ?? -1;
      if (band >= 0) sums[band] = (sums[band] ?? 0) + (power[k] ?? 0);
    }
  }
  const loudest = sums.reduce((a, b) => Math.max(a, b), 1e-30);
  const bands = Uint8Array.from(sums, (sum) => Math.min(MAX_BELOW, -20 * Math.log10(sum / loudest + 1e-9)));
  return { levels, totals, bands };
}

/** Writes the maximum of the `radius` values on either side of each value (van Herk's algorithm). */
function maxFilter(input: Float32Array, output: Float32Array, start: number, step: number, n: number, radius: number) {
  const size = 2 * radius + 1;
  const padded = n + 2 * radius;
  const forward = new Float32Array(padded);
  const backward = new Float32Array(padded);
  const value = (i: number) => (i < radius || i >= n + radius ? -Infinity : (input[start + (i - radius) * step] ?? 0));
  for (let i = 0; i < padded; i++) forward[i] = i % size === 0 ? value(i) : Math.max(forward[i - 1] ?? 0, value(i));
  for (let i = padded - 1; i >= 0; i--)
    backward[i] = i % size === size - 1 || i === padded - 1 ? value(i) : Math.max(backward[i + 1] ?? 0, value(i));
  for (let i = 0; i < n; i++) output[start + i * step] = Math.max(backward[i] ?? 0, forward[i + size - 1] ?? 0);
}
