import { describe, expect, it } from 'vitest';
import { FEATURE_RATE } from '../../../../src/engine/pcm.ts';
import { bandPowers } from '../../../../src/engine/search/band-powers.ts';
import { KERNEL_BASE64 } from '../../../../src/engine/search/correlate-kernel-bytes.ts';
import { partLevels } from '../../../../src/engine/search/part/part-levels.ts';
import { partQuery, searchParts } from '../../../../src/engine/search/part/search-parts.ts';
import { seededRandom } from '../../../../src/engine/seeded-random.ts';
import { compileKernel } from '../../../helpers/compile-kernel.ts';
import { silence } from '../../../helpers/signals.ts';

/** Returns tones that change their pitch and level five times a second. */
function changing(seconds: number, seed: number): Float32Array {
  const next = seededRandom(seed);
  const samples = new Float32Array(seconds * FEATURE_RATE);
  const step = FEATURE_RATE / 5;
  for (let start = 0; start < samples.length; start += step) {
    const [hertz, gain] = [80 * 2 ** (6 * next()), 0.1 + 0.4 * next()];
    for (let i = start; i < Math.min(samples.length, start + step); i++)
      samples[i] = gain * Math.sin((2 * Math.PI * hertz * i) / FEATURE_RATE);
  }
  return samples;
}

const sounds = [1, 2, 3, 4].map((seed) => changing(12, seed));
const stored = [...sounds, silence(FEATURE_RATE, 5), new Float32Array()].map((x) => partLevels(bandPowers(x)));
const excerpt = (sound: Float32Array | undefined, from: number, seconds: number) =>
  sound?.slice(from * FEATURE_RATE, (from + seconds) * FEATURE_RATE).map((x) => 0.25 * x) ?? new Float32Array();

describe('the search by part', () => {
  it.each([0, 3.3, 5.05, 9])('finds the source of an excerpt from second %d on, at another level', (from) => {
    const [first, second] = searchParts(partQuery(excerpt(sounds[2], from, 3)), stored, 5);
    expect(first?.index).toBe(2);
    expect(Math.abs((first?.from ?? 0) - from)).toBeLessThan(0.2);
    expect(Math.abs((first?.to ?? 0) - from - 3)).toBeLessThan(0.3);
    expect(first?.score).toBeGreaterThan((second?.score ?? 1) + 0.2);
  });

  it('finds a sound of ten minutes by any part', () => {
    const long = changing(600, 12);
    const levels = [...stored, partLevels(bandPowers(long))];
    for (const from of [2, 301.7, 596]) {
      const [first] = searchParts(partQuery(excerpt(long, from, 3)), levels, 1);
      expect(first?.index).toBe(stored.length);
      expect(Math.abs((first?.from ?? 0) - from)).toBeLessThan(0.2);
    }
  });

  it('finds the sounds that a longer recording contains, and where', () => {
    const long = changing(120, 9);
    long.set(sounds[1] ?? [], 71.5 * FEATURE_RATE);
    const short = excerpt(sounds[0], 2, 1);
    long.set(short, 33 * FEATURE_RATE);
    const levels = [...stored, partLevels(bandPowers(short))];
    const hits = searchParts(partQuery(long), levels, 10);
    const hit = (index: number) => hits.find((found) => found.index === index);
    expect(
      hits
        .slice(0, 2)
        .map(({ index }) => index)
        .sort(),
    ).toEqual([1, 6]);
    expect(hit(6)).toMatchObject({ from: 0 });
    expect(hit(6)?.queryFrom).toBeCloseTo(33, 0);
    const offset = (hit(1)?.queryFrom ?? 0) - (hit(1)?.from ?? 0);
    expect(Math.abs(offset - 71.5)).toBeLessThan(0.2);
  });

  it('finds nothing in silence', () => {
    const hits = searchParts(partQuery(excerpt(sounds[0], 0, 3)), stored, 10);
    expect(hits.find(({ index }) => index === 4)?.score).toBe(0);
    expect(hits.some(({ index }) => index === 5)).toBe(false);
  });
});

it('uses the kernel that correlate-kernel.wat describes', async () => {
  expect(KERNEL_BASE64).toBe(await compileKernel('engine/search/correlate-kernel.wat'));
});
