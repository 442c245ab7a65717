import { expect, test } from 'vitest';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { findPeaks } from '../../../src/engine/recordings/peaks.ts';
import { relateRecordings } from '../../../src/engine/recordings/relate-recordings.ts';
import { partsAgree } from '../../../src/engine/recordings/relate-waveforms.ts';
import { atRatio, waveformOf } from '../../../src/engine/recordings/waveform.ts';
import { seededRandom } from '../../../src/engine/seeded-random.ts';
import { noise } from '../../helpers/signals.ts';

/** Returns eight decaying sine bursts per second, with the pitches of a seed. */
function melody(seed: number, seconds: number, speed = 1): Float32Array {
  const random = seededRandom(seed);
  const samples = new Float32Array(Math.round((seconds / speed) * FEATURE_RATE));
  for (let burst = 0; burst < 8 * seconds; burst++) {
    const hertz = 300 * 2 ** (random() * 3) * speed;
    const start = Math.round(((burst / 8) * FEATURE_RATE) / speed);
    for (let i = 0; i < FEATURE_RATE / 6 && start + i < samples.length; i++) {
      const t = i / FEATURE_RATE;
      for (let harmonic = 1; harmonic <= 4; harmonic++)
        samples[start + i] =
          (samples[start + i] ?? 0) +
          (0.2 / harmonic) * Math.exp(-18 * t * speed) * Math.sin(2 * Math.PI * hertz * harmonic * t);
    }
  }
  return samples;
}

/** Returns a hit: a bright attack of white noise, and a dark tail, which is noise below about 400 Hz. */
function darkHit(seed: number): Float32Array {
  const white = noise(FEATURE_RATE, 0.8, 1, seed);
  let dark = 0;
  return white.map((sample, i) => {
    dark += 0.1 * (sample - dark);
    const t = i / FEATURE_RATE;
    return 0.8 * sample * Math.exp(-80 * t) + 0.3 * dark * Math.exp(-5 * t);
  });
}

function relate(a: Float32Array, b: Float32Array, isThorough = false) {
  return relateRecordings(findPeaks(a), findPeaks(b), async () => [waveformOf(a), waveformOf(b)], isThorough);
}

test('a thorough comparison finds that a hit without its attack is an excerpt, and takes no other hit for it', async () => {
  const tail = darkHit(1).subarray(0.06 * FEATURE_RATE);
  expect(await relate(darkHit(1), tail)).toBeNull();
  expect(await relate(darkHit(1), tail, true)).toMatchObject({ kind: 'excerpt' });
  expect(await relate(darkHit(2), tail, true)).toBeNull();
});

test.each([
  ['without its first 40 %', 0.4, 1],
  ['without its last 40 %', 0, 0.6],
  ['without both ends', 0.3, 0.8],
])('a thorough comparison finds a bass drum %s, and takes no other bass drum for it', async (_, from, to) => {
  const drum = (hertz: number) =>
    noise(FEATURE_RATE, 0.5, 0.3).map((x, i) => {
      const t = i / FEATURE_RATE;
      const tone = Math.sin(2 * Math.PI * (hertz * t - 2 * Math.exp(-30 * t)));
      return Math.exp(-80 * t) * x + 0.7 * Math.exp(-9 * t) * tone;
    });
  const cut = drum(55).slice(from * 0.5 * FEATURE_RATE, to * 0.5 * FEATURE_RATE);
  expect(await relate(drum(55), cut, true)).toMatchObject({ kind: 'excerpt', of: 'a' });
  expect(await relate(drum(58), cut, true)).toBeNull();
});

test('a melody and itself after a second of silence are the same recording', async () => {
  const tune = melody(1, 6);
  const padded = new Float32Array(tune.length + FEATURE_RATE);
  padded.set(
    tune.map((x) => 0.1 * x),
    FEATURE_RATE,
  );
  expect(await relate(tune, padded)).toEqual({ kind: 'same recording' });
});

test('the second to fourth second of a melody is an excerpt of the melody', async () => {
  const tune = melody(1, 8);
  const relation = await relate(tune, tune.slice(2 * FEATURE_RATE, 5 * FEATURE_RATE));
  expect(relation).toMatchObject({ kind: 'excerpt', of: 'a' });
  if (relation?.kind !== 'excerpt') return;
  expect(relation.from).toBeCloseTo(2, 0);
  expect(relation.to).toBeCloseTo(5, 0);
});

test('a melody played 3 % faster is the melody at another speed', async () => {
  const relation = await relate(melody(1, 8), melody(1, 8, 1.03));
  expect(relation).toMatchObject({ kind: 'another speed' });
  expect(relation?.kind === 'another speed' && relation.ratio).toBeCloseTo(1.03, 2);
});

test.each([2, 3, 4])('another melody is another recording (%i)', async (seed) => {
  expect(await relate(melody(1, 8), melody(seed, 8))).toBeNull();
});

test('two noises have nothing in common', async () => {
  expect(await relate(noise(FEATURE_RATE, 4, 0.5, 1), noise(FEATURE_RATE, 4, 0.5, 2))).toBeNull();
});

test('two melodies after one jingle share the jingle', async () => {
  const join = (seed: number) => Float32Array.from([...melody(9, 4), ...melody(seed, 5)]);
  const relation = await relate(join(1), join(2));
  expect(relation).toMatchObject({ kind: 'shares a part' });
  if (relation?.kind !== 'shares a part') return;
  for (const [from, to] of [relation.a, relation.b]) {
    expect(from).toBeLessThan(0.5);
    expect(Math.abs(to - 4)).toBeLessThan(0.5);
  }
});

/** Returns a drum hit: noise and a falling sine, both decaying. */
function hit(seed: number, seconds = 0.3): Float32Array {
  return noise(FEATURE_RATE, seconds, 0.3, seed).map((x, i) => {
    const t = i / FEATURE_RATE;
    return Math.exp(-25 * t) * (x + 0.6 * Math.sin(2 * Math.PI * (60 * t + 15 * (1 - Math.exp(-20 * t)))));
  });
}

test('a hit and the same hit with 0.6 s of silence behind it are the same recording', async () => {
  const padded = new Float32Array(Math.round(0.9 * FEATURE_RATE));
  padded.set(hit(1));
  expect(await relate(hit(1), padded)).toEqual({ kind: 'same recording' });
});

test('two hits on one drum are different recordings', async () => {
  expect(await relate(hit(1), hit(2))).toBeNull();
});

test('a hit and the same hit half a sample later are the same recording', async () => {
  // At half of the sample rate, at which waveforms are compared, an odd number of samples is not a whole number.
  const later = new Float32Array(Math.round(0.5 * FEATURE_RATE));
  later.set(hit(1), 701);
  expect(await relate(hit(1), later)).toEqual({ kind: 'same recording' });
});

/** Returns the sum of signals; shorter ones end with silence. */
function mix(...signals: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(Math.max(...signals.map(({ length }) => length)));
  for (const signal of signals)
    signal.forEach((x, i) => {
      sum[i] = (sum[i] ?? 0) + x;
    });
  return sum;
}

const decaying = (samples: Float32Array, rate: number) =>
  samples.map((x, i) => x * Math.exp((-rate * i) / FEATURE_RATE));

test('a short noise and its copy with as much noise as a codec adds are the same recording', async () => {
  // Independent noises of this length do not correlate, so a correlation of 0.8 suffices.
  const original = decaying(noise(FEATURE_RATE, 0.3, 0.4, 1), 15);
  const added = decaying(noise(FEATURE_RATE, 0.3, 0.3, 2), 15);
  expect(await relate(original, mix(original, added))).toEqual({ kind: 'same recording' });
});

test('two bass drums with one click are different recordings', async () => {
  const click = decaying(noise(FEATURE_RATE, 0.01, 0.3, 1), 600);
  const drum = (hertz: number) => {
    const samples = new Float32Array(Math.round(0.35 * FEATURE_RATE));
    return decaying(
      samples.map((_, i) => {
        const t = i / FEATURE_RATE;
        return 0.8 * Math.sin(2 * Math.PI * (hertz * t + 2 * (1 - Math.exp(-40 * t))));
      }),
      9,
    );
  };
  expect(await relate(mix(click, drum(48)), mix(click, drum(57)))).toBeNull();
});

test('two strokes on one bell are different recordings', async () => {
  const bell = (seed: number) => {
    const random = seededRandom(seed);
    const partials = [523, 1046, 1240, 1570, 2093, 2790, 3300].map((hertz) => {
      const [level, phase] = [0.05 + 0.1 * random(), 2 * Math.PI * random()];
      const partial = Float32Array.from(
        { length: FEATURE_RATE },
        (_, i) => level * Math.sin((2 * Math.PI * hertz * i) / FEATURE_RATE + phase),
      );
      return decaying(partial, 3 + hertz / 1000);
    });
    return mix(...partials);
  };
  for (const seed of [2, 3, 4]) expect(await relate(bell(1), bell(seed))).toBeNull();
});

test('a short hit played 3 % faster is the hit at another speed', async () => {
  const faster = atRatio(hit(1), 1.03);
  const relation = await relate(hit(1), faster);
  expect(relation).toMatchObject({ kind: 'another speed' });
  expect(relation?.kind === 'another speed' && relation.ratio).toBeCloseTo(1.03, 3);
});

test.each([0.2, 0.5, 1])('two noises of %d s are different recordings', async (seconds) => {
  expect(await relate(noise(FEATURE_RATE, seconds, 0.5, 1), noise(FEATURE_RATE, seconds, 0.5, 2))).toBeNull();
});

test('silence is related to nothing', async () => {
  expect(await relate(new Float32Array(FEATURE_RATE), new Float32Array(FEATURE_RATE))).toBeNull();
  expect(await relate(new Float32Array(FEATURE_RATE), melody(1, 2))).toBeNull();
});

test('parts agree although they reach into an end that is too quiet for the waveforms', () => {
  const audible = noise(FEATURE_RATE, 1.4, 0.5, 1);
  const [sound, copy, other] = [audible, audible.map((x) => 0.1 * x), noise(FEATURE_RATE, 1.4, 0.5, 2)].map((samples) =>
    waveformOf(samples),
  );
  if (!sound || !copy || !other) throw new Error('a waveform is silent');
  expect(partsAgree([sound, [0, 6]], [copy, [0, 6]], false)).toBe(true);
  expect(partsAgree([sound, [0, 6]], [copy, [0, 6]], true)).toBe(true);
  expect(partsAgree([sound, [0, 6]], [other, [0, 6]], false)).toBe(false);
  // Of these parts, too little is audible.
  expect(partsAgree([sound, [1, 6]], [copy, [1, 6]], false)).toBe(false);
});
