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
  const column = new Float32Array(rows);
  for (let c = 0; c < columns; c++) {
    let at = 0;
    for (let row = 0; row < weights.length; row++)
      if ((weights[row] ?? 0) > 0) column[at++] = matrix[row * columns + c] ?? 0;
    column.sort();
    quantiles.forEach((quantile, q) => {
      const position = quantile * (rows - 1);
      const low = Math.floor(position);
      const a = column[low] ?? 0;
      out[q * columns + c] = a + (position - low) * ((column[Math.min(rows - 1, low + 1)] ?? 0) - a);
    });
  }
  return out;
}

/** Subtracts from each row of a matrix the row before it. The first row of the result is zeros. */
export function deltas(matrix: Float32Array, columns: number): Float32Array {
  const out = new Float32Array(matrix.length);
  for (let i = columns; i < matrix.length; i++) out[i] = (matrix[i] ?? 0) - (matrix[i - columns] ?? 0);
  return out;
}
