import { describe, expect, onTestFinished, test } from 'vitest';
import { openFolderBlobs } from '../../../src/storage/blobs/folder-blobs.ts';
import type { ShardLease } from '../../../src/storage/libraries.ts';
import { openPostgresLibraries } from '../../../src/storage/postgres/store.ts';
import { withClient } from '../../helpers/postgres-server.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { testDatabase } from '../../helpers/test-database.ts';

/** Returns a function that takes shards in a process of its own, and one that ends all leases, as time does. */
async function processes() {
  const url = await testDatabase();
  const take = async (shards: readonly number[], total: number, signal = new AbortController().signal) => {
    const libraries = await openPostgresLibraries({ url, blobs: openFolderBlobs(await temporaryFolder()) });
    onTestFinished(() => libraries.close());
    const lease = await libraries.takeShards({ shards, total }, signal);
    onTestFinished(() => lease.close());
    return lease;
  };
  const change = (set: string) => withClient(url, (client) => client.query(`update shard_leases set ${set}`));
  await withClient(url, (client) => client.query('drop schema public cascade; create schema public'));
  return { take, change };
}

const isPending = (taking: Promise<ShardLease>) =>
  Promise.race([taking.then(() => false), new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 700))]);

describe('the shards of a bot', () => {
  test('are served by one process at a time, and by the next one at once if the first ends in order', async () => {
    const { take } = await processes();
    const [first] = [await take([0, 1], 3), await take([2], 3)];
    const next = take([1], 3);
    expect(await isPending(next)).toBe(true);
    await first.close();
    expect(await (await next).isHeld()).toBe(true);
  });

  test('are not divided in two ways at once', async () => {
    const { take } = await processes();
    await take([0], 2);
    const stop = new AbortController();
    const other = take([1], 3, stop.signal);
    other.catch(() => undefined);
    expect(await isPending(other)).toBe(true);
    stop.abort(new Error('stopped'));
    await expect(other).rejects.toThrow('stopped');
  });

  test('are lost by a process whose lease another process has taken, and it finds out by itself', async () => {
    const { take, change } = await processes();
    const lease = await take([0], 1);
    expect(await lease.isHeld()).toBe(true);
    await change("holder = 'another process'");
    await lease.lost;
    expect(await lease.isHeld()).toBe(false);
  });
});
