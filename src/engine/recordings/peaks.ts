import { createAnalysisKernel } from '../analysis-kernel.ts';
import { FEATURE_RATE } from '../pcm.ts';
import { createSampleBuffer, type SampleBuffer } from '../resample/sample-buffer.ts';
import { createPowerSpectrum } from '../spectrum.ts';

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
/** Number of frames around a point, with its own. */
const AROUND = 2 * FRAME_RADIUS + 1;
/** Number of frames of the spectrogram that are in memory: those from before a point to the latest, which is later. */
const ROWS = FRAME_RADIUS + LOCAL_RADIUS + 1;
const power = new Float32Array(ROWS * BIN_COUNT);
const column = new Float32Array(AROUND);
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
 * sound that was cut, filtered, or made louder has nearly the same peaks. Only the latest frames of the spectrogram are
 * in memory.
 */
export function findPeaks(samples: Float32Array): Peaks {
  const count = 1 + Math.floor(samples.length / HOP);
  const totals = new Float32Array(count);
  const highest = new Float32Array(count);
  const candidates: Candidates = { frames: [], bins: [], powers: createSampleBuffer() };
  let loudestPoint = 0;
  sums.fill(0);
  for (let t = 0; t < count + LOCAL_RADIUS; t++) {
    if (t < count) {
      totals[t] = addFrame(samples, t);
      highest[t] = max(row);
      loudestPoint = Math.max(loudestPoint, highest[t] ?? 0);
    }
    if (t >= LOCAL_RADIUS) addCandidates(candidates, t - LOCAL_RADIUS, highest, loudestPoint * RANGE);
  }
  const powers = candidates.powers.finish(candidates.frames.length * AROUND);
  const loudest = max(totals);
  if (loudest < MIN_POWER) return NO_PEAKS;
  const isAudible = (total: number) => total > loudest * TRIM;
  const first = totals.findIndex(isAudible);
  const last = totals.findLastIndex(isAudible);
  const floor = loudestPoint * RANGE;
  const isPeak = (frame: number, index: number) =>
    frame >= first && frame <= last && isProminent(powers.subarray(index * AROUND, (index + 1) * AROUND), floor);
  const chosen = candidates.frames.map(isPeak);
  const peaksOf = (values: readonly number[]) => values.filter((_, index) => chosen[index]);
  return {
    ...{ bands: bandLevels(sums), first, last },
    frames: Uint32Array.from(peaksOf(candidates.frames)),
    bins: Uint8Array.from(peaksOf(candidates.bins)),
  };
}

/** Points that are peaks if they are prominent above the floor, which is known once the whole sound was read. */
interface Candidates {
  readonly frames: number[];
  readonly bins: number[];
  /** Powers of the bin of each candidate in the {@link AROUND} frames around it; -1 beyond the ends of the sound. */
  readonly powers: SampleBuffer;
}

/** Adds the points of frame `t` that are maxima, and prominent above `floor`, which rises with the loudest frame. */
function addCandidates({ frames, bins, powers }: Candidates, t: number, highest: Float32Array, floor: number): void {
  const around = highest.subarray(Math.max(0, t - LOCAL_RADIUS), t + LOCAL_RADIUS + 1);
  const minimum = Math.max(floor, max(around) * LOCAL_RANGE);
  let before = 0;
  let value = powerAt(t, 0);
  for (let k = 0; k < BIN_COUNT; k++) {
    const after = k + 1 < BIN_COUNT ? powerAt(t, k + 1) : 0;
    // Most points are rejected by the two nearest points of their frame.
    const isHigher = value >= minimum && value >= before && value >= after;
    if (isHigher && isMaximum(highest.length, t, k, value)) {
      for (let i = 0; i < AROUND; i++) {
        const u = t - FRAME_RADIUS + i;
        column[i] = u >= 0 && u < highest.length ? powerAt(u, k) : -1;
      }
      if (isProminent(column, floor)) {
        frames.push(t);
        bins.push(k);
        powers.append(column);
      }
    }
    before = value;
    value = after;
  }
}

function powerAt(t: number, k: number): number {
  return power[(t % ROWS) * BIN_COUNT + k] ?? 0;
}

/**
 * Returns whether a point of the spectrogram is the maximum of the rectangle around it. The nearest points are compared
 * first, because most points are exceeded there.
 */
function isMaximum(count: number, t: number, k: number, value: number): boolean {
  if (t > 0 && powerAt(t - 1, k) > value) return false;
  if (t < count - 1 && powerAt(t + 1, k) > value) return false;
  const low = Math.max(0, k - BIN_RADIUS);
  const high = Math.min(BIN_COUNT - 1, k + BIN_RADIUS);
  for (let distance = 0; distance <= FRAME_RADIUS; distance++) {
    if (t - distance >= 0 && hasAbove(t - distance, low, high, value)) return false;
    if (t + distance < count && hasAbove(t + distance, low, high, value)) return false;
  }
  return true;
}

function hasAbove(t: number, low: number, high: number, value: number): boolean {
  const start = (t % ROWS) * BIN_COUNT;
  for (let at = start + low; at <= start + high; at++) if ((power[at] ?? 0) > value) return true;
  return false;
}

/** Returns whether the middle of the powers around a point exceeds both `floor` and the mean level of the powers. */
function isProminent(powers: Float32Array, floor: number): boolean {
  const value = powers[FRAME_RADIUS] ?? 0;
  if (value < floor) return false;
  let sum = 0;
  let count = 0;
  for (const around of powers) {
    if (around < 0) continue;
    sum += Math.log(Math.max(floor * 0.6, around));
    count += 1;
  }
  return Math.log(value) - sum / count >= MIN_PROMINENCE;
}

function max(values: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) if ((values[i] ?? 0) > largest) largest = values[i] ?? 0;
  return largest;
}

/** Computes the power of each bin in frame `t`, adds the powers to the sums, and returns the total power. */
function addFrame(samples: Float32Array, t: number): number {
  const { samples: input } = spectrum;
  const start = t * HOP - WINDOW / 2;
  if (start < 0 || start + WINDOW > samples.length) input.fill(0);
  input.set(samples.subarray(Math.max(0, start), start + WINDOW), Math.max(0, -start));
  powers.set(spectrum.hann(0, powers.length));
  const total = kernel.addPowers(...ADDED);
  power.set(row, (t % ROWS) * BIN_COUNT);
  return total;
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
