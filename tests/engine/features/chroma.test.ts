import { describe, expect, test } from 'vitest';
import { analyzeSound } from '../../../src/engine/features/analyze-frames.ts';
import { noteTransitions } from '../../../src/engine/features/note-transitions.ts';
import { FINE_CLASSES } from '../../../src/engine/features/peak-chroma.ts';
import { complex, ORDERS, pitchClassFourier } from '../../../src/engine/features/pitch-class-fourier.ts';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { noise, sine } from '../../helpers/signals.ts';
import { similarities } from '../../helpers/similarities.ts';

const RATE = FEATURE_RATE;
const TUNE = [0, 2, 4, 0, 7, 5, 4, 2];
const OTHER = [0, 3, 6, 8, 6, 3, 1, 10];

/** Returns an organ (three octaves and a twelfth) that repeats a tune for 6 s. Notes are semitones above a C. */
function organ(notes: readonly number[], { tuning = 440, transposed = 0, seconds = 0.35 } = {}): Float32Array {
  const out = noise(RATE, 6, 0.0005);
  const length = Math.round(seconds * RATE);
  for (let at = 0, i = 0; at + length <= out.length; at += length, i++) {
    const hertz = tuning * 2 ** (((notes[i % notes.length] ?? 0) + transposed - 9) / 12);
    for (const partial of [1, 2, 3, 4]) {
      sine(hertz * partial, seconds, RATE, 0.2 / partial).forEach((x, j) => {
        const fade = Math.min(1, j / 200, (length - j) / 200);
        if (at + j < out.length) out[at + j] = (out[at + j] ?? 0) + x * fade;
      });
    }
  }
  return out;
}

describe('the melody of a tune on an organ', () => {
  test.each([432, 443, 445])('stays the same at A = %d Hz', (tuning) => {
    expect(similarities(organ(TUNE), organ(TUNE, { tuning })).chroma).toBeGreaterThan(0.9);
  });

  test.each([-1, 1])('stays similar %d semitone away', (transposed) => {
    expect(similarities(organ(TUNE), organ(TUNE, { transposed })).chroma).toBeGreaterThan(0.9);
  });

  test('stays the same at another tempo', () => {
    expect(similarities(organ(TUNE), organ(TUNE, { seconds: 0.25 })).chroma).toBeGreaterThan(0.9);
  });

  test.each([440, 432, 445])('differs from that of another tune at A = %d Hz', (tuning) => {
    expect(similarities(organ(TUNE), organ(OTHER, { tuning })).chroma).toBeLessThan(0.8);
  });
});

describe('a low sine', () => {
  const low = (hertz: number) => sine(hertz, 1.5, RATE, 0.7).map((x, i) => x * Math.exp(-i / RATE));

  test('has the melody of its note: E1 is not A1', () => {
    expect(similarities(low(41.2), low(55)).chroma).toBeLessThan(0.8);
    expect(similarities(low(36.7), low(49)).chroma).toBeLessThan(0.8);
  });

  test('has the melody of the same note in another octave', () => {
    expect(similarities(low(41.2), low(82.4)).chroma).toBeGreaterThan(0.9);
  });
});

test('the Fourier coefficients of one pitch class have magnitude 1, and 30 degrees a semitone times their order', () => {
  const coefficients = complex(ORDERS);
  pitchClassFourier(
    Float64Array.from({ length: FINE_CLASSES }, (_, step) => (step === 3 ? 1 : 0)),
    coefficients,
  );
  for (let k = 0; k < ORDERS; k++) {
    expect(coefficients.re[k]).toBeCloseTo(Math.cos((Math.PI * k) / 6), 10);
    expect(coefficients.im[k]).toBeCloseTo(-Math.sin((Math.PI * k) / 6), 10);
  }
});

describe('note transitions', () => {
  const transitionsOf = (samples: Float32Array) => {
    const frames = analyzeSound(samples);
    if (!frames) throw new Error('silence');
    return noteTransitions(frames, frames.weights.whole);
  };

  test('of a rising fifth have the phases of seven semitones', () => {
    // Notes that each lie seven semitones above the one before: order k turns by 210 k degrees, whatever the first note.
    const { same } = transitionsOf(organ([0, 7, 14, 21, 28, 35], { seconds: 0.9, transposed: -12 }));
    for (const k of [1, 2, 5]) {
      const angle = Math.atan2(same[2 * k - 1] ?? 0, same[2 * k - 2] ?? 0);
      const expected = (-2 * Math.PI * 7 * k) / 12;
      expect(Math.cos(angle - expected)).toBeGreaterThan(0.9);
    }
  });

  test('of a held chord are nearly zero', () => {
    const chord = [262, 330, 392].map((hertz) => sine(hertz, 4, RATE, 0.3));
    const mix = Float32Array.from({ length: 4 * RATE }, (_, i) => chord.reduce((sum, note) => sum + (note[i] ?? 0), 0));
    expect(Math.hypot(...transitionsOf(mix).same)).toBeLessThan(0.2);
  });
});
