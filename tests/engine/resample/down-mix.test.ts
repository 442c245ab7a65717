import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChannelEnergies, mixFrames, mixWeights } from '../../../src/engine/resample/down-mix.ts';
import { createMonoResampler } from '../../../src/engine/resample/mono-resampler.ts';

const LENGTH = 4000;
/** Independent noise for each seed. */
const noise = (seed: number) => Float32Array.from({ length: LENGTH }, (_, i) => Math.sin(seed * 1e4 + i * i * seed));
const scaled = (signal: Float32Array, factor: number) => signal.map((sample) => factor * sample);

function interleave(channels: readonly Float32Array[]): Float32Array {
  const frames = new Float32Array(LENGTH * channels.length);
  for (const [c, channel] of channels.entries()) {
    for (const [i, sample] of channel.entries()) frames[i * channels.length + c] = sample;
  }
  return frames;
}

/** Returns the signs with which channels are mixed. */
function signs(channels: readonly Float32Array[]): number[] {
  const energies = createChannelEnergies(channels.length);
  mixFrames(interleave(channels), new Float32Array(channels.length), new Float32Array(LENGTH), energies);
  const weights = [...mixWeights(energies)];
  for (const weight of weights) expect(Math.abs(weight)).toBeCloseTo(1 / channels.length, 6);
  return weights.map(Math.sign);
}

const [a, b, silence] = [noise(1), noise(2), new Float32Array(LENGTH)];

describe('the mono mix', () => {
  it.each([
    ['one channel', [a], [1]],
    ['equal channels', [a, a], [1, 1]],
    ['independent channels', [a, b], [1, 1]],
    ['one silent channel', [a, silence], [1, 1]],
    ['three microphones of which the third has sound', [silence, silence, a], [1, 1, 1]],
    ['silence', [silence, silence], [1, 1]],
    ['opposite channels', [a, scaled(a, -1)], [1, -1]],
    ['opposite channels, the second one louder', [a, scaled(a, -2)], [-1, 1]],
    [
      'opposite channels, the second one with some noise',
      [a, scaled(a, -1).map((x, i) => x + 0.2 * (b[i] ?? 0))],
      [-1, 1],
    ],
    ['an opposite pair among silent channels', [silence, a, silence, scaled(a, -1), silence], [1, 1, 1, -1, 1]],
    ['two opposite pairs', [a, scaled(a, -1), b, scaled(b, -1)], [1, -1, 1, -1]],
  ])('adds or subtracts %s', (_what, channels, expected) => {
    expect(signs(channels)).toEqual(expected);
  });

  it('inverts the second of two channels of equal energy if their correlation is below -1/2', () => {
    const withCorrelation = (r: number) => [1, 1, r] as const;
    for (const [left, right, both, sign] of [
      [...withCorrelation(-0.51), -1],
      [...withCorrelation(-0.49), 1],
      [...withCorrelation(0), 1],
    ] as const) {
      const weights = mixWeights({ channels: 2, products: Float64Array.from([left, both, 0, right]) });
      expect([...weights].map(Math.sign)).toEqual([1, sign]);
    }
  });

  it('has at least half the energy that the mean of uncorrelated channels would have', () => {
    // Samples of 16 bits: the energy of much smaller numbers would be rounded to 0.
    const sample = fc.integer({ min: -32_768, max: 32_767 }).map((value) => value / 32_768);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(sample, { minLength: 12, maxLength: 200 }),
        (count, data) => {
          const frames = Float32Array.from(data.slice(0, Math.floor(data.length / count) * count));
          const energies = createChannelEnergies(count);
          mixFrames(frames, new Float32Array(count), new Float32Array(frames.length), energies);
          const mono = new Float32Array(frames.length / count);
          mixFrames(frames, mixWeights(energies), mono, createChannelEnergies(count));
          const energy = (signal: Float32Array) => signal.reduce((sum, x) => sum + x * x, 0);
          expect(energy(mono)).toBeGreaterThanOrEqual((0.499 * energy(frames)) / count ** 2);
        },
      ),
    );
  });
});

describe('the kernel for stereo', () => {
  it('mixes and measures as the general mix does', () => {
    const energies = createChannelEnergies(2);
    mixFrames(interleave([a, b]), new Float32Array(2), new Float32Array(LENGTH), energies);
    const weights = Float32Array.from([0.5, -0.5]);
    const resampler = createMonoResampler({ rate: 22_050, channels: 2, weights, withClap: false });
    resampler.write(new Uint8Array(interleave([a, b]).buffer));
    const result = resampler.finish();
    expect(result.feature).toEqual(a.map((sample, i) => 0.5 * sample - 0.5 * (b[i] ?? 0)));
    for (const [i, product] of energies.products.entries()) {
      expect(Math.abs((result.energies.products[i] ?? 0) - product)).toBeLessThan(1e-3 * (energies.products[0] ?? 0));
    }
  });
});
