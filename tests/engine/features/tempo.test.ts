import { expect, test } from 'vitest';
import { tempoCases } from '../../../bench/quality/tempo-set.ts';
import { estimateTempo } from '../../../src/engine/features/tempo.ts';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { silence, sine } from '../../helpers/signals.ts';

/** Returns the tempi that count as correct for a true tempo of `bpm`, in beats per minute. */
const octaves = (bpm: number) => [bpm / 3, bpm / 2, bpm, bpm * 2, bpm * 3];

test.each(tempoCases().filter(({ bpm }) => bpm % 30 === 0))(
  'the tempo of $name at $bpm beats per minute is estimated to 4 %, but for a factor of 2 or 3',
  ({ bpm, samples }) => {
    const tempo = estimateTempo(samples) ?? 0;
    expect(Math.min(...octaves(bpm).map((correct) => Math.abs(tempo / correct - 1)))).toBeLessThan(0.04);
  },
);

test('silence has no tempo', () => {
  expect(estimateTempo(silence(FEATURE_RATE, 3))).toBeNull();
  expect(estimateTempo(new Float32Array(0))).toBeNull();
});

test('a single blip has no tempo', () => {
  expect(estimateTempo(sine(1000, 0.02, FEATURE_RATE))).toBeNull();
});
