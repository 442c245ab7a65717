import { compare } from '../../src/engine/score.ts';
import { rawScore } from './raw-baseline.ts';
import { retrieval } from './retrieval.ts';
import type { QualitySound } from './sound.ts';
import { table } from './table.ts';

interface EvaluatedSet {
  readonly name: string;
  readonly sounds: readonly QualitySound[];
  readonly classes: readonly string[];
}

/** Reports how well the acoustic score and the baseline's score find sounds of the same class in each set. */
export function retrievalReport(sets: readonly EvaluatedSet[]): string {
  const rows = sets.map(({ name, sounds, classes }) => {
    const ours = retrieval(sounds, classes, (a, b) => compare(a.embedding, b.embedding).score);
    const raw = retrieval(sounds, classes, (a, b) => rawScore(a.raw, b.raw));
    const size = `${sounds.length} in ${new Set(classes).size}`;
    return [name, size, ours.p1, ours.p5, ours.map, raw.p1, raw.p5, raw.map];
  });
  return table(['set', 'sounds in classes', 'P@1', 'P@5', 'mAP', 'raw P@1', 'raw P@5', 'raw mAP'], rows);
}
