import { compare } from '../../src/engine/score.ts';
import { analyzeSound, type QualitySound } from './sound.ts';
import { table } from './table.ts';
import { CHANGE_NAMES, transcode } from './transcode.ts';

/** Number of sounds to which changes are applied. */
const CHANGED = 50;

/**
 * Applies changes that a sound may undergo on its way to the bot (such as another codec), and searches for the original.
 * Reports how often the original ranks first, and its lowest and mean score.
 */
export async function robustnessReport(paths: readonly string[], library: readonly QualitySound[]): Promise<string> {
  const step = paths.length / CHANGED;
  const chosen = Array.from({ length: CHANGED }, (_, i) => Math.floor(i * step));
  const rows: (string | number)[][] = [];
  for (const change of CHANGE_NAMES) {
    let first = 0;
    const scores: number[] = [];
    for (const index of chosen) {
      const changed = await analyzeSound(await transcode(paths[index] ?? '', change));
      const ranked = library.map((sound) => compare(changed.embedding, sound.embedding).score);
      const own = ranked[index] ?? 0;
      scores.push(own);
      if (ranked.every((score, i) => i === index || score < own)) first++;
    }
    rows.push([change, `${first} of ${CHANGED}`, Math.min(...scores), scores.reduce((a, b) => a + b, 0) / CHANGED]);
  }
  return table([`changed, against ${library.length}`, 'original first', 'min score', 'mean score'], rows);
}
