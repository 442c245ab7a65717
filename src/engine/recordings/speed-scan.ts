import { WAVEFORM_RATE } from './align-waveforms.ts';
import { realFft } from './real-fft.ts';

/** Range of frequencies whose magnitudes are compared, in hertz, and distance of two points on a natural-log scale. */
const [FROM, TO] = [100, 4500];
const STEP = 0.0005;
const POINTS = Math.floor(Math.log(TO / FROM) / STEP);
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
  const values: number[] = [];
  for (let shift = -MAX_SHIFT - 1; shift <= MAX_SHIFT + 1; shift++) {
    let sum = 0;
    for (let i = MAX_SHIFT + 1; i < POINTS - MAX_SHIFT - 1; i++) sum += (x[i] ?? 0) * (y[i + shift] ?? 0);
    values.push(sum);
  }
  return values
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

/**
 * Returns the square roots of the magnitudes on a logarithmic scale of frequency. The local mean is subtracted, and the
 * vector is scaled to a Euclidean norm of 1.
 */
function logSpectrum(samples: Float32Array): Float32Array {
  const fft = realFft(Math.max(2 ** 14, 2 * samples.length));
  const spectrum = fft.forward(samples);
  const magnitude = (bin: number) => Math.sqrt(Math.hypot(spectrum[2 * bin] ?? 0, spectrum[2 * bin + 1] ?? 0));
  const points = Float32Array.from({ length: POINTS }, (_, i) => {
    const at = (FROM * Math.exp(STEP * i) * fft.size) / WAVEFORM_RATE;
    const bin = Math.floor(at);
    return magnitude(bin) + (at - bin) * (magnitude(bin + 1) - magnitude(bin));
  });
  const sums = new Float64Array(POINTS + 1);
  for (let i = 0; i < POINTS; i++) sums[i + 1] = (sums[i] ?? 0) + (points[i] ?? 0);
  const out = points.map((value, i) => {
    const [from, to] = [Math.max(0, i - SMOOTHING), Math.min(POINTS, i + SMOOTHING + 1)];
    return value - ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
  });
  const length = Math.sqrt(out.reduce((sum, v) => sum + v * v, 1e-30));
  return out.map((v) => v / length);
}
