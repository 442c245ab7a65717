import { editDistance } from '../edit-distance.ts';

/** Number of characters for each of which one mistake is tolerated, and maximum number of similar words. */
const PER_MISTAKE = 3;
const MAX_WORDS = 3;
/** Length of a typed word above which it is compared with no other. */
const MAX_LENGTH = 30;

/** Returns the words that begin with a typed word, or differ from it in few letters; nearest first. */
export function similarWords(typed: string, words: readonly string[]): string[] {
  if (typed.length > MAX_LENGTH) return [];
  const max = Math.max(1, Math.floor(typed.length / PER_MISTAKE));
  return words
    .map((word) => ({ word, mistakes: word.startsWith(typed) ? 0 : editDistance(typed, word, max) }))
    .filter(({ mistakes }) => mistakes <= max)
    .sort((a, b) => a.mistakes - b.mistakes)
    .slice(0, MAX_WORDS)
    .map(({ word }) => word);
}
