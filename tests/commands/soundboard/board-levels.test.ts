import { expect, test } from 'vitest';
import type { BoardAnalysis, BoardEntry } from '../../../src/commands/app.ts';
import { medianLufs, playedLufs } from '../../../src/commands/soundboard/board-levels.ts';
import { DEFAULT_LUFS } from '../../../src/engine/soundboard/make-board-sound.ts';
import { embeddingOf } from '../../storage/helpers/sounds.ts';

const entry = (id: string, volume = 1): BoardEntry => ({
  ...{ id, name: id, emoji: null, emojiId: null, volume, addedBy: null, url: '', available: true },
});
const analysis = (lufs: number | null): BoardAnalysis => ({
  ...{ embedding: embeddingOf(1), fingerprint: null, crowded: 0 },
  levels: { lufs, truePeakDb: -3, clipped: false, silenceStart: 0 },
});

test('the volume counts: half of it is 6 dB less', () => {
  expect(playedLufs(entry('a', 0.5), analysis(-14))).toBeCloseTo(-20.02, 2);
  expect(playedLufs(entry('a', 0), analysis(-14))).toBeNull();
  expect(playedLufs(entry('a'), analysis(null))).toBeNull();
});

test('the median leaves out silence and what is not analyzed', () => {
  const levels = { a: -30, b: -10, c: -20, silent: null };
  const analyses = new Map(Object.entries(levels).map(([id, lufs]) => [id, analysis(lufs)]));
  const entries = ['a', 'b', 'c', 'silent', 'unread'].map((id) => entry(id));
  expect(medianLufs(entries, analyses)).toBe(-20);
  expect(medianLufs(entries.slice(0, 2), analyses)).toBe(-20);
  expect(medianLufs(entries.slice(0, 1), analyses)).toBe(-30);
  expect(medianLufs([], analyses)).toBe(DEFAULT_LUFS);
});
