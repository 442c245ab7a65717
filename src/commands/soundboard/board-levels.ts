import { DEFAULT_LUFS } from '../../engine/soundboard/make-board-sound.ts';
import type { BoardAnalysis, BoardEntry } from '../app.ts';

/** Returns the loudness with which Discord plays a sound, in LUFS; null if it is silent. */
export function playedLufs({ volume }: BoardEntry, { levels }: BoardAnalysis): number | null {
  return levels.lufs === null || volume <= 0 ? null : levels.lufs + 20 * Math.log10(volume);
}

/** Returns the median loudness with which the sounds of a soundboard are played, in LUFS. */
export function medianLufs(entries: readonly BoardEntry[], analyses: ReadonlyMap<string, BoardAnalysis>): number {
  const levels = entries
    .flatMap((entry) => {
      const analysis = analyses.get(entry.id);
      return analysis ? (playedLufs(entry, analysis) ?? []) : [];
    })
    .sort((a, b) => a - b);
  const middle = levels.length / 2;
  return mean(levels.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1)) ?? DEFAULT_LUFS;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
