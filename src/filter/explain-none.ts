import type { Sound } from '../storage/library.ts';
import type { Filter, Term } from './filter.ts';
import { formatTerm } from './format-filter.ts';
import { matchTerm } from './match-filter.ts';

/** Why no sound meets a filter. */
export interface NoneLeft {
  /** The part without which most sounds would be left. */
  readonly part: string;
  /** Number of sounds that meet all other parts. */
  readonly without: number;
  /** Number of sounds that meet this part alone. */
  readonly alone: number;
}

/** Tells which part of a filter excludes the most sounds; null if there is no part, or if sounds are left. */
export function explainNone(
  sounds: readonly Sound[],
  { terms, memberId }: Pick<Filter, 'terms' | 'memberId'>,
): NoneLeft | null {
  const tests = terms.map((term) => matchTerm(term, memberId));
  const without = new Array<number>(terms.length).fill(0);
  const alone = new Array<number>(terms.length).fill(0);
  for (const sound of sounds) {
    const met = tests.map((test) => test(sound));
    const missed = met.filter((isMet) => !isMet).length;
    if (missed === 0) return null;
    met.forEach((isMet, i) => {
      if (isMet) alone[i] = (alone[i] ?? 0) + 1;
      else if (missed === 1) without[i] = (without[i] ?? 0) + 1;
    });
  }
  const found = terms.map((term: Term, i) => ({
    part: formatTerm(term),
    without: without[i] ?? 0,
    alone: alone[i] ?? 0,
  }));
  const [worst] = found.sort((a, b) => b.without - a.without || a.alone - b.alone);
  return worst ?? null;
}
