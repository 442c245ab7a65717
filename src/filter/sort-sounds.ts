import type { Sound } from '../storage/library.ts';
import { fieldOf } from './fields.ts';
import type { Sort } from './filter.ts';

/**
 * Returns items in the order of a sort. Items whose sound lacks the value come last, whatever the direction. Equal
 * ones keep their order.
 * @param items in the order in which their sounds were added, if the sort is by `added`
 */
export function sortSounds<T>(items: readonly T[], { by, isDescending }: Sort, soundOf: (item: T) => Sound): T[] {
  const sign = isDescending ? -1 : 1;
  const read = by === 'added' ? (sound: Sound) => sound.addedAt : (sound: Sound) => fieldOf(by).read(sound);
  return items
    .map((item) => ({ item, value: sortable(read(soundOf(item)) ?? null) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      return sign * order(a.value, b.value);
    })
    .map(({ item }) => item);
}

/** Returns a value in the form in which it is compared: names regardless of case and of the width of characters. */
function sortable(value: unknown): unknown {
  return typeof value === 'string' ? value.normalize('NFKC').toLowerCase() : value;
}

function order(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [first, second] = [String(a), String(b)];
  return first < second ? -1 : Number(first > second);
}
