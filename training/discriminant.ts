import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** A matrix of statistics with one row for each sound. */
export type Rows = readonly (readonly number[])[];

export function meanOf(rows: Rows): number[] {
  const width = rows[0]?.length ?? 0;
  return Array.from({ length: width }, (_, i) => rows.reduce((sum, row) => sum + (row[i] ?? 0), 0) / rows.length);
}

/** Returns the mean outer product of the rows, which is their covariance if they are centered. */
export function scatterOf(rows: Rows): Matrix {
  const matrix = new Matrix(rows.map((row) => [...row]));
  return matrix.transpose().mmul(matrix).div(Math.max(1, rows.length));
}

/** Returns the covariance of the rows about the mean of their class. Skips classes with only one row. */
export function withinClasses(rows: Rows, classes: readonly string[]): Matrix {
  const members = new Map<string, (readonly number[])[]>();
  rows.forEach((row, i) => {
    const name = classes[i] ?? '';
    members.set(name, [...(members.get(name) ?? []), row]);
  });
  const residues: number[][] = [];
  let freedom = 0;
  for (const group of members.values()) {
    if (group.length < 2) continue;
    const mean = meanOf(group);
    for (const row of group) residues.push(row.map((x, i) => x - (mean[i] ?? 0)));
    freedom += group.length - 1;
  }
  return scatterOf(residues).mul(residues.length / Math.max(1, freedom));
}

export function blend(parts: readonly (readonly [weight: number, matrix: Matrix])[]): Matrix {
  const [first, ...others] = parts.map(([weight, matrix]) => Matrix.mul(matrix, weight));
  if (!first) throw new Error('nothing to blend');
  return others.reduce((sum, matrix) => sum.add(matrix), first);
}

/** Regularizes a covariance matrix: adds `share` of the mean variance to the diagonal. */
export function ridge(covariance: Matrix, share: number): Matrix {
  return Matrix.add(covariance, Matrix.eye(covariance.rows).mul((share * covariance.trace()) / covariance.rows));
}

/**
 * Returns linear discriminants (Fisher 1936), one direction per row: the directions with the highest ratio of total
 * variance to variance within classes. `within` and `total` are covariance matrices. Each row has unit variance within
 * classes, times (1 - 1/ratio) to the power `focus`. A `focus` of 0 gives all directions equal weight (whitening within
 * classes, Hatch et al. 2006); a higher `focus` favors directions that separate classes.
 */
export function discriminants(within: Matrix, total: Matrix, dimensions: number, focus: number): number[][] {
  const whitening = inverseRoot(within);
  const { vectors, values } = eigen(whitening.mmul(total).mmul(whitening.transpose()));
  return values.slice(0, dimensions).map((ratio, i) => {
    const scale = Math.max(1e-6, 1 - 1 / Math.max(1.0001, ratio)) ** focus;
    const direction = new Matrix([vectors[i] ?? []]).mmul(whitening);
    return direction.mul(scale).to1DArray();
  });
}

/** Returns the first principal components of a covariance matrix, as orthonormal rows. */
export function principalComponents(total: Matrix, dimensions: number): number[][] {
  return eigen(total).vectors.slice(0, dimensions);
}

/** Returns a whitening matrix: the matrix `a` for which `a covariance aᵀ` is the identity. */
function inverseRoot(covariance: Matrix): Matrix {
  const { vectors, values } = eigen(covariance);
  return new Matrix(vectors.map((vector, i) => vector.map((x) => x / Math.sqrt(Math.max(1e-12, values[i] ?? 0)))));
}

/** Returns the eigenvectors of a symmetric matrix as rows, by falling eigenvalue. Fixes the signs for reproducibility. */
function eigen(symmetric: Matrix): { vectors: number[][]; values: number[] } {
  const decomposition = new EigenvalueDecomposition(symmetric, { assumeSymmetric: true });
  const columns = decomposition.eigenvectorMatrix.transpose().to2DArray();
  const pairs = decomposition.realEigenvalues.map((value, i) => {
    const vector = columns[i] ?? [];
    const largest = vector.reduce((a, b) => (Math.abs(b) > Math.abs(a) + 1e-9 ? b : a), 0);
    return { value, vector: largest < 0 ? vector.map((x) => -x) : vector };
  });
  pairs.sort((a, b) => b.value - a.value);
  return { vectors: pairs.map(({ vector }) => vector), values: pairs.map(({ value }) => value) };
}
