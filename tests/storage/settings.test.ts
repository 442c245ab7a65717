import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { checkDataFolder } from '../../src/storage/check-data-folder.ts';
import type { StorageLog } from '../../src/storage/library.ts';
import { encodeSettings } from '../../src/storage/lowdb/settings.ts';
import { DEFAULT_SETTINGS, FALLBACK_SETTINGS, type Settings } from '../../src/storage/settings.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { openIn } from './helpers/data-folder.ts';
import { fillDiskFor } from './helpers/refuse-to-open.ts';
import { newSound } from './helpers/sounds.ts';

const RULES = { adders: ['11'], channels: ['22', '33'], top: 7, soundsPerMember: 2 };

async function folderWithRules() {
  const dataDir = await temporaryFolder();
  const libraries = await openIn(dataDir);
  await libraries.settings.change('1', RULES);
  await libraries.close();
  const file = path.join(dataDir, 'guilds', '1', 'settings.json');
  return { dataDir, file, copy: `${file}.bak` };
}

async function readAgain(dataDir: string, log?: StorageLog) {
  const libraries = await openIn(dataDir, log && { log });
  const settings = await libraries.settings.read('1');
  await libraries.close();
  return settings;
}

describe('the settings of a guild', () => {
  test('are the defaults until one is changed, and reading them writes nothing', async () => {
    const dataDir = await temporaryFolder();
    const { settings } = await openIn(dataDir);
    expect(await settings.read('1')).toEqual(DEFAULT_SETTINGS);
    expect(await readdir(dataDir)).not.toContain('guilds');
  });

  test('survive a restart, and do not apply to other guilds', async () => {
    const { dataDir } = await folderWithRules();
    const libraries = await openIn(dataDir);
    expect(await libraries.settings.change('1', { minScore: 40 })).toEqual({
      ...DEFAULT_SETTINGS,
      ...RULES,
      minScore: 40,
    });
    expect(await libraries.settings.read('2')).toEqual(DEFAULT_SETTINGS);
    await libraries.close();
    expect(await readAgain(dataDir)).toEqual({ ...DEFAULT_SETTINGS, ...RULES, minScore: 40 });
  });

  test('keep all of several changes that are made at once', async () => {
    const { settings } = await openIn(await temporaryFolder());
    await Promise.all([
      settings.change('1', { top: 3 }),
      settings.change('1', { minScore: 10 }),
      settings.change('1', { adders: ['5'] }),
    ]);
    expect(await settings.read('1')).toEqual({ ...DEFAULT_SETTINGS, top: 3, minScore: 10, adders: ['5'] });
  });

  test('are computed from the settings at the moment of the change', async () => {
    const { settings } = await openIn(await temporaryFolder());
    const raise = ({ minScore }: Settings) => ({ minScore: minScore + 10 });
    const changes = await Promise.all([raise, { top: 3 }, raise].map((change) => settings.change('1', change)));
    expect(changes.map(({ minScore }) => minScore)).toEqual([10, 10, 20]);
    expect(await settings.read('1')).toEqual({ ...DEFAULT_SETTINGS, minScore: 20, top: 3 });
  });

  test('are not read for a guild id that could be a path', async () => {
    const { settings } = await openIn(await temporaryFolder());
    await expect(settings.read('../1')).rejects.toThrow(RangeError);
  });

  test('are not written if they are invalid', async () => {
    const { settings } = await openIn(await temporaryFolder());
    await expect(settings.change('1', { top: 99 })).rejects.toThrow();
    expect(await settings.read('1')).toEqual(DEFAULT_SETTINGS);
  });

  test('written by a later version are rejected and not changed', async () => {
    const { dataDir, file } = await folderWithRules();
    const bytes = encodeSettings(DEFAULT_SETTINGS, 999);
    await writeFile(file, bytes);
    await expect(readAgain(dataDir)).rejects.toMatchObject({ name: 'UserError' });
    expect(await readFile(file)).toEqual(bytes);
  });

  test('stay as they were if the disk is full, for concurrent readers and after a restart', async () => {
    const { dataDir, file } = await folderWithRules();
    const libraries = await openIn(dataDir);
    fillDiskFor('settings.json.tmp');
    const refused = expect(libraries.settings.change('1', { adders: ['11', '12'] })).rejects.toMatchObject({
      kind: 'limit',
      details: { code: 'diskFull' },
    });
    let isOver = false;
    const over = refused.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      expect(await libraries.settings.read('1')).toMatchObject(RULES);
      await setImmediate();
    }
    await over;
    expect(await libraries.settings.read('1')).toMatchObject(RULES);
    await libraries.close();
    expect(await readAgain(dataDir)).toEqual({ ...DEFAULT_SETTINGS, ...RULES });
    expect((await readdir(path.dirname(file))).sort()).toEqual(['settings.json', 'settings.json.bak']);
  });
});

describe('damaged settings', () => {
  test.each(['file', 'copy'] as const)('are read completely if only the %s is damaged, at any byte', async (which) => {
    const { dataDir, ...files } = await folderWithRules();
    const whole = await readFile(files[which]);
    for (let offset = 0; offset < whole.length; offset += 29) {
      const damaged = Buffer.from(whole);
      damaged[offset] = (damaged[offset] ?? 0) ^ 1;
      await writeFile(files[which], damaged);
      expect(await readAgain(dataDir)).toEqual({ ...DEFAULT_SETTINGS, ...RULES });
      await writeFile(files[which], whole);
    }
  });

  test('fall back to the most restrictive ones if both copies are damaged, and the log says so; a restart keeps them', async () => {
    const { dataDir, file, copy } = await folderWithRules();
    await writeFile(file, 'garbage');
    await writeFile(copy, '');
    const warnings: string[] = [];
    const log = { info() {}, warn: (fields: object) => warnings.push(JSON.stringify(fields)) };
    expect(await readAgain(dataDir, log)).toEqual(FALLBACK_SETTINGS);
    expect(warnings.join('\n')).toContain('only managers may add');
    expect(await readAgain(dataDir)).toEqual(FALLBACK_SETTINGS);
    expect(await readdir(path.join(path.dirname(file), 'quarantine'))).toHaveLength(2);
  });

  test('fall back after every restart while a full disk prevents writing the fallback', async () => {
    const { dataDir, file, copy } = await folderWithRules();
    for (const name of [file, copy]) await writeFile(name, 'garbage');
    const free = fillDiskFor('settings.json.tmp');
    for (let restarts = 0; restarts < 2; restarts++) {
      expect(await readAgain(dataDir)).toEqual(FALLBACK_SETTINGS);
      expect(await readdir(path.dirname(file))).toEqual(['quarantine']);
    }
    free();
    expect(await readAgain(dataDir)).toEqual(FALLBACK_SETTINGS);
    expect(await readdir(path.dirname(file))).toContain('settings.json');
  });

  test('are no longer marked as a fallback after the next change', async () => {
    const { dataDir, file, copy } = await folderWithRules();
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, '{}');
    await writeFile(copy, '{}');
    const { settings } = await openIn(dataDir);
    expect(await settings.change('1', { adders: ['8'] })).toEqual({
      ...FALLBACK_SETTINGS,
      adders: ['8'],
      isFallback: false,
    });
  });

  test('are found by the doctor, and repaired', async () => {
    const { dataDir, copy } = await folderWithRules();
    expect(await checkDataFolder(dataDir)).toEqual([]);
    await writeFile(copy, 'garbage');
    expect(await checkDataFolder(dataDir, { repair: true })).toEqual([
      expect.objectContaining({ file: path.join('guilds', '1', 'settings.json.bak'), repaired: true }),
    ]);
    expect(await checkDataFolder(dataDir)).toEqual([]);
  });

  test('that the doctor cannot restore are replaced by the most restrictive ones', async () => {
    const { dataDir, file, copy } = await folderWithRules();
    await writeFile(file, 'garbage');
    await writeFile(copy, 'garbage');
    await checkDataFolder(dataDir, { repair: true });
    expect(await readAgain(dataDir)).toEqual(FALLBACK_SETTINGS);
  });
});

describe('the quota of a guild', () => {
  const room = { sounds: null, bytes: null, soundsPerMember: null };

  test('limits the number of sounds, within the host’s limit', async () => {
    const library = await (await openIn(await temporaryFolder(), { limits: { sounds: 3 } })).open('1');
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
    const library = await (await openIn(await temporaryFolder())).open('1');
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
    const library = await (await openIn(await temporaryFolder())).open('1');
    const adds = [0, 1, 2, 3].map((seed) =>
      library.change((writer) => writer.add(newSound(seed), { ...room, sounds: 2 })),
    );
    const outcomes = await Promise.allSettled(adds);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
  });
});
