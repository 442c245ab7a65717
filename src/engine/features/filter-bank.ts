/** Weighted sums over a spectrum; only weights that matter are kept. */
export interface FilterBank {
  readonly size: number;
  /** Writes one number per filter to `out`, from `offset` on. */
  apply(power: Float64Array, out: Float32Array, offset: number): void;
}

/** A bank of filters, a row of weights each; up to `least` of a row's largest they count as none. */
export function filterBank(rows: readonly Float64Array[], least = 0): FilterBank {
  const runs = rows.flatMap((row, filter) => runsOf(row, least).map((run) => ({ ...run, filter })));
  const filters = Uint16Array.from(runs, (run) => run.filter);
  const starts = Uint16Array.from(runs, (run) => run.start);
  const lengths = Uint16Array.from(runs, (run) => run.weights.length);
  const weights = Float64Array.from(runs.flatMap((run) => [...run.weights]));
  const sums = new Float64Array(rows.length);
  return {
    size: rows.length,
    apply(power, out, offset) {
      sums.fill(0);
      let at = 0;
      for (let run = 0; run < starts.length; run++) {
        const shift = (starts[run] ?? 0) - at;
        const end = at + (lengths[run] ?? 0);
        let sum = 0;
        for (; at < end; at++) sum += (weights[at] ?? 0) * (power[at + shift] ?? 0);
        const filter = filters[run] ?? 0;
        sums[filter] = (sums[filter] ?? 0) + sum;
      }
      out.set(sums, offset);
    },
  };
}

/** Stretches of a row in which every weight counts. */
function runsOf(row: Float64Array, least: number): { start: number; weights: Float64Array }[] {
  const threshold = least * row.reduce((a, b) => Math.max(a, b), 0);
  const runs: { start: number; weights: Float64Array }[] = [];
  for (let start = 0, end = 0; start < row.length; start = end + 1) {
    for (end = start; (row[end] ?? 0) > threshold; ) end++;
    if (end > start) runs.push({ start, weights: row.slice(start, end) });
  }
  return runs;
}
