/** Returns the first `count` items in the order of `compare`. Much faster than sorting all items at each keystroke. */
export function firstSorted<T>(items: Iterable<T>, count: number, compare: (a: T, b: T) => number): readonly T[] {
  const best: T[] = [];
  for (const item of items) {
    const last = best.at(-1);
    if (best.length === count && last !== undefined && compare(item, last) >= 0) continue;
    const at = best.findIndex((other) => compare(item, other) < 0);
    best.splice(at < 0 ? best.length : at, 0, item);
    if (best.length > count) best.pop();
  }
  return best;
}
