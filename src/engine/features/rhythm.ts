import { FEATURE_RATE } from '../pcm.ts';
import { HOP } from '../spectrum.ts';
import type { Heard } from './heard.ts';
import { onsetStrength } from './onsets.ts';

/** Autocorrelation of `envelope` less its mean, divided by its value at lag 0; lags 0..`lags`. Zeros for a flat envelope. */
export function autocorrelation(envelope: Float32Array, lags: number): Float64Array {
  const n = envelope.length;
  let mean = 0;
  for (const x of envelope) mean += x / n;
  const centred = Float64Array.from(envelope, (x) => x - mean);
  const out = new Float64Array(lags + 1);
  for (let lag = 0; lag <= Math.min(lags, n - 1); lag++) {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += (centred[i] ?? 0) * (centred[i - lag] ?? 0);
    out[lag] = sum;
  }
  const power = out[0] ?? 0;
  return power > 1e-9 ? out.map((x) => x / power) : out.fill(0);
}

const LAG_POINTS = 80;
const SHORTEST = 0.08;
const LONGEST = 4;

export function rhythmStatistics(heard: Heard): Float64Array {
  const envelope = onsetStrength(heard);
  const rate = FEATURE_RATE / HOP;
  const acf = autocorrelation(envelope, Math.ceil(LONGEST * rate) + 2);
  const points = Float64Array.from({ length: LAG_POINTS }, (_, i) => {
    const lag = rate * SHORTEST * (LONGEST / SHORTEST) ** (i / (LAG_POINTS - 1));
    const low = Math.floor(lag);
    const a = acf[low] ?? 0;
    return a + (lag - low) * ((acf[low + 1] ?? 0) - a);
  });
  let sum = 0,
    squares = 0,
    largest = 0;
  for (const x of envelope) {
    sum += x;
    squares += x * x;
    largest = Math.max(largest, x);
  }
  const n = envelope.length;
  return Float64Array.from([
    heard.seconds,
    sum / n,
    Math.sqrt(squares / n),
    largest,
    sum / Math.max(1e-9, largest),
    ...points,
  ]);
}
