import type { Random } from './random.ts';

/** A repeated sequence of note lengths at a tempo. */
export interface Rhythm {
  readonly name: string;
  readonly beatsPerMinute: number;
  /** Note lengths in beats. */
  readonly beats: readonly number[];
}

const third = 1 / 3;

const patterns = {
  quarters: [1],
  eighths: [0.5],
  halves: [2, 1, 1],
  swing: [2 * third, third],
  dotted: [1.5, 0.5],
  dotted_eighths: [0.75, 0.25],
  triplets: [third, third, third, 1],
  tresillo: [0.75, 0.75, 0.5],
  cinquillo: [0.5, 0.25, 0.5, 0.25, 0.5],
  gallop: [0.5, 0.25, 0.25],
  charleston: [1.5, 2.5],
  clave: [0.75, 0.75, 1, 0.5, 1],
  waltz: [1, 0.5, 0.5, 1],
  sixteenths: [0.25, 0.25, 0.25, 0.25, 1],
  scotch: [0.25, 0.75],
  five: [1, 0.5, 0.5, 0.5],
  seven: [0.5, 0.5, 0.75, 0.5, 0.5, 0.75],
  offbeat: [0.5, 1, 1, 1, 0.5],
} as const;

const patternNames = Object.keys(patterns) as (keyof typeof patterns)[];

const meanBeats = (beats: readonly number[]) => beats.reduce((sum, length) => sum + length, 0) / beats.length;

/**
 * Draws `count` rhythms that differ in pattern and tempo. Tempi are 60 to 180 beats per minute. Modulo octaves, they are
 * spread evenly, plus a few percent at random, so that no tempo is half or double another. With `dense`, a rhythm has a
 * note at least every 0.85 s on average, so that a melody is complete within seconds.
 */
export function drawRhythms(random: Random, count: number, dense = false): Rhythm[] {
  const origin = random.uniform(0, 1);
  const names = random.sample(
    dense ? patternNames.filter((name) => meanBeats(patterns[name]) <= 1) : patternNames,
    count,
  );
  return names.map((pattern, index) => {
    const place = (origin + (index + random.uniform(-0.2, 0.2)) / count) % 1;
    const base = 60 * 2 ** place;
    const sparse = dense && (meanBeats(patterns[pattern]) * 60) / base > 0.85;
    const beatsPerMinute = Math.round(sparse || (base < 90 && random.chance(0.5)) ? base * 2 : base);
    return { name: `${pattern}${beatsPerMinute}`, beatsPerMinute, beats: patterns[pattern] };
  });
}

/** Returns onset times and lengths of notes in seconds, up to the time `seconds`. The first note is number `phase`. */
export function unrollRhythm(rhythm: Rhythm, seconds: number, phase = 0): { start: number; seconds: number }[] {
  const beat = 60 / rhythm.beatsPerMinute;
  const notes: { start: number; seconds: number }[] = [];
  let start = 0;
  for (let index = phase; start < seconds; index++) {
    const length = (rhythm.beats[index % rhythm.beats.length] ?? 1) * beat;
    notes.push({ start, seconds: length });
    start += length;
  }
  return notes;
}
