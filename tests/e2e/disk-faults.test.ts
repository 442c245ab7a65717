import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPlayground } from 'discord-playground';
import { expect, onTestFinished, test } from 'vitest';
import { startBotProcess } from '../../bench/soak/bot-process.ts';
import { samplePath } from '../helpers/samples.ts';
import { answer, ranking, refusal, startWorld } from './world.ts';

/** Mounts a file system of one megabyte. Returns its path, or undefined if the current user may not mount one. */
async function smallDisk(): Promise<string | undefined> {
  const folder = await mkdtemp(path.join(tmpdir(), 'soundalike-disk-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  return folder;
}

test('members read that the disk is full or read-only, and can still search', async (context) => {
  const dataDir = await smallDisk();
  if (!dataDir) return context.skip('a small disk cannot be mounted here');
  const world = await startWorld({ dataDir });
  const upload = async (name: string) => {
    const ada = world.playground.member('ada');
    return ada.upload(`${name}.flac`, await readFile(samplePath(name)));
  };
  const add = async (name: string) => world.playground.member('ada').slash('add', { audio: await upload(name) });
  const works = async () => {
    const audio = await upload('drum_roll');
    const found = ranking(await answer(world.playground.member('ada').slash('search', { audio })));
    expect(found.map(({ label }) => label)).toEqual(['drum_cowbell']);
  };
  await answer(await add('drum_cowbell'));

  await writeFile(path.join(dataDir, 'filler'), Buffer.alloc(2 ** 20)).catch(() => {});
  expect(await refusal(await add('ambi_choir'))).toMatch(/full/);
  await works();
  await rm(path.join(dataDir, 'filler'));

  execFileSync('mount', ['-o', 'remount,ro', dataDir]);
  expect(await refusal(await add('ambi_choir'))).toMatch(/doesn’t have permission to write/);
  await works();
  const ada = world.playground.member('ada');
  const asked = await ada.slash('remove', { sound: 'drum_cowbell' }).until(({ content }) => content !== '');
  expect(await refusal(ada.click(asked, 'Remove'))).toMatch(/doesn’t have permission to write/);
  await world.close();
}, 120_000);

test('settings do not change if the disk is full, and the manager reads why', async (context) => {
  const dataDir = await smallDisk();
  if (!dataDir) return context.skip('a small disk cannot be mounted here');
  const world = await startWorld({ dataDir });
  const cleo = world.playground.member('cleo');
  const guildId = cleo.guildId ?? '';
  const before = await world.libraries.settings.change(guildId, { adders: ['11'] });
  const panel = cleo.slash('settings').until(({ components }) => (components ?? []).length > 0);
  await writeFile(path.join(dataDir, 'filler'), Buffer.alloc(2 ** 20)).catch(() => {});
  const sent = cleo.select(await panel, 'settings:least', ['40']);
  expect(await refusal(sent)).toMatch(/full, so nothing was changed/);
  // The bot sends the settings panel again, because the menu in the old panel still shows the rejected choice.
  expect(JSON.stringify(sent.steps)).toContain('Settings of this server');
  expect(await world.libraries.settings.read(guildId)).toEqual(before);
  await rm(path.join(dataDir, 'filler'));
  await cleo.select(await panel, 'settings:least', ['40']).until((message) => /40 %/.test(JSON.stringify(message)));
  expect(await world.libraries.settings.read(guildId)).toEqual({ ...before, minScore: 40 });
  await world.close();
}, 120_000);

test('a bot with a read-only data folder starts, searches, and says why it cannot add sounds', async (context) => {
  const dataDir = await smallDisk();
  if (!dataDir) return context.skip('a small disk cannot be mounted here');
  const playground = await startPlayground();
  onTestFinished(() => playground.close());
  const { token, apiUrl, origin } = playground;
  const start = async () => {
    const env = { DATA_DIR: dataDir, DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, ATTACHMENT_ORIGINS: origin };
    const bot = await startBotProcess({ ...env, THREADS: '1' });
    onTestFinished(() => bot.kill());
    return bot;
  };
  const ada = playground.member('ada');
  const upload = async (name: string) => ({ audio: ada.upload(`${name}.flac`, await readFile(samplePath(name))) });

  const first = await start();
  await answer(ada.slash('add', await upload('drum_cowbell')));
  expect((await first.stop()).status).toBe(0);
  execFileSync('mount', ['-o', 'remount,ro', dataDir]);

  const second = await start();
  expect((await fetch(`${second.address}/readyz`)).status).toBe(200);
  const found = ranking(await answer(ada.slash('search', await upload('drum_roll'))));
  expect(found.map(({ label }) => label)).toEqual(['drum_cowbell']);
  expect(await refusal(ada.slash('add', await upload('ambi_choir')))).toMatch(/doesn’t have permission to write/);
  expect((await second.stop()).status).toBe(0);
  expect(second.bugs).toEqual([]);
}, 120_000);
