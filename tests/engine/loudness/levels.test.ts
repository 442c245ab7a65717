import { describe, expect, test } from 'vitest';
import { KERNEL_BASE64 } from '../../../src/engine/loudness/level-kernel-bytes.ts';
import { createLevelMeter, type Levels } from '../../../src/engine/loudness/level-meter.ts';
import { compileKernel } from '../../helpers/compile-kernel.ts';
import { noise, silence, sine } from '../../helpers/signals.ts';

const RATE = 48_000;

/** Measures channels, in pieces of uneven length. */
function levelsOf(channels: readonly Float32Array[], rate = RATE): Levels {
  const meter = createLevelMeter(rate, channels.length);
  const frames = channels[0]?.length ?? 0;
  for (let from = 0, piece = 1000; from < frames; from += piece, piece = (piece * 7) % 4001) {
    const length = Math.min(piece, frames - from);
    const samples = new Float32Array(length * channels.length);
    channels.forEach((channel, c) => {
      for (let i = 0; i < length; i++) samples[i * channels.length + c] = channel[from + i] ?? 0;
    });
    meter.add(samples);
  }
  return meter.finish();
}

const tone = (decibels: number, seconds = 3, rate = RATE) => sine(1000, seconds, rate, 10 ** (decibels / 20));
const quiet = silence(RATE, 3);

describe('the loudness', () => {
  // Signals of EBU Tech 3341, "Minimum requirements test signals", cases 1 and 6.
  test.each([22_050, 44_100, 48_000, 96_000])('of a stereo sine at -23 dBFS is -23 LUFS at %s Hz', (rate) => {
    const channel = tone(-23, 3, rate);
    expect(levelsOf([channel, channel], rate).lufs).toBeCloseTo(-23, 1);
  });

  test('of one channel is 3 LU below that of two', () => {
    expect(levelsOf([tone(-23)]).lufs).toBeCloseTo(-26, 1);
  });

  test('of 5.1 counts surround channels 1.5 LU more, and the low-frequency channel not at all', () => {
    expect(levelsOf([tone(-28), tone(-28), tone(-24), tone(0), tone(-30), tone(-30)]).lufs).toBeCloseTo(-23, 1);
  });

  test('of channels in antiphase is not that of their sum', () => {
    const channel = tone(-23);
    const opposite = channel.map((sample) => -sample);
    expect(levelsOf([channel, opposite]).lufs).toBeCloseTo(-23, 1);
  });

  test('of silence does not exist', () => {
    expect(levelsOf([quiet])).toEqual({ lufs: null, truePeakDb: null, clipped: false });
  });
});

describe('the true peak', () => {
  // At a quarter of the rate and 45 degrees, all samples of a sine are 3 dB below its peak (EBU Tech 3341, case 16).
  test('is that of the signal between its samples', () => {
    const fade = (i: number) => Math.min(1, i / 1000, (RATE - i) / 1000);
    const channel = Float32Array.from({ length: RATE }, (_, i) => 0.5 * fade(i) * Math.sin((i / 2 + 1 / 4) * Math.PI));
    expect(levelsOf([channel]).truePeakDb).toBeCloseTo(-6.02, 1);
  });

  test('is found between samples that are lower than others', () => {
    // Samples that alternate, and change their phase once: there, the signal reaches twice their level. Before, a swell.
    const channel = Float32Array.from({ length: RATE }, (_, i) => {
      const distance = i - RATE / 2;
      const alternating = Math.abs(distance + 0.5) < 12 ? 0.45 * (-1) ** (distance < 0 ? i + 1 : i) : 0;
      return alternating + 0.7 * Math.exp(-(((i - RATE / 4) / 200) ** 2));
    });
    expect(levelsOf([channel]).truePeakDb).toBeGreaterThan(-1.5);
  });

  test('is the highest of all channels', () => {
    expect(levelsOf([quiet, tone(-12)]).truePeakDb).toBeCloseTo(-12, 1);
  });
});

describe('clipping', () => {
  const clippedAt = (limit: number, amplitude: number) =>
    sine(440, 1, RATE, amplitude).map((sample) => Math.max(-limit, Math.min(limit, sample)));

  test('is found in a sine that is cut off at full scale, in any channel', () => {
    expect(levelsOf([clippedAt(1, 1.5)]).clipped).toBe(true);
    expect(levelsOf([silence(RATE), clippedAt(1, 1.2)]).clipped).toBe(true);
    expect(levelsOf([clippedAt(32_767 / 32_768, 1.2)]).clipped).toBe(true);
  });

  test.each([20, 50, 440, 5000])('is not found in a whole sine of %s Hz at full scale, of 16 bits', (hertz) => {
    const rounded = sine(hertz, 1, RATE, 1).map((sample) => Math.round(32_767 * sample) / 32_768);
    expect(levelsOf([rounded]).clipped).toBe(false);
  });

  test('is not found in noise, nor in a square wave below full scale', () => {
    expect(levelsOf([noise(RATE)]).clipped).toBe(false);
    expect(levelsOf([sine(440, 1, RATE).map((sample) => 0.8 * Math.sign(sample))]).clipped).toBe(false);
  });
});

test('of more than eight channels, the first eight are measured', () => {
  const channels = Array.from({ length: 12 }, (_, i) => (i < 8 ? quiet : tone(-6)));
  expect(levelsOf(channels)).toEqual({ lufs: null, truePeakDb: null, clipped: false });
  expect(levelsOf([tone(-12), ...channels.slice(1)]).truePeakDb).toBeCloseTo(-12, 1);
});

test('the compiled kernel is the one that level-kernel.wat describes', async () => {
  expect(KERNEL_BASE64).toBe(await compileKernel('engine/loudness/level-kernel.wat'));
});
