import { expect, test } from 'vitest';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { fingerprintOf } from '../../../src/engine/recordings/fingerprint.ts';
import { createRecordingIndex } from '../../../src/engine/recordings/recording-index.ts';
import { noise } from '../../helpers/signals.ts';

const sounds = new Map([1, 2, 3, 4].map((seed) => [`noise ${seed}`, noise(FEATURE_RATE, 6, 0.5, seed)]));

function filled() {
  const index = createRecordingIndex();
  for (const [id, samples] of sounds) index.add(id, fingerprintOf(samples));
  return index;
}

test('the first candidate for an excerpt is the sound that it was cut from', async () => {
  const index = filled();
  for (const [id, samples] of sounds) {
    const excerpt = fingerprintOf(samples.slice(2 * FEATURE_RATE, 5 * FEATURE_RATE));
    expect((await index.candidates(excerpt, { top: 3 }))[0]).toBe(id);
  }
});

test('a removed sound is no candidate, and an added one replaces the sound of its id', async () => {
  const index = filled();
  const first = fingerprintOf(noise(FEATURE_RATE, 6, 0.5, 1));
  index.remove('noise 1');
  expect(await index.candidates(first, { top: 10 })).not.toContain('noise 1');
  index.add('noise 2', first);
  expect(await index.candidates(first, { top: 1 })).toEqual(['noise 2']);
});

test('an index is usable after all of its sounds are removed', async () => {
  const index = filled();
  for (const id of sounds.keys()) index.remove(id);
  const fingerprint = fingerprintOf(noise(FEATURE_RATE, 6, 0.5, 3));
  expect(await index.candidates(fingerprint, { top: 10 })).toEqual([]);
  index.add('again', fingerprint);
  expect(await index.candidates(fingerprint, { top: 10 })).toEqual(['again']);
});

test('a fingerprint of another version is neither added nor found', async () => {
  const index = filled();
  const old = { ...fingerprintOf(noise(FEATURE_RATE, 6, 0.5, 1)), version: '0' };
  index.add('old', old);
  expect(await index.candidates(old, { top: 10 })).toEqual([]);
});

test('a sound is found although a copy of the sound was replaced 120 times', async () => {
  const index = filled();
  const fingerprint = fingerprintOf(noise(FEATURE_RATE, 6, 0.5, 1));
  for (let time = 0; time < 120; time++) index.add('replaced', fingerprint);
  expect(await index.candidates(fingerprint, { top: 2 })).toEqual(['noise 1', 'replaced']);
});

test('an index does not grow while a sound is replaced, or removed and added again', () => {
  const index = filled();
  const fingerprint = fingerprintOf(noise(FEATURE_RATE, 6, 0.5, 5));
  const change = (time: number) => {
    index.add('replaced', fingerprint);
    index.remove(`added ${time - 1}`);
    index.add(`added ${time}`, fingerprint);
  };
  for (let time = 0; time < 100; time++) change(time);
  const before = index.bytes;
  for (let time = 100; time < 1000; time++) change(time);
  expect(index.bytes).toBe(before);
});

test('other work runs while the candidates of a long sound are found in a large library', async () => {
  const index = createRecordingIndex();
  const fingerprint = fingerprintOf(noise(FEATURE_RATE, 6, 0.5, 1));
  for (let copy = 0; copy < 100; copy++) index.add(String(copy), fingerprint);
  let turns = 0;
  let isDone = false;
  const count = () => {
    turns++;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  expect(await index.candidates(fingerprint, { top: 2 })).toHaveLength(2);
  isDone = true;
  expect(turns).toBeGreaterThan(3);
});
