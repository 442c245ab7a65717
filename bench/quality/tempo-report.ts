import { estimateTempo } from '../../src/engine/features/tempo.ts';
import { table } from './table.ts';
import { tempoCases } from './tempo-set.ts';

/** As in the MIREX tempo task. */
const TOLERANCE = 0.04;
const OCTAVES = [1, 2, 3, 1 / 2, 1 / 3];

/** Whether a tempo is right to 4 %, or (`octaves`) right but for a factor of 2 or 3. */
export function tempoAgrees(estimate: number | null, bpm: number, octaves: boolean): boolean {
  if (estimate === null) return false;
  return (octaves ? OCTAVES : [1]).some((factor) => Math.abs(estimate / (bpm * factor) - 1) <= TOLERANCE);
}

/** Share of made-up tracks whose tempo is found: Accuracy1, and Accuracy2, which lets octaves pass. */
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
