import { expect, test } from 'vitest';
import type { BlobStore } from '../../../src/storage/blobs/blob-store.ts';
import { openFolderBlobs } from '../../../src/storage/blobs/folder-blobs.ts';
import { openPostgresLibraries } from '../../../src/storage/postgres/store.ts';
import { withClient } from '../../helpers/postgres-server.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { testDatabase } from '../../helpers/test-database.ts';
import { newSound } from '../helpers/sounds.ts';

const TABLES = ['guilds', 'sounds', 'derived', 'audio_messages'];

/** Opens libraries in a database in which guild 1 has sounds, messages and a departure. */
async function leftGuild(change: (blobs: BlobStore) => BlobStore) {
  const [url, blobs] = [await testDatabase(), openFolderBlobs(await temporaryFolder())];
  const libraries = await openPostgresLibraries({ url, blobs: change(blobs) });
  await (await libraries.open('1')).change(async (writer) => {
    for (const seed of [1, 2, 3]) await writer.add(newSound(seed));
  });
  await libraries.messages.add('1', { memberId: '2', channelId: '3', messageId: '4' });
  await libraries.departures.note('1', new Date(0));
  const rowsLeft = () =>
    withClient(url, async (client) => {
      const counts: (number | null)[] = [];
      for (const table of TABLES)
        counts.push((await client.query(`select 1 from ${table} where guild_id = '1'`)).rowCount);
      return counts;
    });
  const keys = async () => {
    const found: string[] = [];
    for await (const { key } of blobs.list('1')) found.push(key);
    return found;
  };
  return { url, libraries, rowsLeft, keys };
}

test('a guild whose audio could not be removed is erased at the next try, audio included', async () => {
  let isAway = true;
  const { libraries, rowsLeft, keys } = await leftGuild((blobs) => ({
    ...blobs,
    remove: (names) => (isAway ? Promise.reject(new Error('away')) : blobs.remove(names)),
  }));
  await expect(libraries.eraseIfLeft('1', new Date())).rejects.toThrow('away');
  expect(await rowsLeft()).toEqual([1, 0, 0, 0]);
  isAway = false;
  expect(await libraries.eraseIfLeft('1', new Date())).toBe(true);
  expect([await rowsLeft(), await keys()]).toEqual([[0, 0, 0, 0], []]);
  await libraries.close();
});

test('a guild that another process takes over while its audio is removed is not erased any further', async () => {
  let takeOver = async () => {};
  const { url, libraries, rowsLeft } = await leftGuild((blobs) => ({
    ...blobs,
    async remove(names) {
      await takeOver();
      await blobs.remove(names);
    },
  }));
  takeOver = () =>
    withClient(url, async (client) => {
      await client.query("update guilds set lease = 'another process', left_at = null where guild_id = '1'");
    });
  await expect(libraries.eraseIfLeft('1', new Date())).rejects.toMatchObject({ details: { code: 'restarting' } });
  expect((await rowsLeft())[0]).toBe(1);
  await libraries.close();
});
