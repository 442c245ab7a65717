/**
 * Autocorrelation of `series` less its mean, relative to lag 0: lags 0..`lags`, 1 at lag 0, -1..1.
 * Zeros throughout where the series is constant.
 */
export function autocorrelation(series: Float32Array, lags: number): Float64Array {
  const n = series.length;
  let mean = 0;
  for (const x of series) mean += x / n;
  const centred = Float64Array.from(series, (x) => x - mean);
  const out = new Float64Array(lags + 1);
  for (let lag = 0; lag <= Math.min(lags, n - 1); lag++) {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += (centred[i] ?? 0) * (centred[i - lag] ?? 0);
    out[lag] = sum;
  }
  const power = out[0] ?? 0;
  return power > 1e-9 ? out.map((x) => x / power) : out.fill(0);
}
