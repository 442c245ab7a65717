import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { startBot } from '../../src/discord/bot.ts';
import { sine, wav } from '../helpers/signals.ts';
import { answer, startWorld, type World } from './world.ts';

const RATE = 22_050;
const tone = wav(sine(440, 1, RATE), RATE);

let logged = '';
const log = pino(
  { level: 'info' },
  new Writable({
    write(chunk, _encoding, done) {
      logged += chunk;
      done();
    },
  }),
);
let folder: string;
let world: World;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'soundalike-'));
  world = await startWorld({ log, dataDir: folder });
}, 60_000);
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

/** Starts a second process of the bot, as far as Discord can tell. */
async function startSecond(dataDir: string) {
  const { playground, engine, libraries } = world;
  const config = readConfig({
    DISCORD_TOKEN: playground.token,
    DISCORD_API_URL: playground.apiUrl,
    ATTACHMENT_ORIGINS: playground.origin,
  });
  const second = await startBot(config, { engine, libraries, log, dataDir });
  onTestFinished(() => second.close());
}

test('the next process replaces the progress line that a killed process left', async () => {
  const ada = world.playground.member('ada');
  let release = () => {};
  world.replaceEmbed(
    (_, { signal } = {}) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
        release = () => reject(new Error('the process was killed'));
      }),
  );
  const sent = ada.slash('add', { audio: ada.upload('tone.wav', tone) });
  const line = await sent.until(({ content }) => content.endsWith('…'));
  const record = path.join(folder, 'open-replies.json');
  const next = path.join(folder, 'next');
  await mkdir(next);
  // The record of the running process is what a killed one leaves.
  await expect
    .poll(() =>
      copyFile(record, path.join(next, 'open-replies.json')).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  await startSecond(next);
  await expect
    .poll(() => world.playground.messages(ada.channelId).find(({ id }) => id === line.id)?.content)
    .toMatch(/^I was restarted before this was done/);
  world.replaceEmbed();
  release();
});

test('two processes with one token answer a command once and log no bug', async () => {
  const second = path.join(folder, 'second');
  await mkdir(second);
  await startSecond(second);
  logged = '';
  const ada = world.playground.member('ada');
  const before = world.playground.messages(ada.channelId).length;
  const sent = ada.slash('add', { audio: ada.upload('other.wav', wav(sine(600, 2, RATE), RATE)) });
  expect((await answer(sent)).embeds[0]?.title).toBe('✅ Added');
  await expect.poll(() => logged.match(/"msg":"(answered|the interaction is gone)"/g)?.length).toBe(2);
  expect(world.playground.messages(ada.channelId)).toHaveLength(before + 1);
  expect(logged).not.toContain('"level":50');
});
