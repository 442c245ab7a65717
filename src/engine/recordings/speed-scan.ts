import { crossSpectrum, WAVEFORM_RATE } from './align-waveforms.ts';
import { realFft } from './real-fft.ts';

/** Range of frequencies whose magnitudes are compared, in hertz, and distance of two points on a natural-log scale. */
const [FROM, TO] = [100, 4500];
const STEP = 0.0005;
const POINTS = Math.floor(Math.log(TO / FROM) / STEP);
const FREQUENCIES = Float64Array.from({ length: POINTS }, (_, i) => FROM * Math.exp(STEP * i));
/** Largest and smallest shift of a spectrum that counts as another speed, in steps: 6.2 % and 0.4 % of speed. */
const MAX_SHIFT = 124;
const MIN_SHIFT = 8;
/** Number of steps over which magnitudes are averaged. This local mean is subtracted from the magnitudes. */
const SMOOTHING = 200;
const MIN_CORRELATION = 0.5;
const CANDIDATES = 3;

/**
 * Returns the ratios of speed at which the magnitude spectra of two waveforms agree best, best first.
 * A change of speed shifts a spectrum along a logarithmic scale of frequency, so the best shifts give the ratios.
 */
export function likelyRatios(a: Float32Array, b: Float32Array): number[] {
  const [x, y] = [logSpectrum(a), logSpectrum(b)];
  const values = correlations(x, y);
  return Array.from(values)
    .flatMap((value, i) => {
      const [before, after] = [values[i - 1] ?? value, values[i + 1] ?? value];
      const shift = i - MAX_SHIFT - 1;
      if (value < MIN_CORRELATION || value <= before || value < after || Math.abs(shift) < MIN_SHIFT) return [];
      const vertex = (before - after) / (2 * (before - 2 * value + after) || 1);
      return [{ value, ratio: Math.exp(STEP * (shift + vertex)) }];
    })
    .sort((p, q) => q.value - p.value)
    .slice(0, CANDIDATES)
    .map(({ ratio }) => ratio);
}

/** Returns the correlation of two spectra at each shift from -MAX_SHIFT - 1 to MAX_SHIFT + 1. */
function correlations(a: Float32Array, b: Float32Array): Float32Array {
  const fft = realFft(POINTS + MAX_SHIFT + 1);
  // Without the points that some shifts move beyond the other spectrum, each shift compares the same number of points.
  const inner = a
    .slice()
    .fill(0, 0, MAX_SHIFT + 1)
    .fill(0, POINTS - MAX_SHIFT - 1);
  const sums = fft.inverse(crossSpectrum(fft.forward(b), fft.forward(inner)));
  return Float32Array.from({ length: 2 * MAX_SHIFT + 3 }, (_, i) => {
    const shift = i - MAX_SHIFT - 1;
    return (sums[shift < 0 ? shift + fft.size : shift] ?? 0) / fft.size;
  });
}

/**
 * Returns the square roots of the magnitudes on a logarithmic scale of frequency. The local mean is subtracted, and the
 * vector is scaled to a Euclidean norm of 1.
 */
function logSpectrum(samples: Float32Array): Float32Array {
  const fft = realFft(Math.max(2 ** 14, 2 * samples.length));
  const spectrum = fft.forward(samples);
  const magnitude = (bin: number) => {
    const [re, im] = [spectrum[2 * bin] ?? 0, spectrum[2 * bin + 1] ?? 0];
    return Math.sqrt(Math.sqrt(re * re + im * im));
  };
  const sums = new Float64Array(POINTS + 1);
  const points = new Float32Array(POINTS);
  for (let i = 0; i < POINTS; i++) {
    const at = ((FREQUENCIES[i] ?? 0) * fft.size) / WAVEFORM_RATE;
    const bin = Math.floor(at);
    points[i] = magnitude(bin) + (at - bin) * (magnitude(bin + 1) - magnitude(bin));
    sums[i + 1] = (sums[i] ?? 0) + (points[i] ?? 0);
  }
  let squares = 1e-30;
  for (let i = 0; i < POINTS; i++) {
    const [from, to] = [Math.max(0, i - SMOOTHING), Math.min(POINTS, i + SMOOTHING + 1)];
    const value = (points[i] ?? 0) - ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
    points[i] = value;
    squares += value * value;
  }
  const length = Math.sqrt(squares);
  for (let i = 0; i < POINTS; i++) points[i] = (points[i] ?? 0) / length;
  return points;
}
