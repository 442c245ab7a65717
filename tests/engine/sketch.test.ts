import { describe, expect, test } from 'vitest';
import { SKETCH_BANDS, SKETCH_COLUMNS, SKETCH_PEAKS, sketchOf } from '../../src/engine/sketch.ts';
import { click, noise, silence, sine } from '../helpers/signals.ts';

const RATE = 22_050;

function column(mel: Uint8Array, index: number): Uint8Array {
  return mel.subarray(index * SKETCH_BANDS, (index + 1) * SKETCH_BANDS);
}

describe('in a sketch,', () => {
  test('a steady 1 kHz tone is a line in the mel band at 1 kHz', () => {
    const { seconds, mel, peaks } = sketchOf(sine(1000, 2, RATE));
    expect(seconds).toBe(2);
    // The centers of the 64 bands are multiples of 47.75 / 65 mel. 1 kHz is 15 mel, nearest to the center of band 19.
    for (const at of [5, 110, 214]) expect(column(mel, at).indexOf(Math.max(...column(mel, at)))).toBe(19);
    expect(Math.min(...peaks)).toBeGreaterThan(250);
  });

  test('a click in the middle of a sound is in the middle column, and the other columns are silent', () => {
    const { mel, peaks } = sketchOf(click(RATE));
    expect(peaks[SKETCH_PEAKS / 2]).toBe(255);
    expect(peaks.filter((peak) => peak > 0)).toHaveLength(1);
    const loud = Array.from({ length: SKETCH_COLUMNS }, (_, i) => i).filter((i) => Math.max(...column(mel, i)) > 0);
    expect(loud).toContain(SKETCH_COLUMNS / 2);
    expect(Math.max(...loud) - Math.min(...loud)).toBeLessThan(12);
  });

  test('silence gives zeros, and all sketches have the same size, whatever the duration', () => {
    for (const samples of [silence(RATE), new Float32Array(1), sine(440, 0.02, RATE), noise(RATE, 300)]) {
      const { mel, peaks } = sketchOf(samples);
      expect([mel.length, peaks.length]).toEqual([SKETCH_COLUMNS * SKETCH_BANDS, SKETCH_PEAKS]);
    }
    expect(sketchOf(silence(RATE)).mel.every((level) => level === 0)).toBe(true);
  });

  test('a sound 12 dB quieter has the same sketch', () => {
    const loud = sketchOf(noise(RATE, 1, 0.8));
    const quiet = sketchOf(noise(RATE, 1, 0.2));
    expect(quiet.peaks).toEqual(loud.peaks);
    expect(quiet.mel).toEqual(loud.mel);
  });
});
