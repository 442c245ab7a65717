import { describe, expect, test } from 'vitest';
import { describeSound } from '../../../src/engine/descriptors/describe-sound.ts';
import type { Descriptors } from '../../../src/engine/descriptors/descriptors.ts';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { concatenate } from '../../helpers/melody.ts';
import { noise, silence, sine } from '../../helpers/signals.ts';

const LEVELS = { lufs: null, truePeakDb: null, clipped: false };
const describeSamples = (samples: Float32Array): Descriptors => describeSound(samples, LEVELS);
const cents = (a: number | null, b: number) => 1200 * Math.log2((a ?? Number.NaN) / b);

/** Returns the sum of several signals of the same length. */
function sum(...signals: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array()] = signals;
  return first.map((_, i) => signals.reduce((total, signal) => total + (signal[i] ?? 0), 0));
}

/** Fades a sound in and out over 0.1 s, because an abrupt end is a click. */
function faded(samples: Float32Array): Float32Array {
  const fade = 0.1 * FEATURE_RATE;
  return samples.map((sample, i) => sample * Math.min(1, i / fade, (samples.length - i) / fade));
}

/** Returns decaying noise at each time in seconds. */
function hits(times: readonly number[], seconds: number, burst = noise(FEATURE_RATE, 0.1, 0.7)): Float32Array {
  const samples = silence(FEATURE_RATE, seconds);
  for (const time of times) {
    const start = Math.round(time * FEATURE_RATE);
    for (let i = 0; i < burst.length && start + i < samples.length; i++)
      samples[start + i] = (samples[start + i] ?? 0) + (burst[i] ?? 0) * Math.exp((-40 * i) / FEATURE_RATE);
  }
  return samples;
}

/** Returns a chord of notes, given in semitones above A3, each with four harmonics. */
function chord(semitones: readonly number[], seconds: number): Float32Array {
  const partials = semitones.flatMap((semitone) =>
    [1, 2, 3, 4].map((harmonic) => sine(220 * harmonic * 2 ** (semitone / 12), seconds, FEATURE_RATE, 0.1 / harmonic)),
  );
  return sum(...partials);
}

describe('a sine', () => {
  const found = describeSamples(faded(sine(1000, 2, FEATURE_RATE)));

  test('has its whole spectrum at its frequency', () => {
    expect(found.centroidHz).toBeGreaterThan(990);
    expect(found.centroidHz).toBeLessThan(1030);
    expect(found.rolloffHz).toBeLessThan(1050);
    expect(found.flatness).toBeLessThan(0.1);
  });

  test('has a crest factor of 3 dB', () => {
    // The fades add 0.3 dB.
    expect(found.crestDb).toBeCloseTo(3.3, 1);
  });

  test('is a single note of its frequency, without a tempo and a key', () => {
    expect(found).toMatchObject({ kind: 'one-shot', tempoBpm: null, key: null });
    expect(Math.abs(cents(found.pitchHz, 1000))).toBeLessThan(2);
  });
});

describe('white noise', () => {
  const found = describeSamples(noise(FEATURE_RATE, 4, 0.5));

  test('has a flat spectrum around a quarter of the rate', () => {
    expect(found.flatness).toBeGreaterThan(0.95);
    expect(found.centroidHz).toBeGreaterThan(0.24 * FEATURE_RATE);
    expect(found.centroidHz).toBeLessThan(0.26 * FEATURE_RATE);
    // The deviation of a uniform distribution over half the rate.
    expect(found.spreadHz).toBeCloseTo(FEATURE_RATE / 2 / Math.sqrt(12), -2);
  });

  test('is a texture without pitch, key and tempo', () => {
    expect(found).toMatchObject({ kind: 'texture', pitchHz: null, key: null, tempoBpm: null });
  });
});

test('silence has nothing but a length', () => {
  const {
    version: _,
    seconds,
    silenceStart,
    silenceEnd,
    clipped,
    ...others
  } = describeSamples(silence(FEATURE_RATE, 2));
  expect([seconds, silenceStart, silenceEnd, clipped]).toEqual([2, 2, 2, false]);
  expect(Object.values(others).every((value) => value === null)).toBe(true);
});

test.each([0, 1, 100, 500])('%s samples are described without an error', (length) => {
  const { seconds, ...others } = describeSamples(noise(FEATURE_RATE, length / FEATURE_RATE));
  expect(seconds).toBeCloseTo(length / FEATURE_RATE, 6);
  expect(Object.values(others).every((value) => typeof value !== 'number' || Number.isFinite(value))).toBe(true);
});

test('silence at both ends is measured', () => {
  const sound = sine(500, 1, FEATURE_RATE);
  const found = describeSamples(concatenate(silence(FEATURE_RATE, 0.5), sound, silence(FEATURE_RATE, 1.5)));
  expect(found.silenceStart).toBeCloseTo(0.5, 1);
  expect(found.silenceEnd).toBeCloseTo(1.5, 1);
});

test('the level of a sound changes no descriptor', () => {
  const sound = hits([0, 0.5, 1, 1.5], 2);
  const loud = describeSamples(sound);
  const quiet = describeSamples(sound.map((sample) => sample / 64));
  for (const [name, value] of Object.entries(loud)) {
    const other = Object.entries(quiet).find(([key]) => key === name)?.[1];
    if (typeof value === 'number' && typeof other === 'number') expect(other / value || 1).toBeCloseTo(1, 3);
    else expect(other).toBe(value);
  }
});

test('the attack is the time from 10 to 90 % of the peak', () => {
  const swell = sine(500, 2, FEATURE_RATE, 1).map((sample, i) => sample * Math.min(1, i / (0.5 * FEATURE_RATE)));
  expect(describeSamples(swell).attackMs).toBeGreaterThan(380);
  expect(describeSamples(swell).attackMs).toBeLessThan(420);
  expect(describeSamples(hits([0.2], 1)).attackMs).toBeLessThan(5);
});

describe('the pitch', () => {
  test.each([41, 110, 440, 1760, 3900])('of a note of %s Hz with ten harmonics is within 10 cents', (hertz) => {
    const harmonics = Array.from({ length: 10 }, (_, i) => i + 1).filter((k) => k * hertz < FEATURE_RATE / 2);
    const note = sum(...harmonics.map((k) => sine(k * hertz, 0.6, FEATURE_RATE, 0.2 / k)));
    expect(Math.abs(cents(describeSamples(note).pitchHz, hertz))).toBeLessThan(10);
  });

  test('of a note without its fundamental is that of the fundamental', () => {
    const note = sum(...[2, 3, 4, 5].map((k) => sine(k * 100, 1, FEATURE_RATE, 0.2)));
    expect(Math.abs(cents(describeSamples(note).pitchHz, 100))).toBeLessThan(10);
  });

  test('of two notes, one after the other, does not exist', () => {
    const tune = concatenate(sine(300, 0.5, FEATURE_RATE), sine(400, 0.5, FEATURE_RATE));
    expect(describeSamples(tune).pitchHz).toBeNull();
  });
});

describe('the tempo', () => {
  const beats = (count: number, beat: number) => Array.from({ length: count }, (_, i) => i * beat);

  test.each([90, 120, 150])('of a loop of eight hits is %s beats a minute, exactly', (bpm) => {
    const found = describeSamples(hits(beats(8, 60 / bpm), (8 * 60) / bpm));
    expect(found.kind).toBe('loop');
    expect(found.tempoBpm).toBeCloseTo(bpm, 2);
    expect(found.tempoConfidence).toBeGreaterThan(0.8);
  });

  test('of 12 s of whole bars is exact', () => {
    expect(describeSamples(hits(beats(16, 60 / 80), 12)).tempoBpm).toBeCloseTo(80, 2);
  });

  test('of 20 s of hits that do not fill the time is within 1 %', () => {
    expect((describeSamples(hits(beats(36, 60 / 110), 20.3)).tempoBpm ?? 0) / 110).toBeCloseTo(1, 2);
  });

  test.each([72, 96, 160])('of a bass drum, a snare drum and a hi-hat of eighths is that of the drums, %s', (bpm) => {
    const beat = 60 / bpm;
    const seconds = 8 * beat;
    const every = (first: number) => [0, 2, 4, 6].map((at) => (first + at) * beat);
    const kick = hits(every(0), seconds, sine(60, 0.1, FEATURE_RATE, 0.9));
    const snare = hits(every(1), seconds);
    const hat = hits(beats(16, beat / 2), seconds).map((sample, i, all) => 0.3 * (sample - (all[i - 1] ?? 0)));
    expect(describeSamples(sum(kick, snare, hat)).tempoBpm).toBeCloseTo(bpm, 2);
  });

  test('has a low confidence if irregular hits fill a loop of four beats', () => {
    const found = describeSamples(hits([0, 0.31, 0.83, 1.27], 2));
    expect(found.tempoBpm).toBeCloseTo(120, 2);
    expect(found.tempoConfidence).toBeLessThan(0.5);
  });

  test('of a single hit does not exist', () => {
    expect(describeSamples(hits([0], 1.5))).toMatchObject({ kind: 'one-shot', tempoBpm: null, tempoConfidence: null });
  });
});

test('neither noise nor hits nor a high tone resemble a voice', () => {
  const sounds = [noise(FEATURE_RATE, 2, 0.5), hits([0, 0.5, 1, 1.5], 2), faded(sine(2000, 2, FEATURE_RATE))];
  expect(sounds.map((sound) => describeSamples(sound).voice)).toEqual([false, false, false]);
});

describe('the key', () => {
  // Tonic, subdominant, dominant and tonic. A3 is 0.
  const cadence = (tonic: number, third: number) =>
    concatenate(
      ...[0, 5, 7, 0].map((root) => {
        const middle = third === 3 && root === 7 ? 4 : third;
        return chord([tonic + root - 12, tonic + root, tonic + root + middle, tonic + root + 7], 1);
      }),
    );

  test.each([
    ['A major', 0, 4],
    ['A minor', 0, 3],
    ['D# major', -6, 4],
    ['F# minor', -3, 3],
  ])('of a cadence in %s is found', (key, tonic, third) => {
    const found = describeSamples(cadence(tonic, third));
    expect(found.key).toBe(key);
    expect(found.keyConfidence).toBeGreaterThan(0.1);
  });

  test('does not depend on the tuning', () => {
    expect(describeSamples(cadence(0.3, 4)).key).toBe('A major');
  });
});
