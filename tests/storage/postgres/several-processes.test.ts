import { describe, expect, test } from 'vitest';
import { withClient } from '../../helpers/postgres-server.ts';
import { testDatabase } from '../../helpers/test-database.ts';
import { postgresPlace } from '../helpers/postgres-place.ts';
import { embeddingOf, newSound, queryOf } from '../helpers/sounds.ts';

/** Returns the libraries of two processes that use one database. */
async function twoProcesses() {
  const url = await testDatabase();
  const place = await postgresPlace(url);
  const [one, two] = [await place.open(), await place.open()];
  /** Ends the lease of guild 1, as the time does while its process is stopped. */
  const endLease = () =>
    withClient(url, (client) => client.query("update guilds set lease_until = now() - interval '1 second'"));
  return { one, two, endLease };
}

describe('two processes on one database', () => {
  test('see each other’s changes: when they open a library, search, or read settings', async () => {
    const { one, two } = await twoProcesses();
    const [library, other] = [await one.open('1'), await two.open('1')];
    const sounds = await library.change(async (writer) => [
      await writer.add(newSound(1)),
      await writer.add(newSound(2)),
    ]);
    const search = () => other.search(queryOf(embeddingOf(1)), { top: 5 });
    expect((await search()).map(({ sound }) => sound.label)).toEqual(['sound 1', 'sound 2']);
    const [first, second] = sounds.map(({ id }) => id);
    await library.change((writer) => writer.edit(first ?? '', { label: 'new', tags: ['x'] }));
    await library.change((writer) => writer.remove([second ?? '']));
    expect((await two.open('1')).list()).toEqual(library.list());
    expect([other.tags, other.bytes]).toEqual([library.tags, library.bytes]);
    await library.change((writer) => writer.reembed(new Map([[first ?? '', embeddingOf(9)]])));
    await search();
    expect(other.embedding(first ?? '')).toEqual(embeddingOf(9));
    await one.settings.change('1', { top: 3 });
    expect((await two.settings.read('1')).top).toBe(3);
    await one.departures.note('1', new Date(0));
    expect(await two.eraseIfLeft('1', new Date())).toBe(true);
    expect((await one.open('1')).list()).toEqual([]);
  });

  test('change a guild one after the other, and each change sees those before it', async () => {
    const { one, two } = await twoProcesses();
    const sizes: number[] = [];
    const add = async (libraries: typeof one, seed: number) => {
      const library = await libraries.open('1');
      await library.change(async (writer) => {
        sizes.push(library.size);
        await writer.add(newSound(seed));
        await writer.add(newSound(seed));
      });
    };
    await Promise.all([1, 2, 3, 4].map((seed) => add(seed % 2 ? one : two, seed)));
    expect(sizes).toEqual([0, 2, 4, 6]);
    expect((await one.open('1')).list()).toEqual((await two.open('1')).list());
    expect((await one.open('1')).size).toBe(8);
  });

  test('a process that was stopped for longer than its lease cannot write once another has taken over', async () => {
    const { one, two, endLease } = await twoProcesses();
    const library = await one.open('1');
    const change = library.change(async (writer) => {
      await writer.add(newSound(1));
      await endLease();
      await (await two.open('1')).change((other) => other.add(newSound(2)));
      await writer.add(newSound(3));
    });
    await expect(change).rejects.toMatchObject({ details: { code: 'restarting' } });
    const labels = async () => (await two.open('1')).list().map(({ label }) => label);
    expect(await labels()).toEqual(['sound 1', 'sound 2']);
    await library.change((writer) => writer.add(newSound(4)));
    expect(await labels()).toEqual(['sound 1', 'sound 2', 'sound 4']);
  });

  test('a process that was stopped, but not replaced, goes on', async () => {
    const { one, endLease } = await twoProcesses();
    const library = await one.open('1');
    await library.change(async (writer) => {
      await endLease();
      await writer.add(newSound(1));
    });
    expect(library.size).toBe(1);
  });
});
