import { editDistance } from '../../edit-distance.ts';
import type { Sound } from '../../storage/library.ts';
import { comparable } from './text.ts';

/** Number of characters for each of which one mistake is tolerated in a name, and the minimum length of a name. */
const PER_MISTAKE = 3;
/** Maximum number of names that are similar to a mistyped one. */
const MAX_NEAR = 5;
/** Maximum number of mistakes, and length of a typed text, for which similar names are looked for at each keystroke. */
const MAX_MISTAKES = 4;
const MAX_TYPED = 40;
const WORD_ENDS = /[\s_.,()-]+/;

/** Labels in comparable form. A change of a label makes a new sound, so that no entry becomes wrong. */
const labels = new WeakMap<Sound, string>();

/** Returns the label of a sound as {@link comparable} does, without computing it again at each keystroke. */
export function comparableLabel(sound: Sound): string {
  const known = labels.get(sound);
  if (known !== undefined) return known;
  const label = comparable(sound.label);
  labels.set(sound, label);
  return label;
}

/**
 * Returns the sounds whose label contains the typed text, newer before older ones: first those whose label is the text,
 * then those whose label starts with it, then the others.
 */
export function searchNames(sounds: readonly Sound[], typed: string): Sound[] {
  const wanted = comparable(typed);
  const rank = (sound: Sound) => {
    const label = comparableLabel(sound);
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
  const max = Math.min(MAX_MISTAKES, Math.floor(wanted.length / PER_MISTAKE));
  if (max === 0 || wanted.length > MAX_TYPED) return [];
  const mistakes = (sound: Sound) => {
    const label = comparableLabel(sound);
    return Math.min(...[label, ...label.split(WORD_ENDS)].map((name) => editDistance(wanted, name, max)));
  };
  return sounds
    .map((sound, position) => ({ sound, position, mistakes: mistakes(sound) }))
    .filter((entry) => entry.mistakes <= max)
    .sort((a, b) => a.mistakes - b.mistakes || b.position - a.position)
    .slice(0, MAX_NEAR)
    .map(({ sound }) => sound);
}
