import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RemovedSound } from '../../../src/commands/app.ts';
import { createCaches } from '../../../src/commands/shared/caches.ts';
import { storedSound } from '../../helpers/stored-sound.ts';

let now = 0;
beforeEach(() => {
  // Fake timers must not replace `performance`, because lru-cache holds a reference to the original object.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function advance(ms: number): void {
  now += ms;
  vi.advanceTimersByTime(ms);
}

const MB = 2 ** 20;

function removed(bytes: number): RemovedSound {
  const none = new Float32Array();
  const features = { mfcc: none, chroma: none, contrast: none, rhythm: none, zcr: none, rms: none };
  const embedding = { version: '1', clapModel: null, seconds: 1, clap: null, features };
  const sound = { ...storedSound({}), embedding, fingerprint: null, audio: new Uint8Array(bytes) };
  return { guildId: '1', userId: '2', sound };
}

test('the least recently used answer is evicted', () => {
  const { shownAnswers } = createCaches();
  for (let id = 0; id < 500; id++) shownAnswers.set(String(id), {});
  shownAnswers.get('0');
  shownAnswers.set('500', {});
  expect(['0', '1', '500'].map((id) => shownAnswers.has(id))).toEqual([true, false, true]);
});

test('removed sounds are kept up to 128 MB, and a larger sound is not kept at all', () => {
  const { removedSounds } = createCaches();
  removedSounds.set('a', removed(50 * MB));
  removedSounds.set('b', removed(78 * MB));
  expect(['a', 'b'].map((key) => removedSounds.has(key))).toEqual([true, true]);
  removedSounds.set('b', removed(1));
  removedSounds.set('c', removed(70 * MB));
  expect(['a', 'b', 'c'].map((key) => removedSounds.has(key))).toEqual([true, true, true]);
  removedSounds.set('d', removed(129 * MB));
  expect(removedSounds.has('d')).toBe(false);
});

test('a removed sound is kept for a minute from when it was set, used or not', () => {
  const { removedSounds } = createCaches();
  removedSounds.set('a', removed(1));
  advance(59_000);
  expect(removedSounds.get('a')?.sound.audio).toHaveLength(1);
  removedSounds.set('a', removed(2));
  advance(59_000);
  expect(removedSounds.get('a')?.sound.audio).toHaveLength(2);
  advance(1001);
  expect(removedSounds.get('a')).toBeUndefined();
});
