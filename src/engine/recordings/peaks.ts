import { createAnalysisKernel } from '../analysis-kernel.ts';
import { FEATURE_RATE } from '../pcm.ts';
import { createPowerSpectrum } from '../spectrum.ts';
import { workingMemory } from '../working-memory.ts';

/** Length of a window (46 ms) and distance between the starts of two windows (11.6 ms), in samples. */
const WINDOW = 1024;
const HOP = 256;
export const FRAMES_PER_SECOND = FEATURE_RATE / HOP;
/** Range of the bins (21.5 Hz each) in which peaks are found: 130 Hz to 5.1 kHz. */
export const FIRST_BIN = 6;
export const BIN_COUNT = 230;
const BINS = WINDOW / 2 + 1;
/** A peak is the maximum of a rectangle around it in the spectrogram. These are half its sizes in frames and bins. */
const FRAME_RADIUS = 7;
const BIN_RADIUS = 7;
/** Minimum power of a peak, relative to the loudest point of the sound and of the frames around the peak. */
const RANGE = 10 ** -6;
const LOCAL_RANGE = 10 ** -3.5;
/** Number of frames before a peak, and after it, to whose loudest point the power of the peak is compared. */
const LOCAL_RADIUS = 60;
/**
 * Minimum level of a peak above the mean level of its bin in the frames around the peak, as a natural logarithm of
 * power (2.5 dB). A steady tone does not exceed its mean, and therefore has no peaks.
 */
const MIN_PROMINENCE = 2.5 / 4.343;
/** Power, relative to the loudest frame, up to which frames at the start and the end of a sound count as silence. */
const TRIM = 10 ** -4.5;
/** A sound whose loudest frame has less power than this is silent, and has no peaks. */
const MIN_POWER = 1e-6;

/** The spectral peaks of a sound, and the levels and the extent of the sound. */
export interface Peaks {
  /** Levels of {@link BANDS} bands of equal width on a logarithmic scale, in half dB below the loudest band. */
  readonly bands: Uint8Array;
  /** First and last audible frame. */
  readonly first: number;
  readonly last: number;
  /** Frame of each peak, in ascending order. */
  readonly frames: Uint32Array;
  readonly bins: Uint8Array;
}

/** Number of bands whose levels a fingerprint contains, and range of frequencies of the bands in hertz. */
export const BANDS = 12;
const BAND_RANGE = [60, 5000] as const;
/** Lowest level of a band that is stored, in half dB below the loudest band. */
const MAX_BELOW = 140;
/** Index of the band that each bin belongs to; -1 for a bin outside all bands. */
const BAND_OF = Int8Array.from({ length: BINS }, (_, k) => {
  const hertz = (k * FEATURE_RATE) / WINDOW;
  const [from, to] = BAND_RANGE;
  return hertz < from || hertz >= to ? -1 : Math.floor((BANDS * Math.log(hertz / from)) / Math.log(to / from));
});

const spectrum = createPowerSpectrum(WINDOW);
const kernel = createAnalysisKernel();
/** Powers of one frame, and the sums of the powers of all frames. Bins 0 and 1, below all bands, are left out. */
const powers = new Float64Array(kernel.buffer, 0, FIRST_BIN + BIN_COUNT);
const sums = new Float64Array(kernel.buffer, powers.byteLength, powers.length);
const MIN_BIN = 2;
/** Powers of one frame from bin MIN_BIN on, and those of the bins in which peaks are found. */
const rounded = new Float32Array(kernel.buffer, 2 * powers.byteLength, powers.length - MIN_BIN);
const row = rounded.subarray(FIRST_BIN - MIN_BIN);
/** Arguments of `addPowers`: addresses of the powers, the sums and the rounded powers, and the number of powers. */
const ADDED = [
  powers.subarray(MIN_BIN).byteOffset,
  sums.subarray(MIN_BIN).byteOffset,
  rounded.byteOffset,
  rounded.length,
] as const;
const NO_PEAKS: Peaks = {
  bands: new Uint8Array(BANDS),
  first: 0,
  last: 0,
  frames: new Uint32Array(0),
  bins: new Uint8Array(0),
};

/**
 * Finds the spectral peaks of a sound at {@link FEATURE_RATE}, about 75 per second (Wang 2003).
 * A peak is the maximum of a rectangle of the spectrogram. Mostly the points around a peak decide, so a copy of the
 * sound that was cut, filtered, or made louder has nearly the same peaks.
 */
export function findPeaks(samples: Float32Array): Peaks {
  const { power, totals, bands } = spectrogram(samples);
  const loudest = max(totals);
  if (loudest < MIN_POWER) return NO_PEAKS;
  const isAudible = (total: number) => total > loudest * TRIM;
  const first = totals.findIndex(isAudible);
  const last = totals.findLastIndex(isAudible);
  const highest = Float32Array.from(totals, (_, t) => max(power.subarray(t * BIN_COUNT, (t + 1) * BIN_COUNT)));
  const floor = max(highest) * RANGE;
  const frames: number[] = [];
  const bins: number[] = [];
  for (let t = first; t <= last; t++) {
    const around = highest.subarray(Math.max(0, t - LOCAL_RADIUS), t + LOCAL_RADIUS + 1);
    const minimum = Math.max(floor, max(around) * LOCAL_RANGE);
    let before = 0;
    let value = power[t * BIN_COUNT] ?? 0;
    for (let k = 0; k < BIN_COUNT; k++) {
      const after = k + 1 < BIN_COUNT ? (power[t * BIN_COUNT + k + 1] ?? 0) : 0;
      // Most points are rejected by the two nearest points of their frame.
      const isHigher = value >= minimum && value >= before && value >= after;
      if (isHigher && isMaximum(power, totals.length, t, k, value)) {
        if (Math.log(value) - meanLevel(power, totals.length, t, k, floor) >= MIN_PROMINENCE) {
          frames.push(t);
          bins.push(k);
        }
      }
      before = value;
      value = after;
    }
  }
  return { bands, first, last, frames: Uint32Array.from(frames), bins: Uint8Array.from(bins) };
}

/**
 * Returns whether a point of the spectrogram is the maximum of the rectangle around it. The nearest points are compared
 * first, because most points are exceeded there.
 */
function isMaximum(power: Float32Array, count: number, t: number, k: number, value: number): boolean {
  const at = t * BIN_COUNT + k;
  if (t > 0 && (power[at - BIN_COUNT] ?? 0) > value) return false;
  if (t < count - 1 && (power[at + BIN_COUNT] ?? 0) > value) return false;
  const low = Math.max(0, k - BIN_RADIUS);
  const high = Math.min(BIN_COUNT - 1, k + BIN_RADIUS);
  for (let distance = 0; distance <= FRAME_RADIUS; distance++) {
    if (t - distance >= 0 && hasAbove(power, (t - distance) * BIN_COUNT, low, high, value)) return false;
    if (t + distance < count && hasAbove(power, (t + distance) * BIN_COUNT, low, high, value)) return false;
  }
  return true;
}

function hasAbove(power: Float32Array, row: number, low: number, high: number, value: number): boolean {
  for (let at = row + low; at <= row + high; at++) if ((power[at] ?? 0) > value) return true;
  return false;
}

/** Returns the mean natural logarithm of the power of a bin, over the frames around a frame. */
function meanLevel(power: Float32Array, count: number, t: number, k: number, floor: number): number {
  let sum = 0;
  const [from, to] = [Math.max(0, t - FRAME_RADIUS), Math.min(count - 1, t + FRAME_RADIUS)];
  for (let u = from; u <= to; u++) sum += Math.log(Math.max(floor * 0.6, power[u * BIN_COUNT + k] ?? 0));
  return sum / (to - from + 1);
}

function max(values: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) if ((values[i] ?? 0) > largest) largest = values[i] ?? 0;
  return largest;
}

/** Computes the power of each bin in each frame, the total power of each frame, and the levels of the bands. */
function spectrogram(samples: Float32Array) {
  const count = 1 + Math.floor(samples.length / HOP);
  const power = workingMemory(count * BIN_COUNT);
  const totals = new Float32Array(count);
  sums.fill(0);
  const { samples: input } = spectrum;
  for (let t = 0; t < count; t++) {
    const start = t * HOP - WINDOW / 2;
    if (start < 0 || start + WINDOW > samples.length) input.fill(0);
    input.set(samples.subarray(Math.max(0, start), start + WINDOW), Math.max(0, -start));
    powers.set(spectrum.hann(0, powers.length));
    totals[t] = kernel.addPowers(...ADDED);
    power.set(row, t * BIN_COUNT);
  }
  return { power, totals, bands: bandLevels(sums) };
}

function bandLevels(sums: Float64Array): Uint8Array {
  const power = new Float64Array(BANDS);
  sums.forEach((value, k) => {
    const band = BAND_OF[k] ?? -1;
    if (band >= 0) power[band] = (power[band] ?? 0) + value;
  });
  const loudest = power.reduce((a, b) => Math.max(a, b), 1e-30);
  return Uint8Array.from(power, (value) => Math.min(MAX_BELOW, -20 * Math.log10(value / loudest + 1e-9)));
}
