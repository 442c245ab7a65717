import { alignWaveforms, type Band, correlationOf, WAVEFORM_RATE } from './align-waveforms.ts';
import { diversityOf, weakestSegment } from './diversity.ts';
import { realFft } from './real-fft.ts';

/** How two waveforms agree at the lag at which they agree best. */
export interface WaveformMatch {
  /** Magnitude of the correlation of the half-whitened waveforms in their overlap, 0..1. */
  readonly whitened: number;
  /** Smallest magnitude of the same correlation in four segments of equal energy, 0..1. */
  readonly weakest: number;
  /** Magnitude of the correlation of the waveforms, without whitening, in their overlap, 0..1. */
  readonly plain: number;
  /** Coherence of the waveforms in their overlap, 0..1, which a smooth filter of one waveform does not change. */
  readonly coherence: number;
  /** Standard deviation, over 20 bands, of the level difference of the two waveforms in the overlap, in dB. */
  readonly deviation: number;
  /** Effective bandwidth of waveform `a`, in hertz. A tone or a bass drum has a small one. */
  readonly bandwidth: number;
  /** Diversity of the half-whitened waveforms in their overlap: the number of independent cells. */
  readonly diversity: number;
  /** Sample of waveform `a` at which waveform `b` begins; negative if `b` begins before `a`. */
  readonly lag: number;
  /** Number of samples in the overlap. */
  readonly overlap: number;
}

/**
 * Compares two waveforms at {@link WAVEFORM_RATE} within a band of frequencies, at the lag at which they agree best.
 * Returns null if one of the waveforms is silent in the band, or their half-whitened correlation is below `minimum`.
 */
export function compareWaveforms(a: Float32Array, b: Float32Array, band: Band, minimum = 0): WaveformMatch | null {
  const alignment = alignWaveforms(a, b, band, minimum);
  if (!alignment) return null;
  const { correlation, lag, bandwidth, white } = alignment;
  const [partA, partB] = alignment.plain();
  return {
    whitened: correlation,
    weakest: weakestSegment(...white),
    plain: correlationOf(partA, partB),
    coherence: coherenceOf(partA, partB, band),
    deviation: levelDeviation(partA, partB, band),
    bandwidth,
    diversity: diversityOf(...white),
    lag,
    overlap: partA.length,
  };
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
