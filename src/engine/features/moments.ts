/** Computes the weighted mean of each column of a row-major matrix. Returns zeros if all weights are 0. */
export function columnMeans(matrix: Float32Array, columns: number, weights: Float32Array): Float64Array {
  const sums = new Float64Array(columns);
  let total = 0;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row] ?? 0;
    if (weight === 0) continue;
    total += weight;
    for (let c = 0; c < columns; c++) sums[c] = (sums[c] ?? 0) + weight * (matrix[row * columns + c] ?? 0);
  }
  return total > 0 ? sums.map((sum) => sum / total) : sums;
}

/** Computes the weighted standard deviation of each column. Returns zeros if all weights are 0. */
export function columnDeviations(
  matrix: Float32Array,
  columns: number,
  weights: Float32Array,
  means: Float64Array,
): Float64Array {
  const squares = new Float64Array(columns);
  let total = 0;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row] ?? 0;
    if (weight === 0) continue;
    total += weight;
    for (let c = 0; c < columns; c++) {
      const distance = (matrix[row * columns + c] ?? 0) - (means[c] ?? 0);
      squares[c] = (squares[c] ?? 0) + weight * distance * distance;
    }
  }
  return total > 0 ? squares.map((sum) => Math.sqrt(sum / total)) : squares;
}

interface Correlated {
  readonly first: number;
  readonly last: number;
  /** Product of the deviations of two columns at which their correlation is halved. */
  readonly regularizer: number;
}

/**
 * Computes a regularized correlation of each pair of columns.
 * It is the covariance of the two columns, divided by the sum of the regularizer and the product of their deviations.
 * The regularizer keeps the correlations of nearly constant columns near 0.
 * @returns the lower triangle of the correlation matrix without the diagonal, row by row, each number -1..1
 */
export function columnCorrelations(
  matrix: Float32Array,
  columns: number,
  weights: Float32Array,
  means: Float64Array,
  deviations: Float64Array,
  { first, last, regularizer }: Correlated,
): Float64Array {
  const size = last - first + 1;
  const products = new Float64Array((size * (size - 1)) / 2);
  const row = new Float64Array(size);
  let total = 0;
  for (let t = 0; t < weights.length; t++) {
    const weight = weights[t] ?? 0;
    if (weight === 0) continue;
    total += weight;
    for (let c = 0; c < size; c++) row[c] = (matrix[t * columns + first + c] ?? 0) - (means[first + c] ?? 0);
    for (let c = 1, at = 0; c < size; c++) {
      const weighted = weight * (row[c] ?? 0);
      for (let d = 0; d < c; d++, at++) products[at] = (products[at] ?? 0) + weighted * (row[d] ?? 0);
    }
  }
  if (total === 0) return products;
  for (let c = 1, at = 0; c < size; c++) {
    for (let d = 0; d < c; d++, at++) {
      const deviation = (deviations[first + c] ?? 0) * (deviations[first + d] ?? 0);
      products[at] = (products[at] ?? 0) / total / (deviation + regularizer);
    }
  }
  return products;
}

/** Computes quantiles of each column over the rows of positive weight. Returns `quantiles x columns` numbers. */
export function columnQuantiles(
  matrix: Float32Array,
  columns: number,
  weights: Float32Array,
  quantiles: readonly number[],
): Float64Array {
  const rows = weights.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0);
  const out = new Float64Array(quantiles.length * columns);
  if (rows === 0) return out;
  const positions = quantiles.map((quantile) => quantile * (rows - 1));
  const column = new Float32Array(rows);
  for (let c = 0; c < columns; c++) {
    let at = 0;
    for (let row = 0; row < weights.length; row++)
      if ((weights[row] ?? 0) > 0) column[at++] = matrix[row * columns + c] ?? 0;
    const valueAt = ranked(column);
    positions.forEach((position, q) => {
      const low = Math.floor(position);
      const a = valueAt(low);
      out[q * columns + c] = a + (position - low) * (valueAt(Math.min(rows - 1, low + 1)) - a);
    });
  }
  return out;
}

/** Number of buckets that values are distributed over, so that only the values of a few buckets are sorted. */
const BUCKETS = 512;
const starts = new Uint32Array(BUCKETS + 1);

/** Returns a function that returns the value at a rank. Rank 0 is the smallest value. Valid until the next call. */
function ranked(values: Float32Array): (rank: number) => number {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (!(max > min)) return () => min;
  const scale = (BUCKETS - 1) / (max - min);
  starts.fill(0);
  for (let i = 0; i < values.length; i++) {
    const bucket = Math.floor(((values[i] ?? 0) - min) * scale) + 1;
    starts[bucket] = (starts[bucket] ?? 0) + 1;
  }
  for (let bucket = 1; bucket <= BUCKETS; bucket++) starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
  return (rank) => {
    let bucket = 0;
    while ((starts[bucket + 1] ?? 0) <= rank) bucket++;
    const first = starts[bucket] ?? 0;
    const inBucket = new Float32Array((starts[bucket + 1] ?? 0) - first);
    for (let i = 0, at = 0; at < inBucket.length; i++) {
      const value = values[i] ?? 0;
      if (Math.floor((value - min) * scale) === bucket) inBucket[at++] = value;
    }
    return inBucket.sort()[rank - first] ?? 0;
  };
}

/** Subtracts from each row of a matrix the row before it. The first row of the result is zeros. */
export function deltas(matrix: Float32Array, columns: number): Float32Array {
  const out = new Float32Array(matrix.length);
  for (let i = columns; i < matrix.length; i++) out[i] = (matrix[i] ?? 0) - (matrix[i - columns] ?? 0);
  return out;
}
