import { rankings } from './rankings.ts';
import { type Labels, retrieval } from './retrieval.ts';
import type { QualitySound } from './sound.ts';
import { table } from './table.ts';

interface EvaluatedSet extends Labels {
  readonly name: string;
  readonly sounds: readonly QualitySound[];
}

/** Reports how well each ranking finds sounds of the same class in each set. */
export async function retrievalReport(sets: readonly EvaluatedSet[]): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const set of sets) {
    const size = `${set.sounds.length} in ${new Set(set.classes).size}`;
    for (const [name, ranking] of Object.entries(await rankings(set.sounds))) {
      const { p1, p5, map, busiest } = retrieval(set, (query) => ranking[query] ?? []);
      rows.push([set.name, size, name, p1, p5, map, busiest.toFixed(1)]);
    }
  }
  return table(['set', 'sounds in classes', 'ranking', 'P@1', 'P@5', 'mAP', 'busiest sound'], rows);
}
