import { compare } from '../../src/engine/score.ts';
import { rawScore, standardized } from './raw-baseline.ts';
import { type Labels, type Retrieval, retrieval } from './retrieval.ts';
import type { QualitySound } from './sound.ts';
import { table } from './table.ts';

interface EvaluatedSet extends Labels {
  readonly name: string;
  readonly sounds: readonly QualitySound[];
}

/**
 * Reports how well several rankings find sounds of the same class in each set: the baseline as it is, the baseline with
 * standardized numbers, and the acoustic score.
 */
export function retrievalReport(sets: readonly EvaluatedSet[]): string {
  const rows = sets.flatMap((set) => {
    const size = `${set.sounds.length} in ${new Set(set.classes).size}`;
    return Object.entries(rankings(set)).map(([ranking, scores]) => {
      const { p1, p5, map, busiest }: Retrieval = retrieval(set, scores);
      return [set.name, size, ranking, p1, p5, map, busiest.toFixed(1)];
    });
  });
  return table(['set', 'sounds in classes', 'ranking', 'P@1', 'P@5', 'mAP', 'busiest sound'], rows);
}

function rankings({ sounds }: EvaluatedSet): Readonly<Record<string, (query: number) => number[]>> {
  const byPairs =
    <T>(items: readonly T[], score: (a: T, b: T) => number) =>
    (query: number) => {
      const own = items[query];
      return own === undefined ? [] : items.map((other) => score(own, other));
    };
  const raw = sounds.map((sound) => sound.raw);
  return {
    raw: byPairs(raw, rawScore),
    'raw, standardized': byPairs(standardized(raw), rawScore),
    score: byPairs(sounds, (a, b) => compare(a.embedding, b.embedding).score),
  };
}
