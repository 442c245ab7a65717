import { FEATURE_RATE } from '../pcm.ts';
import { realFft } from '../recordings/real-fft.ts';

/** Range of fundamental frequencies, in hertz. The limits leave a margin of half a semitone around 40 Hz and 4 kHz. */
const MIN_HERTZ = 38.8;
const MAX_HERTZ = 4120;
const MAX_LAG = Math.ceil(FEATURE_RATE / MIN_HERTZ);
/** Samples of a frame: 93 ms. */
const FRAME = 2048;
const MIN_FRAME = 256;
/** Number of frames that are measured, evenly spaced over the steady part of the sound. */
const FRAMES = 12;
/** Lowest level of a frame relative to the loudest one: -26 dB. */
const MIN_LEVEL = 0.05;
/** Value of the difference function below which a lag is a period, and above which a frame has no period. */
const PERIODIC = 0.1;
const APERIODIC = 0.35;
/** Lag in samples up to which few samples draw a dip, so that it may be less deep than others by this value. */
const SHORT_LAG = 8;
const SHORT_EXTRA = 0.2;
/** Share of the frames that must have a period, and share of those that must agree within {@link MAX_CENTS}. */
const MIN_VOICED = 0.6;
const MIN_AGREEING = 0.7;
const MAX_CENTS = 60;

/** A local minimum of the difference function: its lag in samples, and its value, both interpolated. */
interface Dip {
  readonly lag: number;
  readonly value: number;
}

/**
 * Estimates the fundamental frequency of a single note, from 40 Hz to 4 kHz.
 * YIN (de Cheveigné and Kawahara 2002) gives the period of each frame, which is refined at multiples of the period. The
 * pitch is the median over the frames.
 * @param samples the audible part of a sound at {@link FEATURE_RATE}
 * @returns null if the sound has no pitch, or more than one note
 */
export function estimatePitch(samples: Float32Array): number | null {
  const length = Math.min(FRAME, samples.length);
  if (length < MIN_FRAME) return null;
  const starts = steadyFrames(samples, length);
  const periods = starts.map((start) => periodOf(samples.subarray(start, start + length)));
  const voiced = periods.filter((period) => period !== null);
  if (voiced.length === 0 || voiced.length < MIN_VOICED * starts.length) return null;
  voiced.sort((a, b) => a - b);
  const median = voiced[Math.floor(voiced.length / 2)] ?? 0;
  const agreeing = voiced.filter((period) => Math.abs(1200 * Math.log2(period / median)) < MAX_CENTS);
  return agreeing.length < MIN_AGREEING * voiced.length ? null : FEATURE_RATE / median;
}

/** Returns the starts of frames from after the attack on, as long as the sound is loud. */
function steadyFrames(samples: Float32Array, length: number): number[] {
  const last = samples.length - length;
  const first = Math.min(last, length / 2, last / 4);
  const starts = Array.from({ length: FRAMES }, (_, i) => Math.round(first + ((last - first) * i) / (FRAMES - 1)));
  const levels = starts.map((start) => rms(samples.subarray(start, start + length)));
  const loudest = Math.max(...levels);
  const loud = starts.filter((_, i) => (levels[i] ?? 0) >= MIN_LEVEL * loudest);
  return [...new Set(loud)];
}

/** Returns the period of a frame in samples; null if the frame has none in the range. */
function periodOf(frame: Float32Array): number | null {
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
  // The product of one spectrum and the conjugate of the other is the spectrum of the correlation.
  const product = new Float32Array(fft.size);
  product[0] = (whole[0] ?? 0) * (part[0] ?? 0);
  product[1] = (whole[1] ?? 0) * (part[1] ?? 0);
  for (let i = 2; i < fft.size; i += 2) {
    const [re, im, partRe, partIm] = [whole[i] ?? 0, whole[i + 1] ?? 0, part[i] ?? 0, part[i + 1] ?? 0];
    product[i] = re * partRe + im * partIm;
    product[i + 1] = im * partRe - re * partIm;
  }
  const correlation = fft.inverse(product);
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
    const [left, here, right] = [difference[lag - 1] ?? 1, difference[lag] ?? 1, difference[lag + 1] ?? 1];
    if (here >= 1 || here > left || here >= right) continue;
    const shift = (left - right) / (2 * (left + right - 2 * here));
    dips.push({ lag: lag + shift, value: here - ((left - right) * shift) / 4 });
  }
  return dips;
}

function rms(samples: Float32Array): number {
  let squares = 0;
  for (const sample of samples) squares += sample * sample;
  return Math.sqrt(squares / samples.length);
}
