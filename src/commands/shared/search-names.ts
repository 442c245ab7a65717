import type { Sound } from '../../storage/library.ts';
import { comparable } from './text.ts';

/** Number of characters for each of which one mistake is tolerated in a name, and the minimum length of a name. */
const PER_MISTAKE = 3;
/** Maximum number of names that are similar to a mistyped one. */
const MAX_NEAR = 5;
const WORD_ENDS = /[\s_.,()-]+/;

/**
 * Returns the sounds whose label contains the typed text, newer before older ones: first those whose label is the text,
 * then those whose label starts with it, then the others.
 */
export function searchNames(sounds: readonly Sound[], typed: string): Sound[] {
  const wanted = comparable(typed);
  const rank = (sound: Sound) => {
    const label = comparable(sound.label);
    if (label === wanted) return 0;
    if (label.startsWith(wanted)) return 1;
    return label.includes(wanted) ? 2 : 3;
  };
  return sounds
    .map((sound, position) => ({ sound, position, rank: rank(sound) }))
    .filter((entry) => entry.rank < 3)
    .sort((a, b) => a.rank - b.rank || b.position - a.position)
    .map(({ sound }) => sound);
}

/** Returns up to five sounds whose label, or a word of it, differs from a mistyped text in few letters; nearest first. */
export function nearNames(sounds: readonly Sound[], typed: string): Sound[] {
  const wanted = comparable(typed);
  const max = Math.floor(wanted.length / PER_MISTAKE);
  if (max === 0) return [];
  const mistakes = (sound: Sound) => {
    const label = comparable(sound.label);
    return Math.min(...[label, ...label.split(WORD_ENDS)].map((name) => editDistance(wanted, name, max)));
  };
  return sounds
    .map((sound, position) => ({ sound, position, mistakes: mistakes(sound) }))
    .filter((entry) => entry.mistakes <= max)
    .sort((a, b) => a.mistakes - b.mistakes || b.position - a.position)
    .slice(0, MAX_NEAR)
    .map(({ sound }) => sound);
}

/**
 * Returns the number of insertions, deletions, replacements and swaps of neighbors that turn one text into the other
 * (optimal string alignment distance); Infinity if the lengths alone differ by more than `max`.
 */
export function editDistance(a: string, b: string, max = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > max) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const at = (line: readonly number[], index: number) => line[index] ?? Number.POSITIVE_INFINITY;
      const replaced = at(last, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swapped = isSwap ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY;
      current.push(Math.min(at(last, column) + 1, at(current, column - 1) + 1, replaced, swapped));
    }
    [beforeLast, last] = [last, current];
  }
  return last[b.length] ?? a.length;
}
