import { describe, expect, test } from 'vitest';
import { embeddingOf, newSound, queryOf } from '../helpers/sounds.ts';
import type { NewPlace } from './place.ts';

/** Defines the tests of the libraries of all guilds, which every store passes. */
export function librariesContract(newPlace: NewPlace): void {
  describe('libraries', () => {
    test('do not show a guild the sounds of another guild', async () => {
      const place = await newPlace();
      const libraries = await place.open();
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
      const libraries = await (await newPlace()).open();
      const [first, second] = await Promise.all([libraries.open('1'), libraries.open('1')]);
      expect(first).toBe(second);
      expect(await libraries.open('1')).toBe(first);
    });

    test.each(['', '..', '1/../2', '-1', '1e3', 'abc', ' 1', '１'])('reject the guild id %j', async (guildId) => {
      const libraries = await (await newPlace()).open();
      await expect(libraries.open(guildId)).rejects.toThrow(RangeError);
    });

    test('finish changes in progress before they close, and reject later ones', async () => {
      const place = await newPlace();
      const libraries = await place.open();
      const library = await libraries.open('1');
      const adding = [1, 2, 3].map((seed) => library.change((writer) => writer.add(newSound(seed))));
      await libraries.close();
      await Promise.all(adding);
      await expect(library.change((writer) => writer.add(newSound(4)))).rejects.toThrow('closed');
      await expect(libraries.open('1')).rejects.toThrow('closed');
      expect((await (await place.open()).open('1')).size).toBe(3);
    });

    test('finish opening before they close, because opening may repair files', async () => {
      const place = await newPlace();
      const libraries = await place.open();
      for (const guildId of ['1', '2'])
        await (await libraries.open(guildId)).change((writer) => writer.add(newSound(1)));
      await libraries.close();
      const again = await place.open();
      let running = 3;
      const readings = [again.open('1'), again.open('2', { briefly: true }), again.settings.read('1')];
      const ended = Promise.allSettled(readings.map((reading) => reading.finally(() => running--)));
      await again.close();
      expect(running).toBe(0);
      await ended;
      await expect(again.settings.read('2')).rejects.toThrow('closed');
    });

    test('write nothing for a guild that only searches', async () => {
      const place = await newPlace();
      const libraries = await place.open();
      const library = await libraries.open('1');
      expect(await library.search(queryOf(embeddingOf(1)), { top: 5 })).toEqual([]);
      expect(await libraries.guilds()).toEqual([]);
    });
  });
  describe('a library of a guild that the bot has left', () => {
    const left = new Date('2026-01-02T03:04:05Z');
    const later = new Date('2026-02-02T03:04:05Z');

    test('is noted, unless the bot joins again at once or there is no library', async () => {
      const place = await newPlace();
      const libraries = await place.open();
      for (const guildId of ['1', '2'])
        await (await libraries.open(guildId)).change((writer) => writer.add(newSound(1)));
      const { departures } = libraries;
      await Promise.all([departures.note('1', left), departures.clear('1'), departures.note('2', left)]);
      await departures.note('2', later);
      await departures.note('3', left);
      expect([...(await departures.list())]).toEqual([['2', left]]);
      await libraries.close();
      expect([...(await (await place.open()).departures.list())]).toEqual([['2', left]]);
    });

    test('is erased with its settings, and its library object accepts no change', async () => {
      const libraries = await (await newPlace()).open();
      const library = await libraries.open('1');
      const added = await library.change((writer) => writer.add(newSound(1)));
      await libraries.settings.change('1', { top: 3 });
      await libraries.messages.add('1', { memberId: '10', channelId: '7', messageId: '1' });
      expect(await libraries.eraseIfLeft('1', later)).toBe(false);
      await libraries.departures.note('1', left);
      expect(await libraries.eraseIfLeft('1', new Date(left.getTime() - 1))).toBe(false);
      expect((await libraries.open('1')).size).toBe(1);

      expect(await libraries.eraseIfLeft('1', later)).toBe(true);
      expect(await libraries.guilds()).toEqual([]);
      await expect(library.change((writer) => writer.add(newSound(2)))).rejects.toMatchObject({
        details: { code: 'soundGone' },
      });
      const again = await libraries.open('1');
      expect(again.list()).toEqual([]);
      expect(await again.audio(added.id)).toBeUndefined();
      expect((await libraries.settings.read('1')).top).toBe(5);
      expect(await libraries.messages.of('1', '10')).toEqual([]);
      await again.change((writer) => writer.add(newSound(3)));
      expect((await libraries.open('1')).list().map(({ label }) => label)).toEqual(['sound 3']);
    });
  });

  describe('messages with audio', () => {
    const message = (memberId: string, messageId: number) => ({
      memberId,
      channelId: '7',
      messageId: String(messageId),
    });

    test('are found by member after a restart, and forgotten once they are deleted', async () => {
      const place = await newPlace();
      const before = await place.open();
      for (const id of [1, 2, 3]) await before.messages.add('1', message(id === 2 ? '20' : '10', id));
      await before.close();
      const { messages } = await place.open();
      expect(await messages.of('1', '10')).toEqual([message('10', 1), message('10', 3)]);
      await messages.remove('1', [message('10', 1)]);
      expect(await messages.of('1', '10')).toEqual([message('10', 3)]);
      expect(await messages.of('1', '20')).toEqual([message('20', 2)]);
      expect(await messages.of('2', '10')).toEqual([]);
    });
  });
}
