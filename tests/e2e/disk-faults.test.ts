import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Member } from 'discord-playground';
import { startPlayground } from 'discord-playground';
import { expect, onTestFinished } from 'vitest';
import { startBotProcess } from '../../bench/soak/bot-process.ts';
import { bundledProgram } from '../helpers/bundled-program.ts';
import { samplePath } from '../helpers/samples.ts';
import { testedStoreName } from '../helpers/tested-store.ts';
import { add } from './add.ts';
import { answer, controlled, refusal, said } from './reply.ts';
import { testInOneGuild } from './test.ts';

/** A file system of one megabyte, or undefined if the current user may not mount one. */
interface SmallDisk {
  readonly folder: string;
  fill(): Promise<void>;
  free(): Promise<void>;
  remount(mode: 'ro' | 'rw'): Promise<void>;
}

const test = testInOneGuild
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of dependencies from this pattern
  .extend('disk', { scope: 'file' }, async ({}, { onCleanup }): Promise<SmallDisk | undefined> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'soundalike-disk-'));
    let isMounted = false;
    onCleanup(async () => {
      if (isMounted) execFileSync('umount', ['--lazy', folder]);
      await rm(folder, { recursive: true });
    });
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
      isMounted = true;
    } catch {
      return undefined;
    }
    const filler = path.join(folder, 'filler');
    return {
      folder,
      fill: () => writeFile(filler, Buffer.alloc(2 ** 20)).catch(() => {}),
      free: () => rm(filler),
      async remount(mode) {
        // The disk is busy while the bot still reads a removed file, such as the query of a picture.
        const remounts = () => spawnSync('mount', ['-o', `remount,${mode}`, folder]).status === 0;
        await expect.poll(remounts).toBe(true);
      },
    };
  })
  .extend('options', { scope: 'file' }, ({ disk }) => (disk ? { dataDir: disk.folder } : {}));

const file = (name: string) => readFileSync(samplePath(name));
/** Checks that a search finds the only sound in the library. */
async function expectToFindCowbell(member: Member): Promise<void> {
  const audio = member.upload('query.flac', file('drum_roll'));
  expect((await answer(member.slash('search', { audio }))).labels()).toEqual(['drum_cowbell']);
}

test.beforeEach(({ disk, skip }) => {
  skip(testedStoreName !== 'lowdb', 'only files are on the disk of the bot');
  skip(disk === undefined, 'a small disk cannot be mounted here');
});

test('settings do not change if the disk is full, and the manager reads why', async ({ disk, guild, cleo }) => {
  const before = await guild.change({ adders: ['11'] });
  const panel = await controlled(cleo.slash('settings'));
  await disk?.fill();
  const sent = cleo.select(panel, 'settings:least', ['40']);
  expect(await refusal(sent)).toMatch(/full, so nothing was changed/);
  // The bot sends the settings panel again, because the menu in the old panel still shows the rejected choice.
  expect(JSON.stringify(sent.steps)).toContain('Settings of this server');
  expect(await guild.settings()).toEqual(before);
  await disk?.free();
  await controlled(cleo.select(panel, 'settings:least', ['40']), /40%/);
  expect(await guild.settings()).toMatchObject({ adders: ['11'], minScore: 40 });
  await guild.change({ adders: null, minScore: 0 });
});

test('members read that the disk is full or read-only, and can still search', async ({ disk, ada }) => {
  await answer(add(ada, 'drum_cowbell', file('drum_cowbell')));
  await disk?.fill();
  expect(await refusal(add(ada, 'choir', file('ambi_choir')))).toMatch(/full/);
  await expectToFindCowbell(ada);
  await disk?.free();

  await disk?.remount('ro');
  onTestFinished(() => disk?.remount('rw'));
  expect(await refusal(add(ada, 'choir', file('ambi_choir')))).toMatch(/doesn’t have permission to write/);
  await expectToFindCowbell(ada);
  const asked = await said(ada.slash('remove', { sound: 'drum_cowbell' }), /./);
  expect(await refusal(ada.click(asked, 'Remove'))).toMatch(/doesn’t have permission to write/);
});

test('a bot with a read-only data folder starts, searches, and says why it cannot add sounds', async ({
  world,
  disk,
  guild,
}) => {
  await world.close();
  await disk?.remount('ro');
  onTestFinished(() => disk?.remount('rw'));
  const playground = await startPlayground({
    guilds: [{ id: guild.id, name: 'Workshop', channels: [{ name: 'sounds' }], members: [{ name: 'ada' }] }],
  });
  onTestFinished(() => playground.close());
  const { token, apiUrl, origin } = playground;
  const bot = await startBotProcess(
    {
      ...{ DATA_DIR: disk?.folder ?? '', DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, ATTACHMENT_ORIGINS: origin },
      THREADS: '1',
    },
    bundledProgram('src/main.ts'),
  );
  onTestFinished(() => bot.kill());
  const ada = playground.member('ada');
  expect((await fetch(`${bot.address}/readyz`)).status).toBe(200);
  await expectToFindCowbell(ada);
  expect(await refusal(add(ada, 'choir', file('ambi_choir')))).toMatch(/doesn’t have permission to write/);
  expect((await bot.stop()).status).toBe(0);
  expect(bot.bugs).toEqual([]);
  expect(playground.violations).toEqual([]);
});
