import { describe, expect, test } from 'vitest';
import { PACKED_DIMENSIONS } from '../../src/engine/embedding.ts';
import { sketchOf } from '../../src/engine/sketch.ts';
import { writableText } from '../../src/pictures/canvas.ts';
import { drawPicture } from '../../src/pictures/draw-picture.ts';
import type { MapPicture, Picture } from '../../src/pictures/picture.ts';
import { COLORS, GROUP_COLORS } from '../../src/pictures/theme.ts';
import { look, MAP_WORDS, RATE, searchPicture, tone } from '../helpers/pictures.ts';
import { noise, silence, sine } from '../helpers/signals.ts';

/** Color of silence in a spectrogram, the darkest color of the scale. */
const SILENT = '#0d0a20';

const png = (picture: Picture) => drawPicture(picture).png;

const SOUNDS = [
  { role: 'Yours', name: 'a' },
  { role: 'Best match', name: 'b' },
];

test('in the picture of a tune, the pitches of the match are under the notes of the query', async () => {
  // The panel reaches from x = 120 to x = 972 for 4 s, and from y = 88 to y = 318 for 12 semitones from MIDI 54 to 66.
  const tune = {
    from: 1,
    to: 5,
    cellSeconds: 1,
    notes: [{ start: 2, end: 3, pitch: 60 }],
    cells: [{ start: 2, pitch: 60, level: 1 }],
  };
  const { width, height, colorAt } = await look(png({ kind: 'tune', sounds: SOUNDS, tune, locale: 'de' }));
  expect([width, height]).toEqual([1000, 364]);
  expect(colorAt(430, 203)).toBe(COLORS.warm);
  expect(colorAt(333, 203)).toBe(COLORS.accent);
  expect([colorAt(300, 203), colorAt(430, 150)]).toEqual([COLORS.panel, COLORS.panel]);
});

test('in the picture of a beat, onsets of the query point up and those of the match down, the low band at the bottom', async () => {
  const silent = [0, 0, 0, 0];
  const bands = [
    { query: [1, 0, 0, 0], sound: [0, 0, 1, 0] },
    { query: silent, sound: silent },
    { query: silent, sound: silent },
  ];
  const names = ['low', 'mid', 'high'];
  const beat = { from: 0, to: 2, bands };
  const { colorAt } = await look(png({ kind: 'beat', sounds: SOUNDS, beat, bandNames: names, locale: 'ja' }));
  // The rows are 84 pixels high and 92 apart, the first from y = 88. A frame is 213 pixels wide.
  const [up, down] = [88 + 2 * 92 + 20, 88 + 2 * 92 + 64];
  expect([colorAt(200, up), colorAt(200, down)]).toEqual([COLORS.accent, COLORS.panel]);
  expect([colorAt(650, up), colorAt(650, down)]).toEqual([COLORS.panel, COLORS.warm]);
  expect(colorAt(200, 88 + 20)).toBe(COLORS.panel);
});

describe('in the picture of a search,', () => {
  test('a bar is as long as its similarity: full for 1, half for 0.5, none for 0 and below', async () => {
    const { width, height, colorAt } = await look(png(searchPicture([1, 0.5, 0, -0.7])));
    expect([width, height]).toEqual([1000, 380]);
    // Bars are 452 pixels long, in columns from x = 28 and x = 520, and in rows at y = 326 and y = 367.
    expect(colorAt(35, 326)).toBe(COLORS.accent);
    expect(colorAt(474, 326)).toBe(COLORS.accent);
    expect(colorAt(738, 326)).toBe(COLORS.neutral);
    expect(colorAt(750, 326)).toBe(COLORS.panel);
    expect(colorAt(35, 367)).toBe(COLORS.panel);
    expect(colorAt(527, 367)).toBe(COLORS.panel);
  });

  test('reasons, differences and other similarities have different colors', async () => {
    const { colorAt } = await look(png(searchPicture([0.81, 0.79, 0.29])));
    expect([colorAt(60, 326), colorAt(560, 326), colorAt(60, 367)]).toEqual([
      COLORS.accent,
      COLORS.neutral,
      COLORS.warm,
    ]);
  });

  test('both sounds share a time axis: one of half the length ends in the middle', async () => {
    const { colorAt } = await look(png(searchPicture([1], [sketchOf(silence(RATE, 1)), sketchOf(silence(RATE, 2))])));
    // The panels reach from x = 120 to x = 972, so their middle is at x = 546.
    expect([colorAt(124, 84), colorAt(542, 84), colorAt(550, 84)]).toEqual([SILENT, SILENT, COLORS.panel]);
    expect([colorAt(550, 206), colorAt(968, 206)]).toEqual([SILENT, SILENT]);
  });

  // The first panel reaches from y = 126, 40 Hz, up to y = 42, 10,240 Hz: 10.5 pixels per octave.
  test.each([
    [60, 119.9],
    [1000, 77.2],
    [6000, 50.1],
  ])('a tone of %i Hz is at its place on the logarithmic axis, %f pixels from the top', async (hertz, row) => {
    const { colorAt } = await look(png(searchPicture([1], [sketchOf(sine(hertz, 2, RATE)), tone])));
    const rows = Array.from({ length: 84 }, (_, i) => 42 + i);
    const light = rows.map((y) => Number.parseInt(colorAt(500, y).slice(1, 3), 16));
    const brightest = rows.filter((_, i) => light[i] === Math.max(...light));
    const middle = brightest.reduce((sum, y) => sum + y + 0.5, 0) / brightest.length;
    expect(Math.abs(middle - row)).toBeLessThan(2);
  });

  test('a tone of 60 Hz, as in a kick, is a band of several pixels', async () => {
    const { colorAt } = await look(png(searchPicture([1], [sketchOf(sine(60, 2, RATE)), tone])));
    const bright = Array.from({ length: 84 }, (_, i) => colorAt(500, 42 + i)).filter((color) => color > '#c00000');
    expect(bright.length).toBeGreaterThanOrEqual(6);
  });

  test('100 Hz, 1 kHz and 10 kHz are marked', async () => {
    const { colorAt } = await look(png(searchPicture([1])));
    const marked = Array.from({ length: 84 }, (_, i) => 42 + i).filter((y) => colorAt(115, y) === COLORS.line);
    for (const y of [112, 77]) expect(marked).toContain(y);
    expect(marked[0]).toBeLessThan(44);
  });

  test('the corners of a panel are round', async () => {
    const { colorAt } = await look(png(searchPicture([1])));
    for (const [x, y] of [
      [120, 42],
      [971, 42],
      [120, 125],
      [971, 125],
    ] as const)
      expect(colorAt(x, y)).toBe(COLORS.background);
  });

  test('the background is opaque, so that a picture is readable on any theme', async () => {
    expect((await look(png(searchPicture([1])))).colorAt(1, 1)).toBe(COLORS.background);
  });

  test.each(['🎉'.repeat(50), '声を検索する', 'مرحبا بالعالم', `x${'\u0301'.repeat(80)}`, 'w'.repeat(5000), ''])(
    'a name such as %s is drawn without the characters that the fonts lack',
    async (name) => {
      expect((await look(png(searchPicture([1], [tone, tone], name)))).width).toBe(1000);
    },
  );
});

test('`writableText` removes the characters that the fonts lack', () => {
  expect(writableText('Café 🎉 Привет 声、テスト 도 龘 ok')).toBe('Café Привет 声、テスト ok');
  expect(writableText('🎉🎉 مرحبا')).toBe('');
});

test('the picture of a soundboard has four sounds a row, on one scale of time', async () => {
  const sounds = [2, 1, 2, 2, 1].map((seconds, index) => ({
    ...{ role: `${index + 1}.`, name: 'tone', sketch: sketchOf(sine(440, seconds, RATE)) },
  }));
  const { width, height, colorAt } = await look(png({ kind: 'board', sounds }));
  expect([width, height]).toEqual([1000, 266]);
  // The panels of the first and the fifth sound begin at 28, that of the second at 268; each is 224 pixels wide.
  expect([colorAt(200, 80), colorAt(300, 80), colorAt(440, 80)]).toEqual([COLORS.accent, COLORS.accent, COLORS.panel]);
  expect([colorAt(80, 192), colorAt(200, 192)]).toEqual([COLORS.accent, COLORS.panel]);
});

test('the picture of one sound shows its waveform: full height at its loudest, a line in silence', async () => {
  const samples = new Float32Array(RATE);
  samples.fill(0.5, 0, RATE / 2);
  const { png } = drawPicture({
    kind: 'sound',
    sound: { role: '', name: 'half', sketch: sketchOf(samples) },
    locale: 'en-US',
  });
  const { width, height, colorAt } = await look(png);
  expect([width, height]).toEqual([1000, 560]);
  expect(colorAt(200, 84)).toBe(COLORS.accent);
  expect(colorAt(800, 84)).toBe(COLORS.panel);
  expect(colorAt(800, 166)).toBe(COLORS.accent);
});

describe('the map', () => {
  const map = (count: number): MapPicture => ({
    kind: 'map',
    vectors: Float32Array.from(noise(count * PACKED_DIMENSIONS, 1, 0.05)),
    clap: false,
    points: Array.from({ length: count }, (_, i) => ({
      name: `sound ${i}`,
      group: i % 3 === 0 ? 'drum' : null,
      tags: [],
      marked: i === 0,
    })),
    words: MAP_WORDS,
  });

  test.each([3, 4, 30])('of %i sounds has a legend with a color for each tag, the largest first', async (count) => {
    const { width, height, colorAt } = await look(png(map(count)));
    expect([width, height]).toEqual([1400, 1008]);
    expect(colorAt(44, 965)).toBe(GROUP_COLORS[0]);
    expect(colorAt(380, 965)).toBe(COLORS.line);
  });
});
