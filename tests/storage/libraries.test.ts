import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { openIn } from './helpers/data-folder.ts';
import { embeddingOf, newSound, queryOf } from './helpers/sounds.ts';

describe('libraries', () => {
  test('do not show a guild the sounds of another guild', async () => {
    const folder = await temporaryFolder();
    const libraries = await openIn(folder);
    const [one, two] = await Promise.all([libraries.open('1'), libraries.open('22')]);
    const added = await Promise.all([1, 2, 3].map((seed) => one.change((writer) => writer.add(newSound(seed)))));
    const [other] = await Promise.all([two.change((writer) => writer.add(newSound(4)))]);
    expect(one.list()).toEqual(added);
    expect(two.list()).toEqual([other]);
    expect(two.get(added[0]?.id ?? '')).toBeUndefined();
    expect(await two.audio(added[0]?.id ?? '')).toBeUndefined();
    expect(await two.change((writer) => writer.remove([added[0]?.id ?? '']))).toEqual([]);
    expect(await two.search(queryOf(embeddingOf(1)), { top: 9 })).toHaveLength(1);
    expect(await libraries.guilds()).toEqual(['1', '22']);
  });

  test('are one object per guild', async () => {
    const libraries = await openIn(await temporaryFolder());
    const [first, second] = await Promise.all([libraries.open('1'), libraries.open('1')]);
    expect(first).toBe(second);
    expect(await libraries.open('1')).toBe(first);
  });

  test.each(['', '..', '1/../2', '-1', '1e3', 'abc', ' 1', '１'])('reject the guild id %j', async (guildId) => {
    const libraries = await openIn(await temporaryFolder());
    await expect(libraries.open(guildId)).rejects.toThrow(RangeError);
  });

  test('finish changes in progress before they close, and reject later ones', async () => {
    const folder = await temporaryFolder();
    const libraries = await openIn(folder);
    const library = await libraries.open('1');
    const adding = [1, 2, 3].map((seed) => library.change((writer) => writer.add(newSound(seed))));
    await libraries.close();
    await Promise.all(adding);
    await expect(library.change((writer) => writer.add(newSound(4)))).rejects.toThrow('closed');
    await expect(libraries.open('1')).rejects.toThrow('closed');
    expect((await (await openIn(folder)).open('1')).size).toBe(3);
  });

  test('finish opening before they close, because opening may repair files', async () => {
    const folder = await temporaryFolder();
    const libraries = await openIn(folder);
    for (const guildId of ['1', '2']) await (await libraries.open(guildId)).change((writer) => writer.add(newSound(1)));
    await libraries.close();
    const again = await openIn(folder);
    let running = 3;
    const readings = [again.open('1'), again.open('2', { briefly: true }), again.settings.read('1')];
    const ended = Promise.allSettled(readings.map((reading) => reading.finally(() => running--)));
    await again.close();
    expect(running).toBe(0);
    await ended;
    await expect(again.settings.read('2')).rejects.toThrow('closed');
  });

  test('write nothing for a guild that only searches', async () => {
    const folder = await temporaryFolder();
    const libraries = await openIn(folder);
    const library = await libraries.open('1');
    expect(await library.search(queryOf(embeddingOf(1)), { top: 5 })).toEqual([]);
    expect(await libraries.guilds()).toEqual([]);
  });
});
