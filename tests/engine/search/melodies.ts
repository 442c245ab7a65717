import { FEATURE_RATE } from '../../../src/engine/pcm.ts';

/** A note of a test melody: MIDI number and length in seconds. */
export type MelodyNote = readonly [pitch: number, seconds: number];

/** A tune of 10 notes whose steps and lengths both vary. */
export const TUNE: readonly MelodyNote[] = [
  [60, 0.4],
  [62, 0.4],
  [67, 0.8],
  [64, 0.4],
  [65, 0.4],
  [60, 0.8],
  [69, 0.4],
  [67, 0.4],
  [62, 0.6],
  [60, 1],
];

/** Returns the notes in another order, with the lengths in their old order. */
export function reversed(notes: readonly MelodyNote[]): MelodyNote[] {
  return notes.map(([, seconds], i) => [notes.at(-1 - i)?.[0] ?? 0, seconds]);
}

/** Plays notes of four harmonics that decay, at the rate of the features. */
export function play(
  notes: readonly MelodyNote[],
  { shift = 0, tempo = 1, harmonics = [1, 0.5, 0.25, 0.12] } = {},
): Float32Array {
  const total = notes.reduce((sum, [, seconds]) => sum + seconds, 0) / tempo;
  const samples = new Float32Array(Math.round(total * FEATURE_RATE));
  let at = 0;
  for (const [pitch, seconds] of notes) {
    const hertz = 440 * 2 ** ((pitch + shift - 69) / 12);
    const length = Math.round((seconds / tempo) * FEATURE_RATE);
    for (let i = 0; i < length && at + i < samples.length; i++) {
      const fade = Math.min(1, i / 200, (length - i) / 400) * Math.exp(-i / FEATURE_RATE);
      const phase = (2 * Math.PI * hertz * i) / FEATURE_RATE;
      const value = harmonics.reduce((sum, gain, k) => sum + gain * Math.sin((k + 1) * phase), 0);
      samples[at + i] = 0.3 * fade * value;
    }
    at += length;
  }
  return samples;
}
