import { describe, expect, it } from 'vitest';
import { FEATURE_RATE } from '../../../../src/engine/pcm.ts';
import { bandPowers } from '../../../../src/engine/search/band-powers.ts';
import { cohortLikeness } from '../../../../src/engine/search/beat/cohort.ts';
import { onsetPattern } from '../../../../src/engine/search/beat/onset-pattern.ts';
import { beatQuery, searchBeats } from '../../../../src/engine/search/beat/search-beats.ts';
import { noise, silence } from '../../../helpers/signals.ts';

/** A bar of sixteenths: `k` kick, `s` snare, `h` hat. */
type Bar = string;
const ROCK: Bar = 'h.h.s.h.k.h.s.kh';
const HALF: Bar = 'k.hhh.h.s.h.h.hk';
const LATIN: Bar = 'k..sk.h.k..s..hh';

/** Plays four bars with decaying tones and filtered noise. */
function loop(bar: Bar, bpm: number, voice = { kick: 60, seed: 1 }): Float32Array {
  const step = (60 / bpm / 4) * FEATURE_RATE;
  const samples = new Float32Array(Math.round(64 * step));
  const source = noise(FEATURE_RATE, 1, 1, voice.seed);
  for (let i = 0; i < 64; i++) {
    const mark = bar[i % 16];
    if (mark === '.') continue;
    for (let n = 0; n < 0.08 * FEATURE_RATE && i * step + n < samples.length; n++) {
      const decay = Math.exp(-n / (0.02 * FEATURE_RATE));
      const white = source[n] ?? 0;
      const before = source[n - 1] ?? 0;
      const sound =
        mark === 'k'
          ? Math.sin((2 * Math.PI * voice.kick * n) / FEATURE_RATE)
          : mark === 's'
            ? 0.5 * (white + before) + 0.3 * Math.sin((2 * Math.PI * 400 * n) / FEATURE_RATE)
            : 0.5 * (white - before);
      const at = Math.round(i * step) + n;
      samples[at] = (samples[at] ?? 0) + 0.5 * decay * sound;
    }
  }
  return samples;
}

const patternOf = (samples: Float32Array) => onsetPattern(bandPowers(samples));

function find(query: Float32Array, sounds: readonly Float32Array[]) {
  const prepared = beatQuery(patternOf(query));
  const beats = sounds.map((sound) => ({ pattern: patternOf(sound), cohort: 0.4 }));
  return prepared ? searchBeats(prepared, beats, sounds.length) : [];
}

describe('a beat', () => {
  const loops = [loop(HALF, 104), loop(ROCK, 104), loop(LATIN, 104), noise(FEATURE_RATE, 4)];

  it.each([104, 98, 120, 70])('is found at 104 beats per minute by one with other drums at %i', (bpm) => {
    const [first] = find(loop(ROCK, bpm, { kick: 90, seed: 5 }), loops);
    expect(first?.index).toBe(1);
    expect(Math.abs((first?.tempoRatio ?? 0) * (bpm / 104) - 1)).toBeLessThan(0.01);
  });

  it('is found by a part of it that begins anywhere', () => {
    const whole = loop(LATIN, 104);
    const [first] = find(whole.subarray(Math.round(whole.length * 0.3), Math.round(whole.length * 0.8)), loops);
    expect(first?.index).toBe(2);
    expect(first?.tempoRatio).toBeCloseTo(1, 2);
  });

  it('is found if it goes on at the beginning of a loop, and the longer piece is named', () => {
    const [latin, rock] = [loop(LATIN, 104), loop(ROCK, 104)];
    const half = latin.length / 2;
    const both = Float32Array.from({ length: latin.length }, (_, i) => (i < half ? latin[i] : rock[i]) ?? 0);
    const [start, end] = [0.8, 1.2].map((share) => Math.round(share * both.length));
    const query = Float32Array.from(
      { length: (end ?? 0) - (start ?? 0) },
      (_, i) => both[((start ?? 0) + i) % both.length] ?? 0,
    );
    const [first] = find(query, [rock, both, latin]);
    const seconds = both.length / FEATURE_RATE;
    expect(first).toMatchObject({ index: 1 });
    const { from = 0, to = 0, queryFrom = 0, queryTo = 0 } = first ?? {};
    expect(to - from).toBeGreaterThan(0.18 * seconds);
    expect(to - from).toBeCloseTo(queryTo - queryFrom, 1);
    expect(from < 0.1 ? queryFrom : to - seconds).toBeCloseTo(from < 0.1 ? 0.2 * seconds : 0, 0);
  });

  it('needs a second of onsets: silence and a short sound find nothing', () => {
    expect(beatQuery(patternOf(silence(FEATURE_RATE, 3)))).toBeNull();
    expect(beatQuery(patternOf(loop(ROCK, 104).subarray(0, 0.4 * FEATURE_RATE)))).toBeNull();
    expect(find(loop(ROCK, 104), [silence(FEATURE_RATE, 0.5)])).toEqual([]);
  });
});

it('tells kick, snare and hat apart by their bands', () => {
  const sums = ['k...............', 's...............', 'h...............'].map((bar) => {
    const pattern = patternOf(loop(bar, 120));
    return [0, 1, 2].map((band) => pattern.filter((_, i) => i % 3 === band).reduce((sum, value) => sum + value, 0));
  });
  expect(sums.map((bands) => bands.indexOf(Math.max(...bands)))).toEqual([0, 1, 2]);
});

it('finds a drum loop more similar to the cohort than noise', () => {
  expect(cohortLikeness(patternOf(loop(ROCK, 104)))).toBeGreaterThan(
    cohortLikeness(patternOf(noise(FEATURE_RATE, 4))) + 0.1,
  );
  expect(cohortLikeness(patternOf(silence(FEATURE_RATE, 4)))).toBe(0);
});
