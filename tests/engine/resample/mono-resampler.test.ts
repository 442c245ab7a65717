import { describe, expect, it } from 'vitest';
import { CLAP_RATE, FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { createMonoResampler } from '../../../src/engine/resample/mono-resampler.ts';
import { KERNEL_BASE64 } from '../../../src/engine/resample/resample-kernel-bytes.ts';
import { compileKernel } from '../../helpers/compile-kernel.ts';

/** Resamples one channel to both rates, given in pieces of `bytes` bytes. */
function resample(samples: Float32Array, rate: number, bytes = 65_536) {
  const resampler = createMonoResampler({ rate, channels: 1, withClap: true });
  const all = new Uint8Array(samples.buffer);
  for (let at = 0; at < all.length; at += bytes) resampler.write(all.subarray(at, at + bytes));
  const { feature, clap } = resampler.finish();
  return { feature, clap: clap ?? new Float32Array() };
}

function sine(hertz: number, rate: number, seconds = 0.5): Float32Array {
  return Float32Array.from({ length: rate * seconds }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate));
}

/** Returns the maximum of |a - b| without the first and last 50 ms, where the sine begins and ends abruptly. */
function middleError(a: Float32Array, b: Float32Array, rate: number): number {
  const skip = Math.round(rate / 20);
  return Math.max(...a.subarray(skip, a.length - skip).map((value, i) => Math.abs(value - (b[i + skip] ?? 0))));
}

const decibels = (ratio: number) => 20 * Math.log10(ratio);
const RATES = [8000, 11_025, 11_127, 16_000, 22_050, 22_051, 32_000, 44_100, 44_101, 48_000, 96_000, 192_000, 768_000];

describe.each(RATES)('resampling from %i Hz', (rate) => {
  it('keeps a sine in the passband: its level, frequency and time', () => {
    const { feature, clap } = resample(sine(1000, rate), rate);
    expect(decibels(middleError(feature, sine(1000, FEATURE_RATE), FEATURE_RATE))).toBeLessThan(-75);
    expect(decibels(middleError(clap, sine(1000, CLAP_RATE), CLAP_RATE))).toBeLessThan(-75);
  });

  it('puts a click at the same time, with the energy of the band in common', () => {
    const click = new Float32Array(rate / 2);
    const at = Math.round(rate / 4);
    click[at] = 1;
    const { feature, clap } = resample(click, rate);
    for (const [out, to] of [
      [feature, FEATURE_RATE],
      [clap, CLAP_RATE],
    ] as const) {
      const total = out.reduce((sum, value) => sum + value, 0);
      const center = out.reduce((sum, value, i) => sum + value * i, 0) / total;
      expect(center / to).toBeCloseTo(at / rate, 5);
      // The sum of the samples is the response to a constant.
      expect(total * rate).toBeCloseTo(to, -1);
    }
  });

  it('has as many samples as the duration needs, for any length', () => {
    for (const length of [0, 1, 2, 3, 1000, 1001]) {
      const { feature, clap } = resample(new Float32Array(length), rate);
      expect(feature).toHaveLength(Math.ceil((length * FEATURE_RATE) / rate));
      expect(clap).toHaveLength(Math.ceil((length * CLAP_RATE) / rate));
    }
  });

  it('gives the same bits, in whatever pieces the samples arrive', () => {
    const signal = Float32Array.from({ length: 5000 }, (_, i) => Math.sin(i * i));
    const whole = resample(signal, rate, 1e6);
    expect(resample(signal, rate, 7)).toEqual(whole);
    expect(resample(signal, rate, 4096)).toEqual(whole);
  });
});

describe('resampling to 22.05 kHz', () => {
  it.each([44_100, 48_000, 96_000])('suppresses what would alias, from %i Hz', (rate) => {
    for (const hertz of [12_500, 14_000, 18_000, 21_000]) {
      const { feature } = resample(sine(hertz, rate), rate);
      const peak = Math.max(...feature.subarray(2000, 9000).map(Math.abs));
      expect(decibels(peak), `${hertz} Hz`).toBeLessThan(-80);
    }
  });

  it('changes no sample of a file that has this rate', () => {
    const signal = Float32Array.from({ length: 3000 }, (_, i) => Math.sin(i * i));
    expect(resample(signal, FEATURE_RATE).feature).toEqual(signal);
  });

  it('starts a sound with the same bits as after silence', () => {
    const sound = Float32Array.from({ length: 4410 }, (_, i) => Math.cos(i / 7));
    const later = new Float32Array(44_100 + sound.length);
    later.set(sound, 44_100);
    const { feature } = resample(later, 44_100);
    expect(resample(sound, 44_100).feature).toEqual(feature.slice(FEATURE_RATE));
  });
});

it('replaces samples that are not finite by 0, and limits the others to ±1e6', () => {
  const odd = Float32Array.from([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3e38, -3e38, 2, -0.5]);
  expect([...resample(odd, FEATURE_RATE).feature]).toEqual([0, 0, 0, 1e6, -1e6, 2, -0.5]);
});

it('resamples several sounds at the same time', () => {
  const signal = Float32Array.from({ length: 20_000 }, (_, i) => Math.sin(i * i));
  const bytes = new Uint8Array(signal.buffer);
  const both = [0, 1].map(() => createMonoResampler({ rate: 44_100, channels: 1, withClap: false }));
  for (let at = 0; at < bytes.length; at += 1000) for (const one of both) one.write(bytes.subarray(at, at + 1000));
  for (const one of both) expect(one.finish().feature).toEqual(resample(signal, 44_100).feature);
});

it('converts 16-bit integers in pieces of any length to the same samples as their floats', () => {
  const edges = [-32_768, -32_767, -1, 0, 1, 32_767];
  const integers = Int16Array.from({ length: 20_001 }, (_, i) => edges[i] ?? 32_000 * Math.sin(i * i));
  const floats = Float32Array.from(integers, (value) => value / 2 ** 15);
  for (const channels of [1, 2, 3]) {
    const sound = { rate: 44_100, channels, withClap: true };
    const expected = createMonoResampler(sound);
    expected.write(new Uint8Array(floats.buffer));
    const resampler = createMonoResampler({ ...sound, encoding: 'int16' });
    const bytes = new Uint8Array(integers.buffer);
    for (let at = 0; at < bytes.length; at += 777) resampler.write(bytes.subarray(at, at + 777));
    expect(resampler.finish()).toEqual(expected.finish());
  }
});

it('uses the kernel that resample-kernel.wat describes', async () => {
  expect(KERNEL_BASE64).toBe(await compileKernel('engine/resample/resample-kernel.wat'));
});
