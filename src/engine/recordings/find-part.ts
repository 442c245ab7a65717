import { crossSpectrum, delayedBy, WAVEFORM_RATE } from './align-waveforms.ts';
import { realFft } from './real-fft.ts';

/** Length of the fades at both ends of a part, in samples: 12 ms. They remove the clicks at which it was cut off. */
const FADE = Math.round(0.012 * WAVEFORM_RATE);
/** Number of samples by which a part may begin before a sound or end after it, because codecs move the ends: 30 ms. */
const MARGIN = Math.round(0.03 * WAVEFORM_RATE);
/** Minimum share of the energy of a sound that is in a part of it. What is quieter is the noise of a codec. */
const MIN_ENERGY = 1e-6;

/** A part of a sound at the place in the sound with which it correlates most. */
export interface FoundPart {
  /** Sample of the sound at which the part begins; negative if it begins before the sound. */
  readonly lag: number;
  /** Magnitude of the correlation there, 0..1. */
  readonly correlation: number;
  /** The sound at this place, and the part, both with fades. */
  readonly pieces: readonly [Float32Array, Float32Array];
}

/**
 * Finds the places in a sound with which a part of the sound correlates most; none if the part is longer than the sound.
 * The correlation is normalized by the energy at each place, so that the quiet end of a sound is found too. The first
 * place is that of the signals, and the second one that of their differences, in which low frequencies and an offset,
 * which codecs change, count little.
 * @param whole the sound with all that is quiet in it, at {@link WAVEFORM_RATE}
 */
export function findPart(whole: Float32Array, part: Float32Array): FoundPart[] {
  if (part.length > whole.length + 2 * MARGIN) return [];
  const padded = new Float32Array(whole.length + 2 * MARGIN);
  padded.set(whole, MARGIN);
  const fade = Math.max(1, Math.min(FADE, Math.floor(part.length / 4)));
  const fades = weightsOf(part.length, (i) => (i < fade ? 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / fade) : 1));
  return [bestPlace(padded, part, fade), bestPlace(differences(padded), differences(part), fade)].map(
    ({ lag, correlation }) => {
      const piece = multiplied(padded.subarray(lag, lag + part.length), fades);
      return { lag: lag - MARGIN, correlation: Math.min(1, correlation), pieces: [piece, multiplied(part, fades)] };
    },
  );
}

function bestPlace(long: Float32Array, part: Float32Array, fade: number): { lag: number; correlation: number } {
  const weighted = multiplied(
    part,
    weightsOf(part.length, (i) => Math.min(1, (i + 1) / fade)),
  );
  const { whole, half } = correlate(long, weighted);
  const energies = weightedEnergies(long, part.length, fade);
  const energy = productOf(part, weighted);
  const minimum = MIN_ENERGY * productOf(long, long);
  let best = { lag: 0, correlation: 0 };
  for (let lag = 0; lag <= long.length - part.length; lag++) {
    const here = energies(lag);
    if (here < minimum) continue;
    // A high tone that is half a sample late agrees better one of its periods later, unless half samples are tried too.
    const product = Math.max(Math.abs(whole[lag] ?? 0), Math.abs(half[lag] ?? 0));
    const correlation = product / Math.sqrt(here * energy + 1e-30);
    if (correlation > best.correlation) best = { lag, correlation };
  }
  return best;
}

/** Returns the difference of each sample and the previous one. A cut disturbs only one of them. */
function differences(signal: Float32Array): Float32Array {
  return signal.map((value, i) => (i === 0 ? 0 : value - (signal[i - 1] ?? 0)));
}

/** Returns the weight of each sample of a part, which depends on the distance from the nearer end. */
function weightsOf(length: number, weight: (distance: number) => number): Float32Array {
  return Float32Array.from({ length }, (_, i) => weight(Math.min(i, length - 1 - i)));
}

/**
 * Returns a function that computes the energy of `length` samples from a sample on, with weights that rise and fall
 * linearly over `fade` samples. Such weights are a mean of shifted rectangles, so two running sums suffice.
 */
function weightedEnergies(signal: Float32Array, length: number, fade: number): (from: number) => number {
  const sums = new Float64Array(signal.length + 2);
  let energy = 0;
  for (let i = 0; i < signal.length; i++) {
    // Element i + 1 is the sum of the energies of the first 0 to i samples.
    sums[i + 1] = (sums[i] ?? 0) + energy;
    energy += (signal[i] ?? 0) ** 2;
  }
  sums[signal.length + 1] = (sums[signal.length] ?? 0) + energy;
  const sumOf = (from: number) => (sums[from + fade] ?? 0) - (sums[from] ?? 0);
  return (from) => Math.max(0, sumOf(from + length - fade + 1) - sumOf(from)) / fade;
}

/** Correlates a signal with a shorter one that begins at each of its samples, and half a sample later. */
function correlate(long: Float32Array, short: Float32Array): { whole: Float32Array; half: Float32Array } {
  const fft = realFft(long.length + short.length);
  const [a, b] = [fft.forward(long), fft.forward(short)];
  const product = crossSpectrum(a, b).map((value) => value / fft.size);
  const later = delayedBy(product, -0.5);
  // Bin 0 is real.
  for (const spectrum of [product, later]) spectrum[0] = ((a[0] ?? 0) * (b[0] ?? 0)) / fft.size;
  return { whole: fft.inverse(product), half: fft.inverse(later) };
}

function multiplied(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((x, i) => x * (b[i] ?? 0));
}

function productOf(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
