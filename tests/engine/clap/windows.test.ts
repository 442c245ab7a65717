import { describe, expect, test } from 'vitest';
import { cutWindows, MAX_WINDOWS, WINDOW_SAMPLES } from '../../../src/engine/clap/windows.ts';
import { CLAP_RATE } from '../../../src/engine/pcm.ts';

/** Returns the samples 1, 2, 3, ..., so that the value of a sample shows its position. */
const numbered = (length: number) => Float32Array.from({ length }, (_, i) => i + 1);

describe('a sound shorter than a window', () => {
  test.each([
    ['5 s, which divides ten', 240_000, 2],
    ['2 s, which divides ten', 96_000, 5],
    ['3 s', 144_000, 3],
    ['0.7 s', 33_600, 14],
    ['3.8 s', 182_400, 2],
    ['one sample', 1, 480_000],
  ])('is repeated as often as it fits, followed by zeros: %s', (_, length, copies) => {
    const [window, ...others] = cutWindows(numbered(length));
    expect(others).toEqual([]);
    expect(window).toHaveLength(WINDOW_SAMPLES);
    const expected = new Float32Array(WINDOW_SAMPLES);
    for (let copy = 0; copy < copies; copy++) expected.set(numbered(length), copy * length);
    expect(window?.every((sample, i) => sample === expected[i])).toBe(true);
  });

  test.each([
    ['5.013 s, such as a sound of 5 s after encoding', 240_624],
    ['7 s', 336_000],
    ['3.6 s', 172_800],
  ])('fills the window without silence if a quarter of the window would be silent: %s', (_, length) => {
    const [window] = cutWindows(numbered(length));
    expect(window?.every((sample, i) => sample === (i % length) + 1)).toBe(true);
  });
});

test('a sound of exactly ten seconds is one unchanged window', () => {
  const windows = cutWindows(numbered(WINDOW_SAMPLES));
  expect(windows).toHaveLength(1);
  expect(windows[0]?.[0]).toBe(1);
  expect(windows[0]?.at(-1)).toBe(WINDOW_SAMPLES);
});

describe('a sound longer than a window', () => {
  const starts = (length: number) => cutWindows(numbered(length)).map((window) => (window[0] ?? 0) - 1);
  const ends = (length: number) => cutWindows(numbered(length)).map((window) => window.at(-1));

  test('is cut at evenly spaced positions from its first sample to its last', () => {
    expect(starts(35 * CLAP_RATE)).toEqual([0, 400_000, 800_000, 1_200_000]);
    expect(ends(35 * CLAP_RATE).at(-1)).toBe(35 * CLAP_RATE);
  });

  test('is covered completely up to the maximum number of windows', () => {
    expect(starts(20 * CLAP_RATE)).toEqual([0, WINDOW_SAMPLES]);
    expect(starts(WINDOW_SAMPLES + 1)).toEqual([0, 1]);
  });

  test('has at most the maximum number of windows, however long it is', () => {
    const windows = cutWindows(new Float32Array(600 * CLAP_RATE));
    expect(windows).toHaveLength(MAX_WINDOWS);
    expect(windows.every((window) => window.length === WINDOW_SAMPLES)).toBe(true);
  });
});

test('windows have buffers of their own, which can be transferred to another thread', () => {
  const sound = numbered(25 * CLAP_RATE);
  for (const window of cutWindows(sound)) expect(window.buffer.byteLength).toBe(4 * WINDOW_SAMPLES);
});

describe('cutWindows rejects', () => {
  test('an empty sound, with which the processor of transformers.js hangs', () => {
    expect(() => cutWindows(new Float32Array(0))).toThrow(RangeError);
  });

  test.each([Number.NaN, Infinity, -Infinity])('a sample that is %d, which the quantized network would hide', (bad) => {
    for (const length of [1000, 30 * CLAP_RATE]) {
      const samples = new Float32Array(length);
      samples[length >> 1] = bad;
      expect(() => cutWindows(samples)).toThrow(RangeError);
    }
  });
});
