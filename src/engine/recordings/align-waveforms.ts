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
  /** The overlapping parts of the two half-whitened waveforms, and of the two waveforms. */
  readonly white: readonly [Float32Array, Float32Array];
  readonly plain: readonly [Float32Array, Float32Array];
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
 * Aligns two waveforms at {@link WAVEFORM_RATE} within a band of frequencies.
 * Their lag is the one with the largest correlation of the half-whitened waveforms. In a half-whitened waveform, each
 * bin of the spectrum is divided by the square root of its magnitude. Returns null if one of the waveforms is silent in
 * the band.
 */
export function alignWaveforms(a: Float32Array, b: Float32Array, band: Band): Alignment | null {
  const fft = realFft(a.length + b.length);
  const spectra = [a, b].map((signal) => bandPassed(fft.forward(signal), band, fft.size));
  const [plainA, plainB] = spectra.map((spectrum, i) => scaled(fft.inverse(spectrum), fft.size, i === 0 ? a : b));
  const bandwidth = bandwidthOf(spectra[0] ?? a, fft.size);
  for (const spectrum of spectra) halfWhiten(spectrum);
  // Whitening spreads a signal beyond its two ends. `scaled` cuts off what lies beyond them.
  const [whiteA, whiteB] = spectra.map((spectrum, i) => scaled(fft.inverse(spectrum), fft.size, i === 0 ? a : b));
  if (!whiteA || !whiteB || !plainA || !plainB) return null;
  const [spectrumA, spectrumB] = [fft.forward(whiteA), fft.forward(whiteB)];
  const cross = crossSpectrum(spectrumA, spectrumB);
  // A high tone that is half a sample late agrees better one of its periods later, unless half samples are tried too.
  const whole = bestLag(fft.inverse(cross), fft.size, whiteA, whiteB);
  const half = bestLag(fft.inverse(delayedBy(cross, -0.5)), fft.size, whiteA, whiteB);
  if (!whole || !half) return null;
  const { lag } = half.value > whole.value ? half : whole;
  const fraction = bestFraction(cross, lag, half.value > whole.value ? 0.5 : 0);
  const [from, to] = [Math.max(0, lag), Math.min(a.length, b.length + lag)];
  const overlapping = (x: Float32Array, y: Float32Array) =>
    [x.subarray(from, to), y.subarray(from - lag, to - lag)] as const;
  const delayed = (signal: Float32Array, spectrum: () => Float32Array) =>
    fraction === 0 ? signal : scaled(fft.inverse(delayedBy(spectrum(), fraction)), fft.size, b);
  const white = overlapping(
    whiteA,
    delayed(whiteB, () => spectrumB),
  );
  const plain = overlapping(
    plainA,
    delayed(plainB, () => fft.forward(plainB)),
  );
  return { correlation: correlationOf(...white), lag, white, plain, bandwidth };
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

/** Delays a signal, given by its spectrum, by a fraction of a sample. */
function delayedBy(spectrum: Float32Array, fraction: number): Float32Array {
  const out = new Float32Array(spectrum.length);
  for (let i = 2; i < spectrum.length; i += 2) {
    const angle = (-Math.PI * i * fraction) / spectrum.length;
    const [re, im] = [Math.cos(angle), Math.sin(angle)];
    const [x, y] = [spectrum[i] ?? 0, spectrum[i + 1] ?? 0];
    out[i] = x * re - y * im;
    out[i + 1] = x * im + y * re;
  }
  return out;
}

function bestLag(correlation: Float32Array, size: number, a: Float32Array, b: Float32Array) {
  const energyA = cumulatedEnergy(a);
  const energyB = cumulatedEnergy(b);
  const [totalA, totalB] = [energyA.at(-1) ?? 0, energyB.at(-1) ?? 0];
  if (totalA === 0 || totalB === 0) return null;
  const shortest = MIN_OVERLAP * Math.min(a.length, b.length);
  let best = { value: 0, lag: 0 };
  for (let lag = Math.ceil(shortest - b.length); lag <= a.length - shortest; lag++) {
    const from = Math.max(0, lag);
    const to = Math.min(a.length, b.length + lag);
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

function scaled(signal: Float32Array, size: number, { length }: Float32Array): Float32Array {
  return signal.subarray(0, length).map((x) => x / size);
}

function bandPassed(spectrum: Float32Array, [from, to]: Band, size: number): Float32Array {
  const bin = WAVEFORM_RATE / size;
  spectrum.fill(0, 0, 2 * Math.max(1, Math.ceil(from / bin)));
  spectrum.fill(0, Math.min(spectrum.length, 2 * Math.ceil(to / bin)));
  return spectrum;
}

/** Divides each bin of a spectrum by the square root of its magnitude, so that quiet bins weigh more. */
function halfWhiten(spectrum: Float32Array): void {
  for (let i = 2; i < spectrum.length; i += 2) {
    const re = spectrum[i] ?? 0;
    const im = spectrum[i + 1] ?? 0;
    const scale = 1 / Math.sqrt(Math.sqrt(re * re + im * im) + 1e-20);
    spectrum[i] = re * scale;
    spectrum[i + 1] = im * scale;
  }
}

/** Multiplies a spectrum by the conjugate of another one. */
function crossSpectrum(a: Float32Array, b: Float32Array): Float32Array {
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
