import { realFft } from './real-fft.ts';

/** Sample rate of the waveforms that are compared, in hertz. */
export const WAVEFORM_RATE = 11_025;

/** A band of frequencies in hertz. */
export type Band = readonly [from: number, to: number];

/** Two waveforms within a band of frequencies, at the lag at which they agree best. */
export interface Alignment {
  /** Magnitude of the correlation of the half-whitened waveforms in their overlap, 0..1. */
  readonly correlation: number;
  /** Sample of waveform `a` at which waveform `b` begins; negative if `b` begins before `a`. */
  readonly lag: number;
  /** The overlapping parts of the two half-whitened waveforms. */
  readonly white: readonly [Float32Array, Float32Array];
  /** Computes the overlapping parts of the two waveforms, without whitening. */
  plain(): readonly [Float32Array, Float32Array];
  /** Effective bandwidth of waveform `a`, in hertz. A tone or a bass drum has a small one. */
  readonly bandwidth: number;
}

/**
 * Lags are tried at which at least MIN_OVERLAP of the shorter waveform overlaps the other waveform, and at least
 * MIN_ENERGY of the energy of one of the waveforms is in the overlap.
 */
const MIN_OVERLAP = 0.8;
const MIN_ENERGY = 0.25;

/**
 * Minimum shares of the correlation at the best lag that remain at the nearest whole sample, and at the nearest whole
 * or half sample.
 */
const MIN_SHARE_AT_WHOLE = 0.4;
const MIN_SHARE_AT_HALF = 0.75;

/**
 * Aligns two waveforms at {@link WAVEFORM_RATE} within a band of frequencies.
 * Their lag is the one with the largest correlation of the half-whitened waveforms. In a half-whitened waveform, each
 * bin of the spectrum is divided by the square root of its magnitude. Returns null if one of the waveforms is silent in
 * the band, or their correlation is below `minimum`.
 */
export function alignWaveforms(a: Float32Array, b: Float32Array, band: Band, minimum = 0): Alignment | null {
  const fft = realFft(a.length + b.length);
  const [inBandA, inBandB] = [bandPassed(fft.forward(a), band, fft.size), bandPassed(fft.forward(b), band, fft.size)];
  const toSignal = (spectrum: Float32Array, length: number) => scaled(fft.inverse(spectrum), fft.size, length);
  // Whitening spreads a signal beyond its two ends. `scaled` cuts off what lies beyond them.
  const [whiteA, whiteB] = [toSignal(halfWhitened(inBandA), a.length), toSignal(halfWhitened(inBandB), b.length)];
  const [spectrumA, spectrumB] = [fft.forward(whiteA), fft.forward(whiteB)];
  const cross = crossSpectrum(spectrumA, spectrumB);
  const energies = [cumulatedEnergy(whiteA), cumulatedEnergy(whiteB)] as const;
  // A high tone that is half a sample late agrees better one of its periods later, unless half samples are tried too.
  const whole = bestLag(fft.inverse(cross), fft.size, energies);
  if (!whole || whole.value < MIN_SHARE_AT_WHOLE * minimum) return null;
  const half = bestLag(fft.inverse(delayedBy(cross, -0.5)), fft.size, energies);
  if (!half || Math.max(whole.value, half.value) < MIN_SHARE_AT_HALF * minimum) return null;
  const { lag } = half.value > whole.value ? half : whole;
  const fraction = bestFraction(cross, lag, half.value > whole.value ? 0.5 : 0);
  const [from, to] = [Math.max(0, lag), Math.min(a.length, b.length + lag)];
  const overlapping = (x: Float32Array, y: Float32Array) =>
    [x.subarray(from, to), y.subarray(from - lag, to - lag)] as const;
  const delayed = (spectrum: Float32Array) => toSignal(delayedBy(spectrum, fraction), b.length);
  const white = overlapping(whiteA, fraction === 0 ? whiteB : delayed(spectrumB));
  const correlation = correlationOf(...white);
  if (correlation < minimum) return null;
  return {
    correlation,
    lag,
    white,
    plain() {
      const [plainA, plainB] = [toSignal(inBandA, a.length), toSignal(inBandB, b.length)];
      return overlapping(plainA, fraction === 0 ? plainB : delayed(fft.forward(plainB)));
    },
    bandwidth: bandwidthOf(inBandA, fft.size),
  };
}

/** Returns the magnitude of the correlation of two signals, 0..1. */
export function correlationOf(a: Float32Array, b: Float32Array): number {
  let [product, squareA, squareB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    product += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return Math.min(1, Math.abs(product) / Math.sqrt(squareA * squareB + 1e-30));
}

/** Fractions of a sample by which a lag is varied. Resampling and padding delay a sound by such fractions. */
const FRACTIONS = [-0.25, -0.125, 0, 0.125, 0.25];

/** Returns the fraction of a sample, near `around`, by which the correlation is larger at a larger lag. */
function bestFraction(cross: Float32Array, lag: number, around: number): number {
  let best = { value: 0, fraction: around };
  for (const step of FRACTIONS) {
    const fraction = around + step;
    const angle = (2 * Math.PI * (lag + fraction)) / cross.length;
    const [stepRe, stepIm] = [Math.cos(angle), Math.sin(angle)];
    let [sum, re, im] = [0, 1, 0];
    for (let i = 2; i < cross.length; i += 2) {
      const next = re * stepRe - im * stepIm;
      im = re * stepIm + im * stepRe;
      re = next;
      sum += (cross[i] ?? 0) * re - (cross[i + 1] ?? 0) * im;
    }
    if (Math.abs(sum) > best.value) best = { value: Math.abs(sum), fraction };
  }
  return best.fraction;
}

/** Delays a signal, given by its spectrum, by a fraction of a sample. Leaves out the bins 0 and N/2. */
export function delayedBy(spectrum: Float32Array, fraction: number): Float32Array {
  const out = new Float32Array(spectrum.length);
  const angle = (-2 * Math.PI * fraction) / spectrum.length;
  const [stepRe, stepIm] = [Math.cos(angle), Math.sin(angle)];
  let [re, im] = [1, 0];
  for (let i = 2; i < spectrum.length; i += 2) {
    const next = re * stepRe - im * stepIm;
    im = re * stepIm + im * stepRe;
    re = next;
    const [x, y] = [spectrum[i] ?? 0, spectrum[i + 1] ?? 0];
    out[i] = x * re - y * im;
    out[i + 1] = x * im + y * re;
  }
  return out;
}

/** Finds the lag with the largest correlation of two signals, given the running sums of their energies. */
function bestLag(correlation: Float32Array, size: number, [energyA, energyB]: readonly [Float64Array, Float64Array]) {
  const [lengthA, lengthB] = [energyA.length - 1, energyB.length - 1];
  const [totalA, totalB] = [energyA[lengthA] ?? 0, energyB[lengthB] ?? 0];
  if (totalA === 0 || totalB === 0) return null;
  const shortest = MIN_OVERLAP * Math.min(lengthA, lengthB);
  let best = { value: 0, lag: 0 };
  for (let lag = Math.ceil(shortest - lengthB); lag <= lengthA - shortest; lag++) {
    const from = Math.max(0, lag);
    const to = Math.min(lengthA, lengthB + lag);
    if (to - from < shortest) continue;
    const inA = (energyA[to] ?? 0) - (energyA[from] ?? 0);
    const inB = (energyB[to - lag] ?? 0) - (energyB[from - lag] ?? 0);
    if (inA < MIN_ENERGY * totalA && inB < MIN_ENERGY * totalB) continue;
    const sum = (correlation[lag < 0 ? lag + size : lag] ?? 0) / size;
    const value = Math.abs(sum) / Math.sqrt(inA * inB + 1e-30);
    if (value > best.value) best = { value, lag };
  }
  return best.value > 0 ? best : null;
}

/** Divides the first `length` samples of a signal by `size`, in place. */
function scaled(signal: Float32Array, size: number, length: number): Float32Array {
  const out = signal.subarray(0, length);
  for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? 0) / size;
  return out;
}

function bandPassed(spectrum: Float32Array, [from, to]: Band, size: number): Float32Array {
  const bin = WAVEFORM_RATE / size;
  spectrum.fill(0, 0, 2 * Math.max(1, Math.ceil(from / bin)));
  spectrum.fill(0, Math.min(spectrum.length, 2 * Math.ceil(to / bin)));
  return spectrum;
}

/** Returns a spectrum in which each bin is divided by the square root of its magnitude, so that quiet bins weigh more. */
function halfWhitened(spectrum: Float32Array): Float32Array {
  const out = new Float32Array(spectrum.length);
  for (let i = 2; i < spectrum.length; i += 2) {
    const re = spectrum[i] ?? 0;
    const im = spectrum[i + 1] ?? 0;
    const scale = 1 / Math.sqrt(Math.sqrt(re * re + im * im) + 1e-20);
    out[i] = re * scale;
    out[i + 1] = im * scale;
  }
  return out;
}

/** Multiplies a spectrum by the conjugate of another one. */
export function crossSpectrum(a: Float32Array, b: Float32Array): Float32Array {
  const out = new Float32Array(a.length);
  for (let i = 2; i < a.length; i += 2) {
    const ar = a[i] ?? 0;
    const ai = a[i + 1] ?? 0;
    const br = b[i] ?? 0;
    const bi = b[i + 1] ?? 0;
    out[i] = ar * br + ai * bi;
    out[i + 1] = ai * br - ar * bi;
  }
  return out;
}

/** Returns running sums of a signal's energy: element i is the sum of the squares of the first i samples. */
function cumulatedEnergy(signal: Float32Array): Float64Array {
  const out = new Float64Array(signal.length + 1);
  for (let i = 0; i < signal.length; i++) out[i + 1] = (out[i] ?? 0) + (signal[i] ?? 0) ** 2;
  return out;
}

/** Returns the effective bandwidth in hertz: the squared sum of the magnitudes, divided by the sum of their squares. */
function bandwidthOf(spectrum: Float32Array, size: number): number {
  let [sum, squares] = [0, 1e-30];
  for (let i = 2; i < spectrum.length; i += 2) {
    const power = (spectrum[i] ?? 0) ** 2 + (spectrum[i + 1] ?? 0) ** 2;
    sum += Math.sqrt(power);
    squares += power;
  }
  return ((sum * sum) / squares) * (WAVEFORM_RATE / size);
}
