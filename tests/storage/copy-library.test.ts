import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { copyLibrary } from '../../src/storage/copy-library.ts';
import type { Libraries } from '../../src/storage/libraries.ts';
import { FALLBACK_SETTINGS } from '../../src/storage/settings.ts';
import { bundledProgram } from '../helpers/bundled-program.ts';
import { findPostgres, sharedPostgres } from '../helpers/postgres-server.ts';
import { rounds } from '../helpers/rounds.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { openIn } from './helpers/data-folder.ts';
import { folderWith } from './helpers/kept-library.ts';
import { postgresPlace } from './helpers/postgres-place.ts';
import { createRandom, descriptorsOf, embeddingOf, fingerprintOf, newSound, searchDataOf } from './helpers/sounds.ts';

const LEFT = new Date('2026-01-02T03:04:05Z');

/** Fills guild 1 with `count` sounds of every kind, and with settings, messages and a departure. */
async function fill(libraries: Libraries, count: number): Promise<void> {
  const library = await libraries.open('1');
  await library.change(async (writer) => {
    for (let seed = 0; seed < count; seed++) {
      const embedding = embeddingOf(seed, seed % 3 ? {} : { clapModel: null, version: '0' });
      const compared = seed % 4 ? { fingerprint: fingerprintOf(seed), found: [] } : null;
      await writer.add(newSound(seed, { embedding, compared, tags: [`tag ${seed}`, 'é'] }));
    }
    await writer.remove([library.list()[2]?.id ?? '']);
  });
  await libraries.settings.change('1', { top: 7, channels: ['5'] });
  for (const messageId of ['9', '8']) await libraries.messages.add('1', { memberId: '10', channelId: '7', messageId });
  await libraries.departures.note('1', LEFT);
}

describe.runIf(findPostgres() !== undefined)('a library that is copied', () => {
  const newDatabase = async () => (await sharedPostgres()).createDatabase();

  test('from files to a database and to other files is identical, and a second copy changes nothing', async () => {
    const source = await openIn(await temporaryFolder());
    await fill(source, 8);
    const database = await (await postgresPlace(await newDatabase())).open();
    const copied = await copyLibrary(source, database, '1');
    expect(copied).toEqual({
      ...{ sounds: 7, problems: [] },
      ...{ from: copied?.to, to: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    const other = await openIn(await temporaryFolder());
    expect(await copyLibrary(database, other, '1')).toEqual(copied);
    expect(await copyLibrary(source, other, '1')).toEqual(copied);

    const [before, after] = [await source.open('1'), await other.open('1')];
    expect(after.list()).toEqual(before.list());
    for (const { id } of before.list()) {
      expect(after.embedding(id)).toEqual(before.embedding(id));
      expect(await after.audio(id)).toEqual(await before.audio(id));
      expect(await after.fingerprint(id)).toEqual(await before.fingerprint(id));
    }
    expect(await other.settings.read('1')).toEqual(await source.settings.read('1'));
    expect(await other.messages.list('1')).toEqual(await source.messages.list('1'));
    expect([...(await other.departures.list())]).toEqual([['1', LEFT]]);
  });

  test('again after changes has all of them: labels, vectors, descriptors, relations and derived data', async () => {
    const source = await openIn(await temporaryFolder());
    await fill(source, 6);
    const database = await (await postgresPlace(await newDatabase())).open();
    await copyLibrary(source, database, '1');
    const library = await source.open('1');
    const [first = '', second = '', third = '', fourth = '', fifth = ''] = library.list().map(({ id }) => id);
    await library.change(async (writer) => {
      await writer.edit(first, { label: 'renamed', tags: ['new'], favoredBy: ['1'], license: 'CC0-1.0', source: null });
      await writer.edit(first, { stated: { tempoBpm: 98, key: null }, collections: ['Best of'], plays: 3 });
      await writer.reembed(new Map([[second, embeddingOf(77)]]));
      await writer.describe(third, descriptorsOf({ tempoBpm: 99 }));
      await writer.relate(fourth, { fingerprint: fingerprintOf(88), found: [] });
      await writer.setSearchData(fifth, searchDataOf(99));
    });
    const copied = await copyLibrary(source, database, '1');
    expect(copied?.to).toBe(copied?.from);
    expect((await database.open('1')).list()).toEqual(library.list());
  });

  test('keeps the restrictive settings of a server whose own were lost, as those', async () => {
    const source = await openIn(await temporaryFolder());
    await fill(source, 2);
    await source.settings.restore('1', FALLBACK_SETTINGS);
    const database = await (await postgresPlace(await newDatabase())).open();
    const other = await openIn(await temporaryFolder());
    for (const target of [database, other]) {
      await copyLibrary(source, target, '1');
      expect(await target.settings.read('1')).toEqual(FALLBACK_SETTINGS);
    }
  });

  test('comes with what is damaged in it', async () => {
    const { dataDir, file, copy } = await folderWith(2);
    for (const each of [file, copy]) await writeFile(each, 'damaged');
    const target = await openIn(await temporaryFolder());
    const copied = await copyLibrary(await openIn(dataDir), target, '1');
    expect(copied?.sounds).toBe(0);
    expect(copied?.problems).toContainEqual(expect.stringContaining('neither copy can be read'));
  });

  test('is not mixed with a library that has other sounds', async () => {
    const [source, target] = [await openIn(await temporaryFolder()), await openIn(await temporaryFolder())];
    await fill(source, 4);
    await (await target.open('1')).change((writer) => writer.add(newSound(99)));
    expect(await copyLibrary(source, target, '1')).toBeNull();
    expect((await target.open('1')).size).toBe(1);
  });

  test('is identical although the program was killed again and again', {
    timeout: rounds(120_000, 3_600_000),
  }, async () => {
    const program = bundledProgram('src/cli.ts');
    const folder = await temporaryFolder();
    const before = await openIn(folder);
    await fill(before, rounds(60, 10_000));
    await before.close();
    const [url, back] = [await newDatabase(), path.join(await temporaryFolder(), 'back')];
    const blobs = `folder:${await temporaryFolder()}`;
    const random = createRandom(1);
    for (const [from, to] of [
      [folder, url],
      [url, back],
    ] as const) {
      const args = ['migrate', '--from', from, '--to', to, '--from-blobs', blobs, '--to-blobs', blobs, '--json'];
      for (let kills = 0; kills < rounds(1, 20); kills++) {
        const child = spawn(process.execPath, [program, ...args], { stdio: 'ignore' });
        // The program may end before it is killed.
        const closed = once(child, 'close');
        // Waits for a fixed time and not for an event, because the kill has to come at a random moment.
        await wait(600 + rounds(400, 6000) * Math.abs(random()));
        child.kill('SIGKILL');
        await closed;
      }
      const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [output] = await Promise.all([child.stdout.setEncoding('utf8').toArray(), once(child, 'close')]);
      expect(JSON.parse(output.join(''))).toMatchObject({ guild: '1', problem: null });
      expect(child.exitCode).toBe(0);
    }
    const [source, copy] = [await (await openIn(folder)).open('1'), await (await openIn(back)).open('1')];
    expect(copy.list()).toEqual(source.list());
  });
});
