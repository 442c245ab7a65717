import { realFft } from './real-fft.ts';

/** Sample rate of the waveforms that `compareWaveforms` compares, in hertz. */
export const WAVEFORM_RATE = 11_025;

/** How two waveforms agree at the lag at which they agree best. */
export interface WaveformMatch {
  /**
   * Magnitude of the correlation of the half-whitened waveforms in their overlap, 0..1. In a half-whitened waveform,
   * each bin of the spectrum is divided by the square root of its magnitude.
   */
  readonly whitened: number;
  /** Magnitude of the correlation of the waveforms, without whitening, in their overlap, 0..1. */
  readonly plain: number;
  /** Coherence of the waveforms in their overlap, 0..1, which a smooth filter of one waveform does not change. */
  readonly coherence: number;
  /** Standard deviation, over 20 bands, of the level difference of the two waveforms in the overlap, in dB. */
  readonly deviation: number;
  /** Effective bandwidth of the half-whitened waveform `a`, in hertz. A tone or a bass drum has a small one. */
  readonly bandwidth: number;
  /** Sample of waveform `a` at which waveform `b` begins; negative if `b` begins before `a`. */
  readonly lag: number;
  /** Number of samples in the overlap. */
  readonly overlap: number;
}

/**
 * Lags are tried at which at least MIN_OVERLAP of the shorter waveform overlaps the other waveform, and at least
 * MIN_ENERGY of the energy of one of the waveforms is in the overlap.
 */
const MIN_OVERLAP = 0.8;
const MIN_ENERGY = 0.25;

/** A band of frequencies in hertz. */
export type Band = readonly [from: number, to: number];

/**
 * Compares two waveforms at {@link WAVEFORM_RATE} within a band of frequencies, at all lags with a sufficient overlap.
 * Returns null if one of the waveforms is silent in the band.
 */
export function compareWaveforms(a: Float32Array, b: Float32Array, band: Band): WaveformMatch | null {
  const fft = realFft(a.length + b.length);
  const spectra = [a, b].map((signal) => bandPassed(fft.forward(signal), band, fft.size));
  const halves = spectra.map((spectrum) => halfWhitened(spectrum));
  const [whiteA, whiteB] = halves.map((spectrum, i) => scaled(fft.inverse(spectrum), fft.size, i === 0 ? a : b));
  const [plainA, plainB] = spectra.map((spectrum, i) => scaled(fft.inverse(spectrum), fft.size, i === 0 ? a : b));
  if (!whiteA || !whiteB || !plainA || !plainB) return null;
  // Whitening spreads a signal beyond its two ends. `scaled` has cut off what lies beyond them.
  const correlation = fft.inverse(crossSpectrum(fft.forward(whiteA), fft.forward(whiteB)));
  const energyA = cumulatedEnergy(whiteA);
  const energyB = cumulatedEnergy(whiteB);
  const [totalA, totalB] = [energyA.at(-1) ?? 0, energyB.at(-1) ?? 0];
  if (totalA === 0 || totalB === 0) return null;
  const shortest = MIN_OVERLAP * Math.min(a.length, b.length);
  let best = { value: 0, lag: 0 };
  for (let lag = Math.ceil(shortest - b.length); lag <= a.length - shortest; lag++) {
    const [from, to] = [Math.max(0, lag), Math.min(a.length, b.length + lag)];
    if (to - from < shortest) continue;
    const inA = (energyA[to] ?? 0) - (energyA[from] ?? 0);
    const inB = (energyB[to - lag] ?? 0) - (energyB[from - lag] ?? 0);
    if (inA < MIN_ENERGY * totalA && inB < MIN_ENERGY * totalB) continue;
    const sum = (correlation[lag < 0 ? lag + fft.size : lag] ?? 0) / fft.size;
    const value = Math.abs(sum) / Math.sqrt(inA * inB + 1e-30);
    if (value > best.value) best = { value, lag };
  }
  const { lag } = best;
  const [from, to] = [Math.max(0, lag), Math.min(a.length, b.length + lag)];
  const [partA, partB] = [plainA.subarray(from, to), plainB.subarray(from - lag, to - lag)];
  return {
    whitened: Math.min(1, best.value),
    plain: Math.abs(dot(partA, partB)) / Math.sqrt(dot(partA, partA) * dot(partB, partB) + 1e-30),
    coherence: coherenceOf(partA, partB, band),
    deviation: levelDeviation(partA, partB, band),
    bandwidth: bandwidthOf(spectra[0] ?? partA, fft.size),
    lag,
    overlap: to - from,
  };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
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
function halfWhitened(spectrum: Float32Array): Float32Array {
  const out = new Float32Array(spectrum.length);
  for (let i = 2; i < spectrum.length; i += 2) {
    const [re, im] = [spectrum[i] ?? 0, spectrum[i + 1] ?? 0];
    const scale = 1 / Math.sqrt(Math.sqrt(re * re + im * im) + 1e-20);
    out[i] = re * scale;
    out[i + 1] = im * scale;
  }
  return out;
}

/** Multiplies a spectrum by the conjugate of another one. */
function crossSpectrum(a: Float32Array, b: Float32Array): Float32Array {
  const out = new Float32Array(a.length);
  for (let i = 2; i < a.length; i += 2) {
    const [ar, ai, br, bi] = [a[i] ?? 0, a[i + 1] ?? 0, b[i] ?? 0, b[i + 1] ?? 0];
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

/** Minimum width of a group of neighboring bins: ratio of its last to its first frequency, and number of bins. */
const GROUP_FACTOR = 2 ** (1 / 8);
const MIN_GROUP = 12;

/**
 * Computes the mean coherence of two waveforms over groups of neighboring bins. A louder group has a larger weight.
 * A smooth filter changes all phases in a group by nearly the same angle, and so does not change the coherence.
 */
function coherenceOf(a: Float32Array, b: Float32Array, [from, to]: Band): number {
  const fft = realFft(a.length);
  const [x, y] = [fft.forward(a), fft.forward(b)];
  const bin = WAVEFORM_RATE / fft.size;
  const last = Math.min(fft.size / 2, Math.floor(to / bin));
  let [sum, weights] = [0, 0];
  for (let start = Math.max(1, Math.ceil(from / bin)); start < last; ) {
    const end = Math.min(last, Math.max(start + MIN_GROUP, Math.ceil(start * GROUP_FACTOR)));
    let [re, im, xx, yy] = [0, 0, 0, 0];
    for (let k = 2 * start; k < 2 * end; k += 2) {
      const [xr, xi, yr, yi] = [x[k] ?? 0, x[k + 1] ?? 0, y[k] ?? 0, y[k + 1] ?? 0];
      re += xr * yr + xi * yi;
      im += xi * yr - xr * yi;
      xx += xr * xr + xi * xi;
      yy += yr * yr + yi * yi;
    }
    const weight = Math.sqrt(Math.sqrt(xx * yy)) * Math.sqrt(end - start);
    sum += (weight * Math.hypot(re, im)) / Math.sqrt(xx * yy + 1e-30);
    weights += weight;
    start = end;
  }
  return sum / (weights + 1e-30);
}

const BANDS = 20;
/** Levels that are lower than the loudest band by more than this number of dB do not count in a comparison. */
const RANGE_DB = 35;

function levelDeviation(a: Float32Array, b: Float32Array, band: Band): number {
  const [levelsA, levelsB] = [bandLevels(a, band), bandLevels(b, band)];
  const differences = levelsA.map((level, i) => level - (levelsB[i] ?? 0));
  const mean = differences.reduce((x, y) => x + y, 0) / BANDS;
  return Math.sqrt(differences.reduce((sum, x) => sum + (x - mean) ** 2, 0) / BANDS);
}

/** Returns the levels of 20 bands, equally wide on a logarithmic scale, in dB relative to the loudest band. */
function bandLevels(signal: Float32Array, [from, to]: Band): number[] {
  const fft = realFft(signal.length);
  const spectrum = fft.forward(signal);
  const power = new Float64Array(BANDS);
  const bin = WAVEFORM_RATE / fft.size;
  for (let i = 2; i < spectrum.length; i += 2) {
    const hertz = (i / 2) * bin;
    const index = Math.floor((BANDS * Math.log(hertz / from)) / Math.log(to / from));
    if (index >= 0 && index < BANDS)
      power[index] = (power[index] ?? 0) + (spectrum[i] ?? 0) ** 2 + (spectrum[i + 1] ?? 0) ** 2;
  }
  const loudest = power.reduce((x, y) => Math.max(x, y), 1e-30);
  return Array.from(power, (p) => 10 * Math.log10(p / loudest + 10 ** (-RANGE_DB / 10)));
}
