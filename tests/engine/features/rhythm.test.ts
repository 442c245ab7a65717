import { describe, expect, test } from 'vitest';
import { tempoCases } from '../../../bench/quality/tempo-set.ts';
import { analyzeFrames } from '../../../src/engine/features/analyze-frames.ts';
import { spectralFlux } from '../../../src/engine/features/spectral-flux.ts';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { noise, sine } from '../../helpers/signals.ts';
import { similarities } from '../../helpers/similarities.ts';

const RATE = FEATURE_RATE;
const TRACKS = tempoCases();

/** Returns a drum pattern of 12 s at a tempo in beats per minute, a multiple of 5. */
function drums(name: string, bpm: number): Float32Array {
  const found = TRACKS.find((track) => track.name === name && track.bpm === bpm);
  if (!found) throw new Error(`no ${name} at ${bpm}`);
  return found.samples;
}

describe('the rhythm of a drum loop', () => {
  test.each([90, 95, 105, 110])('stays similar at %d instead of 100 beats per minute', (bpm) => {
    expect(similarities(drums('break', 100), drums('break', bpm)).rhythm).toBeGreaterThan(0.9);
    expect(similarities(drums('rock', 100), drums('rock', bpm)).rhythm).toBeGreaterThan(0.9);
  });

  test('differs at another tempo, and from that of another pattern', () => {
    expect(similarities(drums('break', 100), drums('break', 135)).rhythm).toBeLessThan(0.8);
    expect(similarities(drums('break', 100), drums('four on the floor', 80)).rhythm).toBeLessThan(0.8);
  });
});

test('the spectral flux has its maxima at the notes, also in background noise', () => {
  const samples = noise(RATE, 3, 0.02);
  const times = [0.4, 1, 1.5, 2.3];
  times.forEach((time, i) => {
    sine(440 + 100 * i, 0.3, RATE, 0.5).forEach((x, j) => {
      const at = Math.round(time * RATE) + j;
      samples[at] = (samples[at] ?? 0) + x * Math.exp(-j / 3000);
    });
  });
  const flux = spectralFlux(analyzeFrames(samples));
  const max = Math.max(...flux);
  const found = [...flux].flatMap((x, t) =>
    x > 0.5 * max && x >= Math.max(flux[t - 1] ?? 0, flux[t + 1] ?? 0) ? [(t * 512) / RATE] : [],
  );
  expect(found).toHaveLength(times.length);
  found.forEach((time, i) => {
    expect(Math.abs(time - (times[i] ?? 0))).toBeLessThan(0.07);
  });
});
