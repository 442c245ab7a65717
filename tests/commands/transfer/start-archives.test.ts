import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Archives, startArchives } from '../../../src/commands/transfer/start-archives.ts';
import { storedSound } from '../../helpers/stored-sound.ts';

const MB = 2 ** 20;
const text = (content: string) => new TextEncoder().encode(content);
const sound = storedSound({ label: 'Door', tags: ['home'], fileName: 'door.wav' });
const how = { maxBytes: 100 * MB };
/** Returns a ZIP archive of 60 KB that unpacks to 60 MB. */
const large = () => zipSync({ 'a.wav': new Uint8Array(60 * MB) }, { level: 6 });

let archives: Archives;
beforeAll(() => {
  archives = startArchives();
});
afterAll(() => archives.close());

test('packed sounds are unpacked unchanged, and all bytes are transferred', async () => {
  const audio = text('RIFF');
  const archive = await archives.pack([{ sound, audio }]);
  expect(audio.length).toBe(0);
  expect(await archives.unpack(archive, how)).toEqual([
    { file: 'audio/0123456789abcdef0123-door.wav', label: 'Door', tags: ['home'], audio: text('RIFF') },
  ]);
  expect(archive.length).toBe(0);
});

test('bytes that are part of a larger buffer are copied, and the buffer stays intact', async () => {
  const pool = text('before RIFF after');
  const archive = await archives.pack([{ sound, audio: pool.subarray(7, 11) }]);
  expect(pool).toEqual(text('before RIFF after'));
  const padded = new Uint8Array([...text('before'), ...archive]);
  expect(await archives.unpack(padded.subarray(6), how)).toMatchObject([{ audio: text('RIFF') }]);
  expect(padded.length).toBe(archive.length + 6);
});

test('a file with two labels is unpacked twice', async () => {
  const list = { sounds: ['one', 'two'].map((label) => ({ file: 'a.wav', label })) };
  const archive = zipSync({ 'a.wav': text('RIFF'), 'library.json': text(JSON.stringify(list)) });
  const sounds = await archives.unpack(archive, how);
  expect(sounds).toMatchObject(['one', 'two'].map((label) => ({ label, audio: text('RIFF') })));
});

test('unpacking does not block the calling thread', async () => {
  await archives.unpack(zipSync({ 'a.wav': text('a') }), how);
  let iterations = 0;
  let isDone = false;
  const count = () => {
    iterations++;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await archives.unpack(large(), how);
  isDone = true;
  expect(iterations).toBeGreaterThan(20);
});

test('an error crosses threads with its code and parameters', async () => {
  await expect(archives.unpack(zipSync({ 'a.wav': new Uint8Array(2 * MB) }), { maxBytes: MB })).rejects.toMatchObject({
    name: 'UserError',
    kind: 'too-large',
    details: { code: 'archiveTooLarge', maxBytes: MB },
  });
});

describe('a job that is cancelled', () => {
  test('rejects with the reason of the signal, and the next job runs', async () => {
    const cancel = new AbortController();
    const unpacking = archives.unpack(large(), { ...how, signal: cancel.signal });
    const next = archives.unpack(zipSync({ 'b.wav': text('b') }), how);
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
  const unpacking = expect(others.unpack(large(), how)).rejects.toThrow();
  await others.close();
  await unpacking;
});
