export interface Point {
  /** Time of the measurement in hours. */
  readonly at: number;
  readonly value: number;
}

/** Returns the slope, per hour, of the least-squares line through the points. */
export function slope(points: readonly Point[]): number {
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [at, value] = [mean((point) => point.at), mean((point) => point.value)];
  const covariance = mean((point) => (point.at - at) * (point.value - value));
  return covariance / mean((point) => (point.at - at) ** 2);
}

/** Splits items into up to `count` parts of equal length, in order. The last part may be shorter. */
export function parts<T>(items: readonly T[], count: number): T[][] {
  const size = Math.ceil(items.length / count);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
