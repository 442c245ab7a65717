import { expect, test } from 'vitest';
import { openFolderBlobs } from '../../../src/storage/blobs/folder-blobs.ts';
import { openDatabase } from '../../../src/storage/postgres/database.ts';
import { openPostgresLibraries } from '../../../src/storage/postgres/store.ts';
import { sweepOrphans } from '../../../src/storage/postgres/sweep-orphans.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { testDatabase } from '../../helpers/test-database.ts';
import { newSound } from '../helpers/sounds.ts';

const EIGHT_DAYS = 8 * 24 * 3_600_000;

test('audio that no sound of a guild has is removed after a week, and all other files stay', async () => {
  const url = await testDatabase();
  const blobs = openFolderBlobs(await temporaryFolder());
  const libraries = await openPostgresLibraries({ url, blobs });
  const added = await (await libraries.open('1')).change((writer) => writer.add(newSound(1)));
  for (const key of ['1/ffff.wav', '1/notes of the host.txt', '2/eeee.ogg']) await blobs.put(key, new Uint8Array(3));
  await libraries.close();

  const database = openDatabase(url);
  const keys = async () => {
    const found: string[] = [];
    for await (const { key } of blobs.list()) found.push(key);
    return found.sort();
  };
  const { signal } = new AbortController();
  expect(await sweepOrphans(database, blobs, Date.now(), signal)).toBe(0);
  expect(await keys()).toHaveLength(4);
  expect(await sweepOrphans(database, blobs, Date.now() + EIGHT_DAYS, signal)).toBe(1);
  expect(await keys()).toEqual(['1/notes of the host.txt', `1/${added.id}.wav`, '2/eeee.ogg'].sort());
  await database.close();
});
