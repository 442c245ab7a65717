import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { checkDataFolder } from '../../src/storage/check-data-folder.ts';
import type { StorageLog } from '../../src/storage/libraries.ts';
import { encodeSettings } from '../../src/storage/lowdb/settings.ts';
import { DEFAULT_SETTINGS, FALLBACK_SETTINGS } from '../../src/storage/settings.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { openIn } from './helpers/data-folder.ts';
import { fillDiskFor } from './helpers/refuse-to-open.ts';

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
  test('are not written when they are read', async () => {
    const dataDir = await temporaryFolder();
    const { settings } = await openIn(dataDir);
    expect(await settings.read('1')).toEqual(DEFAULT_SETTINGS);
    expect(await readdir(dataDir)).not.toContain('guilds');
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
