import { rm, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openFolderBlobs } from '../../../src/storage/blobs/folder-blobs.ts';
import { checkDatabase } from '../../../src/storage/postgres/check-database.ts';
import { openPostgresLibraries } from '../../../src/storage/postgres/store.ts';
import { withClient } from '../../helpers/postgres-server.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { testDatabase } from '../../helpers/test-database.ts';
import { newSound } from '../helpers/sounds.ts';

test('the doctor of a database changes no tables unless it repairs', async () => {
  const [url, folder] = [await testDatabase(), await temporaryFolder()];
  await withClient(url, (client) => client.query('drop schema public cascade; create schema public'));
  const check = (repair: boolean) => checkDatabase(url, openFolderBlobs(folder), { repair });
  const tables = () =>
    withClient(url, async (client) => (await client.query("select 1 from pg_tables where schemaname = 'public'")).rows);
  const issue = { file: 'the tables', remedy: 'update them' };
  expect(await check(false)).toMatchObject([{ ...issue, repaired: false }]);
  expect(await tables()).toEqual([]);
  expect(await check(true)).toMatchObject([{ ...issue, repaired: true }]);
  expect(await check(false)).toEqual([]);
});

test('the doctor of a database finds damaged records, vectors and audio, and what the bot then does', async () => {
  const [url, folder] = [await testDatabase(), await temporaryFolder()];
  const check = (repair: boolean) => checkDatabase(url, openFolderBlobs(folder), { repair });
  const before = await openPostgresLibraries({ url, blobs: openFolderBlobs(folder) });
  const library = await before.open('1');
  for (const seed of [0, 1, 2, 3, 4]) await library.change((writer) => writer.add(newSound(seed)));
  const [first, second, third, fourth] = library.list().map(({ id }) => id);
  await before.close();
  expect(await check(false)).toEqual([]);

  await rm(`${folder}/1/${first}.wav`);
  await writeFile(`${folder}/1/${second}.wav`, 'other bytes');
  await withClient(url, async (client) => {
    await client.query("update sounds set vector = '\\x00' where id = $1", [third]);
    await client.query("update sounds set record = '{}' where id = $1", [fourth]);
    await client.query("update derived set sound_id = 'nothing' where sound_id = $1", [third]);
  });
  const found = await check(true);
  expect(found.map(({ file, problem, repaired }) => [file, problem.replace(/:.*/s, ''), repaired])).toEqual([
    [`1/${first}.wav`, 'is missing', false],
    [`1/${second}.wav`, 'is not the audio that was added', false],
    [`1/${third}.wav`, 'has a vector in another layout', false],
    [`1/${fourth}`, 'has a record that cannot be read', false],
    ['1/nothing', 'is derived data that no sound has', true],
  ]);
  expect(await check(false)).toHaveLength(4);

  const libraries = await openPostgresLibraries({ url, blobs: openFolderBlobs(folder) });
  const again = await libraries.open('1');
  expect(again.list().map(({ id }) => id)).toEqual([first, second, third, library.list()[4]?.id]);
  expect(again.problems).toEqual([expect.stringContaining(`sound ${fourth}`)]);
  expect(await libraries.unavailable()).toBeNull();
  await libraries.close();
});
