import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createFetchedFiles } from '../../../src/storage/blobs/fetched-files.ts';

const bytesOf = (key: string) => new TextEncoder().encode(`audio at ${key}`);
const contentOf = async (file: string | undefined) => readFile(file ?? '', 'utf8');
const isThere = (file: string | undefined) =>
  access(file ?? '').then(
    () => true,
    () => false,
  );

test('fetched files: two tasks that ask at once share one fetch, and its file stays', async () => {
  let fetches = 0;
  const files = createFetchedFiles(async (key) => {
    fetches++;
    return bytesOf(key);
  });
  const [one, two] = await Promise.all([files.find('1/a.wav'), files.find('1/a.wav')]);
  expect([fetches, await contentOf(one), await contentOf(two)]).toEqual([1, 'audio at 1/a.wav', 'audio at 1/a.wav']);
  expect(await files.find('1/a.wav')).toBe(one);
  await files.close();
  expect(await isThere(path.dirname(one ?? ''))).toBe(false);
});

test('fetched files: a file that is evicted stays for the task that has its path, and is fetched again', async () => {
  const files = createFetchedFiles(async (key) => bytesOf(key), { maxBytes: 20 });
  const evicted = await files.find('1/a.wav');
  await files.find('1/b.wav');
  expect(await contentOf(evicted)).toBe('audio at 1/a.wav');
  const again = await files.find('1/a.wav');
  expect([again === evicted, await contentOf(again)]).toEqual([false, 'audio at 1/a.wav']);
  await files.close();
});

test('fetched files: a file that is evicted is removed after a while', async () => {
  const files = createFetchedFiles(async (key) => bytesOf(key), { maxBytes: 20, evictedMs: 1 });
  const evicted = await files.find('1/a.wav');
  await files.find('1/b.wav');
  await expect.poll(() => isThere(evicted)).toBe(false);
  await files.close();
});

test('fetched files: audio that is removed while it is fetched leaves no file', async () => {
  let fetched = (_: Uint8Array) => {};
  const files = createFetchedFiles(() => new Promise<Uint8Array>((resolve) => (fetched = resolve)));
  const finding = files.find('1/a.wav');
  const removing = files.remove(['1/a.wav']);
  fetched(bytesOf('1/a.wav'));
  await removing;
  await expect.poll(async () => isThere(await finding)).toBe(false);
  await files.close();
});

test('fetched files: a fetch that fails is tried again', async () => {
  let fetches = 0;
  const files = createFetchedFiles(async (key) => {
    if (fetches++ === 0) throw new Error('away');
    return bytesOf(key);
  });
  await expect(files.find('1/a.wav')).rejects.toThrow('away');
  expect(await contentOf(await files.find('1/a.wav'))).toBe('audio at 1/a.wav');
  await files.close();
});
