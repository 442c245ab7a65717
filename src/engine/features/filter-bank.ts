/** A bank of filters for a power spectrum. The output of each filter is a weighted sum of bins. */
export interface FilterBank {
  readonly size: number;
  /** Writes the output of each filter to `out`, from index `offset` on. */
  apply(power: Float64Array, out: Float32Array, offset: number): void;
}

/**
 * Creates a sparse filter bank from one row of weights per filter.
 * @param minWeight weights up to this fraction of the largest weight in their row are dropped
 */
export function filterBank(rows: readonly Float64Array[], minWeight = 0): FilterBank {
  const runs = rows.flatMap((row, filter) => runsOf(row, minWeight).map((run) => ({ ...run, filter })));
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
        // Two independent sums are faster than one.
        let [a, b] = [0, 0];
        for (; at + 1 < end; at += 2) {
          a += (weights[at] ?? 0) * (power[at + shift] ?? 0);
          b += (weights[at + 1] ?? 0) * (power[at + 1 + shift] ?? 0);
        }
        if (at < end) a += (weights[at] ?? 0) * (power[at + shift] ?? 0);
        at = end;
        const filter = filters[run] ?? 0;
        sums[filter] = (sums[filter] ?? 0) + a + b;
      }
      out.set(sums, offset);
    },
  };
}

/** Finds the runs of consecutive weights above `minWeight` times the largest weight in the row. */
function runsOf(row: Float64Array, minWeight: number): { start: number; weights: Float64Array }[] {
  const threshold = minWeight * row.reduce((a, b) => Math.max(a, b), 0);
  const runs: { start: number; weights: Float64Array }[] = [];
  for (let start = 0, end = 0; start < row.length; start = end + 1) {
    for (end = start; (row[end] ?? 0) > threshold; ) end++;
    if (end > start) runs.push({ start, weights: row.slice(start, end) });
  }
  return runs;
}
