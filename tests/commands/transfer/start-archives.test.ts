import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Archives, startArchives } from '../../../src/commands/transfer/start-archives.ts';
import { storedSound } from '../../helpers/stored-sound.ts';
import { sharedFolder } from '../../helpers/temporary-folder.ts';

const MB = 2 ** 20;
const text = (content: string) => new TextEncoder().encode(content);
const sound = storedSound({ label: 'Door', tags: ['home'], fileName: 'door.wav' });
const how = { maxBytes: 100 * MB };
/** A ZIP archive of 60 KB that unpacks to 60 MB. */
const large = zipSync({ 'a.wav': new Uint8Array(60 * MB) }, { level: 6 });

let archives: Archives;
const folder = sharedFolder();
let written = 0;
/** Writes an archive to the disk, and returns its path. */
async function stored(archive: Uint8Array): Promise<string> {
  written += 1;
  const file = path.join(folder, `${written}.zip`);
  await writeFile(file, archive);
  return file;
}
/** Unpacks an archive, and returns its sounds with the bytes of their audio. */
async function unpack(archive: Uint8Array, options: Parameters<Archives['unpack']>[1] = how) {
  const sounds = await archives.unpack(await stored(archive), options);
  return Promise.all(sounds.map(async (each) => ({ ...each, audio: await readFile(each.audio.path) })));
}
beforeAll(() => {
  archives = startArchives();
});
afterAll(async () => {
  await archives.close();
});

test('packed sounds are transferred, and unpacked unchanged into files beside the archive', async () => {
  const audio = text('RIFF');
  const archive = await archives.pack([{ sound, audio }]);
  expect(audio.length).toBe(0);
  const file = await stored(archive);
  const [unpacked, ...others] = await archives.unpack(file, how);
  expect(others).toEqual([]);
  expect(unpacked).toEqual({
    file: 'audio/0123456789abcdef0123-door.wav',
    label: 'Door',
    tags: ['home'],
    license: null,
    source: null,
    stated: null,
    collections: [],
    addedById: sound.addedBy.id,
    audio: { path: `${file}-0`, bytes: 4, hash: createHash('sha256').update('RIFF').digest('hex') },
  });
  expect(await readFile(`${file}-0`, 'utf8')).toBe('RIFF');
});

test('bytes that are part of a larger buffer are copied, and the buffer stays intact', async () => {
  const pool = text('before RIFF after');
  const archive = await archives.pack([{ sound, audio: pool.subarray(7, 11) }]);
  expect(pool).toEqual(text('before RIFF after'));
  expect(await unpack(archive)).toMatchObject([{ audio: Buffer.from('RIFF') }]);
});

test('a file with two labels becomes two sounds', async () => {
  const list = { sounds: ['one', 'two'].map((label) => ({ file: 'a.wav', label })) };
  const archive = zipSync({ 'a.wav': text('RIFF'), 'library.json': text(JSON.stringify(list)) });
  const sounds = await unpack(archive);
  expect(sounds).toMatchObject(['one', 'two'].map((label) => ({ label, audio: Buffer.from('RIFF') })));
});

test('unpacking does not block the calling thread', async () => {
  await unpack(zipSync({ 'a.wav': text('a') }));
  let iterations = 0;
  let isDone = false;
  const count = () => {
    iterations++;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await unpack(large);
  isDone = true;
  expect(iterations).toBeGreaterThan(20);
});

test('an error crosses threads with its code and parameters', async () => {
  await expect(unpack(zipSync({ 'a.wav': new Uint8Array(2 * MB) }), { maxBytes: MB })).rejects.toMatchObject({
    name: 'UserError',
    kind: 'too-large',
    details: { code: 'archiveTooLarge', maxBytes: MB },
  });
});

describe('a job that is cancelled', () => {
  test('rejects with the reason of the signal, and the next job runs', async () => {
    const cancel = new AbortController();
    const [first, second] = [await stored(large), await stored(zipSync({ 'b.wav': text('b') }))];
    const unpacking = archives.unpack(first, { ...how, signal: cancel.signal });
    const next = archives.unpack(second, how);
    cancel.abort(new Error('not any more'));
    await expect(unpacking).rejects.toThrow('not any more');
    expect(await next).toMatchObject([{ file: 'b.wav' }]);
  });

  test('does not start if it was cancelled before', async () => {
    const signal = AbortSignal.abort(new Error('not at all'));
    await expect(archives.pack([{ sound, audio: text('RIFF') }], { signal })).rejects.toThrow('not at all');
  });
});

test('closing rejects running jobs', async () => {
  const others = startArchives();
  const unpacking = expect(others.unpack(await stored(large), how)).rejects.toThrow();
  await others.close();
  await unpacking;
});
