import { createAnalysisKernel } from '../analysis-kernel.ts';

/** A bank of filters for a power spectrum. The output of each filter is a weighted sum of bins. */
export interface FilterBank {
  readonly size: number;
  /** Writes the output of each filter to `out`, from index `offset` on. */
  apply(power: Float64Array, out: Float32Array, offset: number): void;
}

const DOUBLE_BYTES = Float64Array.BYTES_PER_ELEMENT;
/** Bytes of a run in the table of the kernel. */
const RUN_BYTES = 3 * Int32Array.BYTES_PER_ELEMENT;

/**
 * Creates a sparse filter bank from one row of weights per filter, all of the same length.
 * @param minWeight weights up to this fraction of the largest weight in their row are dropped
 */
export function filterBank(rows: readonly Float64Array[], minWeight = 0): FilterBank {
  const runs = rows.flatMap((row, filter) => runsOf(row, minWeight).map((run) => ({ ...run, filter })));
  const weights = runs.flatMap((run) => [...run.weights]);
  const bins = rows[0]?.length ?? 0;
  const kernel = createAnalysisKernel((bins + rows.length + weights.length) * DOUBLE_BYTES + runs.length * RUN_BYTES);
  const bank = { power: 0, sums: bins * DOUBLE_BYTES, weights: (bins + rows.length) * DOUBLE_BYTES };
  const firstRun = bank.weights + weights.length * DOUBLE_BYTES;
  const input = new Float64Array(kernel.buffer, bank.power, bins);
  const sums = new Float64Array(kernel.buffer, bank.sums, rows.length);
  new Float64Array(kernel.buffer, bank.weights, weights.length).set(weights);
  const table = runs.flatMap((run) => [run.start, run.weights.length, run.filter].map((count) => count * DOUBLE_BYTES));
  new Int32Array(kernel.buffer, firstRun, table.length).set(table);
  return {
    size: rows.length,
    apply(power, out, offset) {
      input.set(power);
      sums.fill(0);
      kernel.bankSums(bank.power, bank.weights, firstRun, firstRun + runs.length * RUN_BYTES, bank.sums);
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
