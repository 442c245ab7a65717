import { describe, expect, test } from 'vitest';
import { BLOCK_DIMENSIONS, type Embedding, ENGINE_VERSION, FEATURE_NAMES } from '../../../src/engine/embedding.ts';
import { extractFeatures } from '../../../src/engine/features/extract-features.ts';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { compare } from '../../../src/engine/score.ts';
import { click, noise, silence, sine } from '../../helpers/signals.ts';

const RATE = FEATURE_RATE;

function embed(samples: Float32Array): Embedding {
  const pcm = { feature: samples, clap: null, seconds: samples.length / RATE };
  return { version: ENGINE_VERSION, clapModel: null, seconds: pcm.seconds, clap: null, features: extractFeatures(pcm) };
}

/** Returns faint noise with decaying notes of 0.2 s that start at `times`, in seconds. */
function notes(hertz: readonly number[], times: readonly number[], seconds: number): Float32Array {
  const out = noise(RATE, seconds, 0.0005);
  times.forEach((time, i) => {
    const note = sine(hertz[i % hertz.length] ?? 440, 0.2, RATE, 0.6);
    note.forEach((x, j) => {
      const at = Math.round(time * RATE) + j;
      if (at < out.length) out[at] = (out[at] ?? 0) + x * Math.exp(-j / 1500);
    });
  });
  return out;
}

const every = (step: number, seconds: number) =>
  Array.from({ length: Math.floor(seconds / step) }, (_, i) => 0.1 + i * step);
const melody = notes([262, 330, 392, 523], every(0.4, 5), 5);

const edgeCases: Record<string, Float32Array> = {
  'no samples at all': new Float32Array(0),
  'one sample': Float32Array.of(0.5),
  silence: silence(RATE, 2),
  'a click': click(RATE),
  'a 20 ms blip': sine(1000, 0.02, RATE),
  'an offset': new Float32Array(RATE).fill(0.5),
  'an inaudible sound': sine(440, 1, RATE, 1e-9),
  'full-scale noise': noise(RATE, 1),
  'a sound beyond full scale': sine(440, 1, RATE, 50),
  melody,
};

describe.each(Object.entries(edgeCases))('%s', (_, samples) => {
  test('gives six finite blocks of length 1', () => {
    const blocks = extractFeatures({ feature: samples, clap: null, seconds: samples.length / RATE });
    for (const name of FEATURE_NAMES) {
      expect(blocks[name]).toHaveLength(BLOCK_DIMENSIONS[name]);
      expect(blocks[name].every(Number.isFinite)).toBe(true);
      expect(Math.hypot(...blocks[name])).toBeCloseTo(1, 5);
    }
  });

  test('gives the same bits twice and leaves its input unchanged', () => {
    const before = samples.slice();
    const twice = [embed(samples), embed(samples)];
    expect(twice[0]?.features).toEqual(twice[1]?.features);
    expect(samples).toEqual(before);
  });
});

test('ten minutes of a repeated melody match the melody', { timeout: 60_000 }, () => {
  const long = new Float32Array(600 * RATE);
  for (let at = 0; at < long.length; at += melody.length) long.set(melody.subarray(0, long.length - at), at);
  const { features } = compare(embed(long), embed(melody));
  expect(features.mfcc).toBeGreaterThan(0.8);
  expect(features.chroma).toBeGreaterThan(0.8);
});

describe('the same sound', () => {
  test('12 dB quieter changes only the rms block, and that slightly', () => {
    const { features, score } = compare(embed(melody), embed(melody.map((x) => x / 4)));
    for (const name of FEATURE_NAMES) if (name !== 'rms') expect(features[name]).toBeGreaterThan(0.9999);
    expect(features.rms).toBeGreaterThan(0.9);
    expect(features.rms).toBeLessThan(0.9999);
    expect(score).toBeGreaterThan(0.97);
  });

  test('after a second of silence matches in all six features', () => {
    const later = new Float32Array(RATE + melody.length);
    later.set(melody, RATE);
    const { score, reasons } = compare(embed(melody), embed(later));
    expect(score).toBeGreaterThan(0.95);
    expect(reasons).toHaveLength(6);
  });
});

describe('a feature without salience is not a reason', () => {
  test('in chroma of two noises', () => {
    expect(compare(embed(noise(RATE, 3, 0.3, 1)), embed(noise(RATE, 2, 0.3, 7))).reasons).not.toContain('chroma');
  });

  test('in rhythm of two drones or of two hits', () => {
    expect(compare(embed(sine(220, 3, RATE)), embed(sine(700, 4, RATE))).reasons).not.toContain('rhythm');
    const hit = (hertz: number) => sine(hertz, 0.4, RATE).map((x, i) => x * Math.exp(-i / 2000));
    expect(compare(embed(hit(90)), embed(hit(2000))).reasons).not.toContain('rhythm');
  });

  test('in any feature of two silences, equal ones too, or of silence and a sound: their score is 0', () => {
    const muted = noise(RATE, 2).map((x) => Math.sign(x) / 32_768);
    for (const other of [silence(RATE, 2), silence(RATE, 3), muted, melody]) {
      const { score, reasons } = compare(embed(silence(RATE, 2)), embed(other));
      expect([score, reasons]).toEqual([0, []]);
      expect(compare(embed(other), embed(muted)).score).toBe(0);
    }
  });
});

describe('each feature measures its own attribute:', () => {
  test('chroma matches the same notes in another rhythm, not other notes in the same rhythm', () => {
    const sameNotes = compare(embed(melody), embed(notes([262, 330, 392, 523], every(0.25, 5), 5))).features;
    const otherNotes = compare(embed(melody), embed(notes([277, 370, 415, 554], every(0.4, 5), 5))).features;
    expect(sameNotes.chroma).toBeGreaterThan(0.8);
    expect(otherNotes.chroma).toBeLessThan(0.8);
  });

  test('rhythm matches the same times with other notes, not other times with the same notes', () => {
    const sameTimes = compare(embed(melody), embed(notes([277, 370, 415, 554], every(0.4, 5), 5))).features;
    const otherTimes = compare(embed(melody), embed(notes([262, 330, 392, 523], every(0.29, 5), 5))).features;
    expect(sameTimes.rhythm).toBeGreaterThan(0.8);
    expect(otherTimes.rhythm).toBeLessThan(sameTimes.rhythm);
    expect(otherTimes.rhythm).toBeLessThan(0.8);
  });

  test('zcr, contrast and mfcc tell a tone from noise', () => {
    const { features } = compare(embed(sine(440, 3, RATE)), embed(noise(RATE, 3, 0.3)));
    expect(features.zcr).toBeLessThan(0.5);
    expect(features.contrast).toBeLessThan(0.5);
    expect(features.mfcc).toBeLessThan(0.5);
  });

  test('rms matches two fade-ins, not a fade-in and a fade-out', () => {
    const n = 4 * RATE;
    const fadeIn = sine(440, 4, RATE).map((x, i) => x * 10 ** (-2 * (1 - i / n)));
    const fadeOut = sine(440, 4, RATE).map((x, i) => x * 10 ** ((-2 * i) / n));
    const noiseIn = noise(RATE, 4, 0.3).map((x, i) => x * 10 ** (-2 * (1 - i / n)));
    expect(compare(embed(fadeIn), embed(fadeOut)).features.rms).toBeLessThan(0.5);
    expect(compare(embed(fadeIn), embed(noiseIn)).features.rms).toBeGreaterThan(0.8);
  });
});
