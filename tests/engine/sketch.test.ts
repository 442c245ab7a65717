import { describe, expect, test } from 'vitest';
import { SKETCH_BANDS, SKETCH_COLUMNS, SKETCH_PEAKS, sketchOf } from '../../src/engine/sketch.ts';
import { click, noise, silence, sine } from '../helpers/signals.ts';

const RATE = 22_050;

function column(spectrogram: Uint8Array, index: number): Uint8Array {
  return spectrogram.subarray(index * SKETCH_BANDS, (index + 1) * SKETCH_BANDS);
}

describe('in a sketch,', () => {
  // The axis begins at 40 Hz and has 8 bands per octave: 60 Hz is 0.58 octaves above, 1 kHz 4.64, 6 kHz 7.23. At 60 Hz,
  // bins of the spectrum are twice as far apart as bands.
  test.each([
    [60, [4, 5]],
    [1000, [37]],
    [6000, [57]],
  ])('a steady tone of %i Hz is a line in band %j', (hertz, bands) => {
    const { seconds, spectrogram } = sketchOf(sine(hertz, 2, RATE));
    expect(seconds).toBe(2);
    for (const at of [5, 110, 214]) {
      const levels = column(spectrogram, at);
      expect(bands).toContain(levels.indexOf(Math.max(...levels)));
    }
  });

  test('the envelope of a steady tone is level', () => {
    expect(Math.min(...sketchOf(sine(1000, 2, RATE)).peaks)).toBeGreaterThan(250);
  });

  test('a kick of 60 Hz fills more than half an octave, so that it is no hairline', () => {
    const { spectrogram } = sketchOf(sine(60, 2, RATE));
    // 200 is 13 dB below the maximum.
    expect(column(spectrogram, 110).filter((level) => level > 200).length).toBeGreaterThanOrEqual(4);
  });

  test('a click in the middle of a sound is in the middle column, and the other columns are silent', () => {
    const { spectrogram, peaks } = sketchOf(click(RATE));
    expect(peaks[SKETCH_PEAKS / 2]).toBe(255);
    expect(peaks.filter((peak) => peak > 0)).toHaveLength(1);
    const loud = Array.from({ length: SKETCH_COLUMNS }, (_, i) => i).filter(
      (i) => Math.max(...column(spectrogram, i)) > 0,
    );
    expect(loud).toContain(SKETCH_COLUMNS / 2);
    expect(Math.max(...loud) - Math.min(...loud)).toBeLessThan(12);
  });

  test('silence gives zeros, and all sketches have the same size, whatever the duration', () => {
    for (const samples of [silence(RATE), new Float32Array(1), sine(440, 0.02, RATE), noise(RATE, 300)]) {
      const { spectrogram, peaks } = sketchOf(samples);
      expect([spectrogram.length, peaks.length]).toEqual([SKETCH_COLUMNS * SKETCH_BANDS, SKETCH_PEAKS]);
    }
    expect(sketchOf(silence(RATE)).spectrogram.every((level) => level === 0)).toBe(true);
  });

  test('a sound 12 dB quieter has the same sketch', () => {
    const loud = sketchOf(noise(RATE, 1, 0.8));
    const quiet = sketchOf(noise(RATE, 1, 0.2));
    expect(quiet.peaks).toEqual(loud.peaks);
    expect(quiet.spectrogram).toEqual(loud.spectrogram);
  });
});
