import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/storage/settings.ts';
import { newSound } from '../helpers/sounds.ts';
import type { NewPlace } from './place.ts';

const RULES = {
  adders: ['11'],
  channels: ['22', '33'],
  top: 7,
  soundsPerMember: 2,
  license: 'CC0-1.0',
  dailyChannel: '44',
};

/** Defines the tests of the settings and the quotas of guilds, which every store passes. */
export function settingsContract(newPlace: NewPlace): void {
  describe('the settings of a guild', () => {
    test('are the defaults until one is changed', async () => {
      const { settings } = await (await newPlace()).open();
      expect(await settings.read('1')).toEqual(DEFAULT_SETTINGS);
    });

    test('survive a restart, and do not apply to other guilds', async () => {
      const place = await newPlace();
      const before = await place.open();
      await before.settings.change('1', RULES);
      await before.close();
      const { settings } = await place.open();
      expect(await settings.change('1', { minScore: 40 })).toEqual({ ...DEFAULT_SETTINGS, ...RULES, minScore: 40 });
      expect(await settings.read('1')).toEqual({ ...DEFAULT_SETTINGS, ...RULES, minScore: 40 });
      expect(await settings.read('2')).toEqual(DEFAULT_SETTINGS);
    });

    test('keep all of several changes that are made at once', async () => {
      const { settings } = await (await newPlace()).open();
      await Promise.all([
        settings.change('1', { top: 3 }),
        settings.change('1', { minScore: 10 }),
        settings.change('1', { adders: ['5'] }),
      ]);
      expect(await settings.read('1')).toEqual({ ...DEFAULT_SETTINGS, top: 3, minScore: 10, adders: ['5'] });
    });

    test('are computed from the settings at the moment of the change', async () => {
      const { settings } = await (await newPlace()).open();
      const raise = ({ minScore }: Settings) => ({ minScore: minScore + 10 });
      const changes = await Promise.all([raise, { top: 3 }, raise].map((change) => settings.change('1', change)));
      expect(changes.map(({ minScore }) => minScore)).toEqual([10, 10, 20]);
      expect(await settings.read('1')).toEqual({ ...DEFAULT_SETTINGS, minScore: 20, top: 3 });
    });

    test('are not read for a guild id that could be a path', async () => {
      const { settings } = await (await newPlace()).open();
      await expect(settings.read('../1')).rejects.toThrow(RangeError);
    });

    test('are not written if they are invalid', async () => {
      const { settings } = await (await newPlace()).open();
      await expect(settings.change('1', { top: 99 })).rejects.toThrow();
      expect(await settings.read('1')).toEqual(DEFAULT_SETTINGS);
    });
  });

  describe('the quota of a guild', () => {
    const room = { sounds: null, bytes: null, soundsPerMember: null };

    test('limits the number of sounds, within the host’s limit', async () => {
      const library = await (await (await newPlace()).open({ limits: { sounds: 3 } })).open('1');
      await library.change((writer) => writer.add(newSound(0), { ...room, sounds: 2 }));
      await library.change((writer) => writer.add(newSound(1), { ...room, sounds: 2 }));
      await expect(library.change((writer) => writer.add(newSound(2), { ...room, sounds: 2 }))).rejects.toThrow(
        'it can hold at most 2 sounds',
      );
      await library.change((writer) => writer.add(newSound(2), { ...room, sounds: 100 }));
      await expect(library.change((writer) => writer.add(newSound(3), { ...room, sounds: 100 }))).rejects.toThrow(
        'it can hold at most 3 sounds',
      );
    });

    test('limits bytes, and the sounds of each member separately', async () => {
      const library = await (await (await newPlace()).open()).open('1');
      const [one, two] = [newSound(0), newSound(1)];
      await expect(
        library.change((writer) => writer.add(one, { ...room, bytes: one.audio.length - 1 })),
      ).rejects.toMatchObject({ kind: 'limit' });
      await library.change((writer) => writer.add(one, { ...room, soundsPerMember: 1 }));
      await expect(library.change((writer) => writer.add(two, { ...room, soundsPerMember: 1 }))).rejects.toThrow(
        'the most that one member can have',
      );
      await library.change((writer) =>
        writer.add({ ...two, addedBy: { id: '99', name: 'other' } }, { ...room, soundsPerMember: 1 }),
      );
      expect(library.size).toBe(2);
    });

    test('holds for several adds at once', async () => {
      const library = await (await (await newPlace()).open()).open('1');
      const adds = [0, 1, 2, 3].map((seed) =>
        library.change((writer) => writer.add(newSound(seed), { ...room, sounds: 2 })),
      );
      const outcomes = await Promise.allSettled(adds);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    });
  });
}
