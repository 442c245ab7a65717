import { FEATURE_RATE } from '../pcm.ts';
import { realFft } from '../recordings/real-fft.ts';

/** Range of fundamental frequencies, in hertz. The limits leave a margin of half a semitone around 40 Hz and 4 kHz. */
const MIN_HERTZ = 38.8;
const MAX_HERTZ = 4120;
const MAX_LAG = Math.ceil(FEATURE_RATE / MIN_HERTZ);
/** Value of the difference function below which a lag is a period, and above which a frame has no period. */
const PERIODIC = 0.1;
const APERIODIC = 0.35;
/** Lag in samples below which a dip has so few samples that its value may exceed the limit by {@link SHORT_EXTRA}. */
const SHORT_LAG = 8;
const SHORT_EXTRA = 0.3;

/** A local minimum of the difference function: its lag in samples, and its value, both interpolated. */
interface Dip {
  readonly lag: number;
  readonly value: number;
}

/**
 * Returns the period of a frame in samples, for fundamental frequencies from 40 Hz to 4 kHz.
 * YIN (de Cheveigné and Kawahara 2002) gives the period, which is refined at its multiples.
 * @returns null if the frame has no period in the range
 */
export function periodOf(frame: Float32Array): number | null {
  const maxLag = Math.min(MAX_LAG, Math.floor(frame.length / 2));
  const difference = differenceFunction(frame, maxLag + 2);
  const dips = dipsOf(difference, maxLag);
  const lowest = dips.reduce((min, { value }) => Math.min(min, value), Number.POSITIVE_INFINITY);
  if (lowest > APERIODIC) return null;
  const limit = Math.max(PERIODIC, lowest + PERIODIC);
  const first = dips.find(({ lag, value }) => value <= (lag < SHORT_LAG ? limit + SHORT_EXTRA : limit));
  if (!first) return null;
  const lag = refine(first, dips);
  return FEATURE_RATE / lag <= MAX_HERTZ && FEATURE_RATE / lag >= MIN_HERTZ ? lag : null;
}

/** Divides the lag of the longest multiple of a period at which the frame is still periodic by the multiple. */
function refine({ lag, value }: Dip, dips: readonly Dip[]): number {
  let refined = lag;
  for (let multiple = 2; ; multiple *= 2) {
    const near = dips.find((dip) => Math.abs(dip.lag - multiple * refined) < lag / 4);
    if (!near || near.value > value + PERIODIC) return refined;
    refined = near.lag / multiple;
  }
}

/**
 * Computes the cumulative mean normalized difference function: near 0 at multiples of the period, near 1 elsewhere.
 * @returns the values at lags 0..`lags`
 */
function differenceFunction(frame: Float32Array, lags: number): Float64Array {
  const width = frame.length - lags;
  const fft = realFft(frame.length);
  const whole = fft.forward(frame);
  const part = fft.forward(frame.subarray(0, width));
  // The product of one spectrum and the conjugate of the other, which replaces it, is the spectrum of the correlation.
  part[0] = (whole[0] ?? 0) * (part[0] ?? 0);
  part[1] = (whole[1] ?? 0) * (part[1] ?? 0);
  for (let i = 2; i < fft.size; i += 2) {
    const re = whole[i] ?? 0;
    const im = whole[i + 1] ?? 0;
    const partRe = part[i] ?? 0;
    const partIm = part[i + 1] ?? 0;
    part[i] = re * partRe + im * partIm;
    part[i + 1] = im * partRe - re * partIm;
  }
  const correlation = fft.inverse(part);
  const difference = new Float64Array(lags + 1);
  let fixed = 0;
  for (let i = 0; i < width; i++) fixed += (frame[i] ?? 0) ** 2;
  let moving = fixed;
  let sum = 0;
  difference[0] = 1;
  for (let lag = 1; lag <= lags; lag++) {
    moving += (frame[lag + width - 1] ?? 0) ** 2 - (frame[lag - 1] ?? 0) ** 2;
    const value = Math.max(0, fixed + moving - (2 * (correlation[lag] ?? 0)) / fft.size);
    sum += value;
    difference[lag] = sum > 0 ? (value * lag) / sum : 1;
  }
  return difference;
}

/** Returns the local minima below 1 in the order of their lags: the vertices of parabolas through three values. */
function dipsOf(difference: Float64Array, maxLag: number): Dip[] {
  const dips: Dip[] = [];
  for (let lag = 2; lag <= maxLag; lag++) {
    const left = difference[lag - 1] ?? 1;
    const here = difference[lag] ?? 1;
    const right = difference[lag + 1] ?? 1;
    if (here >= 1 || here > left || here >= right) continue;
    const shift = (left - right) / (2 * (left + right - 2 * here));
    dips.push({ lag: lag + shift, value: here - ((left - right) * shift) / 4 });
  }
  return dips;
}
