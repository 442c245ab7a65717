/**
 * Returns the number of insertions, deletions, replacements and swaps of neighbors that turn one text into the other
 * (optimal string alignment distance); Infinity once it is known to be above `max`.
 */
export function editDistance(a: string, b: string, max = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > max) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = new Array<number>(b.length + 1).fill(Number.POSITIVE_INFINITY);
    current[0] = row;
    let lowest = row;
    // More insertions or deletions than `max` are too many, so that only columns near the diagonal matter.
    for (let column = Math.max(1, row - max); column <= Math.min(b.length, row + max); column++) {
      const isSame = a[row - 1] === b[column - 1];
      let distance = (last[column - 1] ?? Number.POSITIVE_INFINITY) + (isSame ? 0 : 1);
      distance = Math.min(distance, (last[column] ?? Number.POSITIVE_INFINITY) + 1, (current[column - 1] ?? 0) + 1);
      if (!isSame && row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        distance = Math.min(distance, (beforeLast[column - 2] ?? Number.POSITIVE_INFINITY) + 1);
      current[column] = distance;
      lowest = Math.min(lowest, distance);
    }
    // A row is at most one mistake above the row before, so a swap from the row before cannot stay within `max` either.
    if (lowest > max) return Number.POSITIVE_INFINITY;
    [beforeLast, last] = [last, current];
  }
  const distance = last[b.length] ?? a.length;
  return distance > max ? Number.POSITIVE_INFINITY : distance;
}
