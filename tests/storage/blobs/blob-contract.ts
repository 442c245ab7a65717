import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { BlobStore } from '../../../src/storage/blobs/blob-store.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const BYTES = Uint8Array.from({ length: 100_000 }, (_, place) => place % 251);

async function keysOf(blobs: BlobStore, guildId?: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key, storedAt } of blobs.list(guildId)) {
    expect(Math.abs(Date.now() - storedAt.getTime())).toBeLessThan(60_000);
    keys.push(key);
  }
  return keys.sort();
}

/** Defines the tests that every blob store passes. @param open opens an empty blob store for one test */
export function blobContract(open: () => Promise<BlobStore>): void {
  test('returns the bytes that were stored, and a file with them', async () => {
    const blobs = await open();
    await blobs.put('1/a.wav', BYTES);
    await blobs.put('1/empty.wav', new Uint8Array());
    expect(Buffer.from((await blobs.read('1/a.wav')) ?? [])).toEqual(Buffer.from(BYTES));
    expect(await blobs.read('1/empty.wav')).toHaveLength(0);
    for (let times = 0; times < 2; times++)
      expect(await readFile((await blobs.find('1/a.wav')) ?? '')).toEqual(Buffer.from(BYTES));
    await blobs.close();
  });

  test('copies a file', async () => {
    const file = path.join(await temporaryFolder(), 'upload');
    await writeFile(file, 'bytes of an upload');
    const blobs = await open();
    await blobs.put('1/a.ogg', { path: file, bytes: 18, hash: '' });
    expect(Buffer.from((await blobs.read('1/a.ogg')) ?? []).toString()).toBe('bytes of an upload');
    await blobs.close();
  });

  test('lists what is there, of one guild or of all, and removes it', async () => {
    const blobs = await open();
    expect(await keysOf(blobs)).toEqual([]);
    for (const key of ['1/a.wav', '1/b.wav', '11/c.wav', '2/d.wav']) await blobs.put(key, BYTES.subarray(0, 5));
    expect(await keysOf(blobs, '1')).toEqual(['1/a.wav', '1/b.wav']);
    await blobs.remove(['1/a.wav', '11/c.wav', '3/none.wav']);
    expect(await keysOf(blobs)).toEqual(['1/b.wav', '2/d.wav']);
    await blobs.close();
  });

  test('has nothing at a key without a file', async () => {
    const blobs = await open();
    await blobs.put('1/a.wav', BYTES);
    await blobs.find('1/a.wav');
    await blobs.remove(['1/a.wav']);
    expect([await blobs.read('1/a.wav'), await blobs.find('1/a.wav')]).toEqual([undefined, undefined]);
    await blobs.remove([]);
    await blobs.close();
  });
}
