import { describe, expect, it } from 'vitest';
import { FEATURE_RATE } from '../../../../src/engine/pcm.ts';
import { PITCHES } from '../../../../src/engine/search/tune/harmonic-summation.ts';
import { pitchLine } from '../../../../src/engine/search/tune/hummed-notes.ts';
import { lowestShift, noteSums } from '../../../../src/engine/search/tune/note-sums.ts';
import { salienceMatrix } from '../../../../src/engine/search/tune/salience-matrix.ts';
import { searchTunes } from '../../../../src/engine/search/tune/search-tunes.ts';
import { KERNEL_BASE64 } from '../../../../src/engine/search/tune/tune-kernel-bytes.ts';
import { tuneQueries } from '../../../../src/engine/search/tune/tune-query.ts';
import { compileKernel } from '../../../helpers/compile-kernel.ts';
import { noise, silence, sine } from '../../../helpers/signals.ts';
import { type MelodyNote, play, reversed, TUNE } from '../melodies.ts';

const queryOf = (samples: Float32Array) => tuneQueries(pitchLine(samples).notes);

function find(query: Float32Array, sounds: readonly Float32Array[]) {
  return searchTunes(queryOf(query), sounds.map(salienceMatrix), sounds.length);
}

/** Adds chords of three voices under a tune, as loud as the tune. */
function withChords(tune: Float32Array): Float32Array {
  const seconds = tune.length / FEATURE_RATE;
  const voices = [48, 52, 55].map((pitch) => sine(440 * 2 ** ((pitch - 69) / 12), seconds, FEATURE_RATE, 0.06));
  return tune.map((sample, i) => voices.reduce((sum, voice) => sum + (voice[i] ?? 0), sample));
}

/** Plays a tune whose notes ring on below the next, at half their level. */
function ringing(notes: readonly MelodyNote[]): Float32Array {
  const samples = play(notes);
  let end = 0;
  for (const note of notes) {
    end += Math.round(note[1] * FEATURE_RATE);
    for (const [i, value] of play([note]).entries())
      if (end + i < samples.length) samples[end + i] = (samples[end + i] ?? 0) + 0.5 * value;
  }
  return samples;
}

describe('a tune', () => {
  const others = [play(reversed(TUNE)), noise(FEATURE_RATE, 4), silence(FEATURE_RATE, 2), new Float32Array()];

  it.each([
    { shift: -5, tempo: 1 },
    { shift: 7, tempo: 0.8 },
    { shift: -12, tempo: 1.25 },
    { shift: 3, tempo: 1.25 },
  ])('is found in another key and at another tempo: %o', ({ shift, tempo }) => {
    const [first, second] = find(play(TUNE, { shift, tempo, harmonics: [1, 0.9, 0.2] }), [...others, play(TUNE)]);
    expect(first).toMatchObject({ index: 4, semitones: -shift });
    expect((first?.tempoRatio ?? 0) * tempo).toBeCloseTo(1, 0);
    expect(Math.abs((first?.tempoRatio ?? 0) * tempo - 1)).toBeLessThan(0.1);
    expect(first?.score).toBeGreaterThan((second?.score ?? 1) + 0.2);
  });

  it.each([-36, -23, 30, 36])('is found %i semitones higher than a query', (semitones) => {
    const query = play(TUNE, { shift: -Math.round(semitones / 2) });
    const [first] = find(query, [...others, play(TUNE, { shift: semitones - Math.round(semitones / 2) })]);
    expect(first).toMatchObject({ index: 4, semitones });
  });

  it('is as certain if its notes have one partial as if they have several', () => {
    const levelOf = (harmonics: number[]) => find(play(TUNE, { shift: 3 }), [play(TUNE, { harmonics })])[0]?.score ?? 0;
    expect(levelOf([1])).toBeGreaterThan(0.9);
    expect(Math.abs(levelOf([1]) - levelOf([1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.3, 0.2]))).toBeLessThan(0.07);
  });

  it('has its key if an instrument such as brass plays it, whose second partial is stronger than the first', () => {
    const brass = play(TUNE, { harmonics: [0.09, 1, 0.4, 1] });
    expect(find(play(TUNE, { shift: 3 }), [...others, brass])[0]).toMatchObject({ index: 4, semitones: -3 });
  });

  it('is found under chords', () => {
    const [first] = find(play(TUNE, { shift: 2 }), [withChords(play(reversed(TUNE))), withChords(play(TUNE))]);
    expect(first).toMatchObject({ index: 1, semitones: -2 });
  });

  it('is certain although the notes of the query ring on below the next: a common period of both is not a note', () => {
    expect(find(ringing(TUNE), [play(TUNE, { shift: 3 })])[0]?.score).toBeGreaterThan(0.9);
  });

  it('is found within a longer sound, which names the part', () => {
    const before = play([...reversed(TUNE), ...reversed(TUNE)]);
    const tune = play(TUNE);
    const whole = new Float32Array(before.length + tune.length);
    whole.set(before);
    whole.set(tune, before.length);
    const [hit] = find(tune, [whole]);
    expect(hit?.from).toBeCloseTo(before.length / FEATURE_RATE, 0);
    expect(hit?.to).toBeCloseTo(whole.length / FEATURE_RATE, 0);
    expect(hit?.queryFrom).toBeCloseTo(0, 0);
  });

  it('is found by a longer query that holds it twice', () => {
    const [first] = find(play([...TUNE, ...TUNE, ...TUNE.slice(0, 4)]), [play(reversed(TUNE)), play(TUNE)]);
    expect(first).toMatchObject({ index: 1, semitones: 0 });
  });

  it.each([6, 10])('is found by a query that holds only its first %d notes, twice', (count) => {
    const start = TUNE.slice(0, count);
    const [first, second] = find(play([...start, ...start], { shift: 2, tempo: 0.9 }), [...others, play(TUNE)]);
    expect(first).toMatchObject({ index: 4, semitones: -2 });
    expect(first?.score).toBeGreaterThan((second?.score ?? 1) + 0.2);
    expect(first?.score).toBeGreaterThan(0.8);
  });

  it('has at least three notes: a single tone or noise finds nothing', () => {
    expect(find(sine(220, 2, FEATURE_RATE), [play(TUNE)])).toEqual([]);
    expect(find(noise(FEATURE_RATE, 2), [play(TUNE)])).toEqual([]);
    expect(find(silence(FEATURE_RATE, 1), [play(TUNE)])).toEqual([]);
  });
});

it('cuts a melody into its notes, in any tuning', () => {
  const { notes } = pitchLine(play(TUNE, { shift: 0.4 }));
  expect(notes.map(({ pitch }) => Math.round(pitch))).toEqual(TUNE.map(([pitch]) => pitch));
  let start = 0;
  for (const [i, [, seconds]] of TUNE.entries()) {
    expect(Math.abs((notes[i]?.start ?? 0) - start)).toBeLessThan(0.1);
    start += seconds;
  }
});

it('follows a whistle above the highest pitch that is stored', () => {
  const { notes } = pitchLine(play(TUNE, { shift: 36, harmonics: [1] }));
  expect(notes.map(({ pitch }) => Math.round(pitch))).toEqual(TUNE.map(([pitch]) => pitch + 36));
});

it('cuts notes of one pitch at the dips between them, and not at the waves of a tremolo', () => {
  const samples = sine(220, 3, FEATURE_RATE);
  const hummed = samples.map((sample, i) => sample * (i % FEATURE_RATE < 0.94 * FEATURE_RATE ? 1 : 0.1));
  const starts = (of: Float32Array) => pitchLine(of).notes.map(({ start }) => Math.round(start));
  expect(starts(hummed)).toEqual([0, 1, 2]);
  const tremolo = (i: number) => 0.8 + 0.2 * Math.sin((2 * Math.PI * 5 * i) / FEATURE_RATE);
  expect(starts(samples.map((sample, i) => sample * tremolo(i)))).toEqual([0]);
});

it('adds the attack strength of each note at frames whose distances are similar to the gaps', () => {
  const frames = 12;
  const levels = new Uint8Array(frames * PITCHES);
  // MIDI 60 in frame 2, 64 in frame 6, both at the highest level.
  levels[2 * PITCHES + 24] = 15;
  levels[6 * PITCHES + 28] = 15;
  const notesAt = (gap: number) => [
    { pitch: 60, gap: 0 },
    { pitch: 64, gap },
  ];
  const scores = (gap: number) => [...noteSums(notesAt(gap), levels, frames)];
  const unison = -lowestShift(notesAt(4));
  expect(scores(4)[unison]).toBe(1);
  expect(scores(3)[unison]).toBe(1);
  expect(scores(9)[unison]).toBe(0.5);
  // Shifted by four semitones, the first note alone meets the second cell.
  expect(scores(4)[unison + 4]).toBe(0.5);
  expect(scores(4)[unison + 1]).toBe(0);
});

it('uses the kernel that tune-kernel.wat describes', async () => {
  expect(KERNEL_BASE64).toBe(await compileKernel('engine/search/tune/tune-kernel.wat'));
});
