import { spawnSync } from 'node:child_process';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openFolderBlobs } from '../../../src/storage/blobs/folder-blobs.ts';
import { checkDatabase } from '../../../src/storage/postgres/check-database.ts';
import { openPostgresLibraries } from '../../../src/storage/postgres/store.ts';
import { findPostgres, sharedPostgres } from '../../helpers/postgres-server.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { newSound } from '../helpers/sounds.ts';

/** Runs one of PostgreSQL's programs. */
function run(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(path.join(findPostgres() ?? '', program), args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
}

describe.runIf(findPostgres() !== undefined)('a backup as docs/operations.md describes it', () => {
  test('is the same library after it was restored, and the doctor finds nothing', async () => {
    const server = await sharedPostgres();
    const [url, restored] = [await server.createDatabase(), await server.createDatabase()];
    const folder = await temporaryFolder();
    const [audio, audioCopy] = [path.join(folder, 'audio'), path.join(folder, 'copy')];
    const backup = path.join(folder, 'backup');
    const open = async (address: string, blobs: string) => {
      const libraries = await openPostgresLibraries({ url: address, blobs: openFolderBlobs(blobs) });
      onTestFinished(() => libraries.close());
      return libraries;
    };
    const libraries = await open(url, audio);
    const library = await libraries.open('1');
    await library.change(async (writer) => {
      for (let seed = 0; seed < 20; seed++) await writer.add(newSound(seed));
    });
    await libraries.settings.change('1', { top: 3 });

    run('pg_dump', '--format=custom', `--file=${backup}`, url);
    await cp(audio, audioCopy, { recursive: true });
    // What is added later is not in the backup.
    await library.change((writer) => writer.add(newSound(20)));
    run('pg_restore', `--dbname=${restored}`, backup);

    const again = await open(restored, audioCopy);
    const found = await again.open('1');
    expect(found.list()).toEqual(library.list().slice(0, 20));
    for (const { id } of found.list()) expect(found.embedding(id)).toEqual(library.embedding(id));
    expect((await again.settings.read('1')).top).toBe(3);
    expect(await checkDatabase(restored, openFolderBlobs(audioCopy))).toEqual([]);
    await found.change((writer) => writer.add(newSound(21)));
  });
});
