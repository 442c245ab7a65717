import { estimateTempo } from '../../src/engine/features/tempo.ts';
import { table } from './table.ts';
import { tempoCases } from './tempo-set.ts';

/** Relative tolerance for a correct tempo in the MIREX tempo task. */
const TOLERANCE = 0.04;
const OCTAVES = [1, 2, 3, 1 / 2, 1 / 3];

/** Checks whether a tempo is within 4 % of the true tempo or, with `octaves`, of its double, triple, half or third. */
export function tempoAgrees(estimate: number | null, bpm: number, octaves: boolean): boolean {
  if (estimate === null) return false;
  return (octaves ? OCTAVES : [1]).some((factor) => Math.abs(estimate / (bpm * factor) - 1) <= TOLERANCE);
}

/** Reports the share of synthetic tracks with a correct tempo: Accuracy1, and Accuracy2, which accepts octave errors. */
export function tempoReport(): string {
  const results = tempoCases().map(({ name, bpm, samples }) => ({ name, bpm, estimate: estimateTempo(samples) }));
  const share = (name: string, octaves: boolean) => {
    const own = results.filter((result) => name === 'all' || result.name === name);
    return own.filter(({ estimate, bpm }) => tempoAgrees(estimate, bpm, octaves)).length / own.length;
  };
  const names = ['all', ...new Set(results.map(({ name }) => name))];
  return table(
    ['tempo, 50 to 200 a minute', 'Accuracy1', 'Accuracy2'],
    names.map((name) => [name, share(name, false), share(name, true)]),
  );
}
