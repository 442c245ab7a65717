import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { startBot } from '../../src/discord/bot.ts';
import { add } from './add.ts';
import { answer, said } from './reply.ts';
import { testInOneGuild } from './test.ts';

const test = testInOneGuild
  .extend('options', { scope: 'file' }, {})
  /** Starts a second process of the bot, as far as Discord can tell. Returns its log lines. */
  .extend('startSecond', ({ world }) => async (dataDir: string) => {
    const { playground, engine, libraries } = world;
    const config = readConfig({
      ...{ DISCORD_TOKEN: playground.token, DISCORD_API_URL: playground.apiUrl },
      ATTACHMENT_ORIGINS: playground.origin,
    });
    const lines: string[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const second = await startBot(config, { engine, libraries, log, dataDir });
    onTestFinished(() => second.close());
    return lines;
  });

test('the next process replaces the progress line that a killed process left', async ({ world, ada, startSecond }) => {
  let release = () => {};
  world.replace({
    embed: (_, { signal } = {}) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
        release = () => reject(new Error('the process was killed'));
      }),
  });
  const line = await said(add(ada), /…$/);
  const record = path.join(world.dataDir, 'open-replies.json');
  const next = path.join(world.dataDir, 'next');
  await mkdir(next);
  // The record of the running process is what a killed one leaves.
  await expect.poll(() => copyFile(record, path.join(next, 'open-replies.json'))).toBeUndefined();
  await startSecond(next);
  await expect
    .poll(() => world.playground.messages(ada.channelId).find(({ id }) => id === line.id)?.content)
    .toMatch(/^I was restarted before this was done/);
  release();
});

test('two processes with one token answer a command once and log no bug', async ({ world, ada, startSecond }) => {
  const second = path.join(world.dataDir, 'second');
  await mkdir(second);
  const others = await startSecond(second);
  const { length } = world.log;
  const before = world.playground.messages(ada.channelId).length;
  expect((await answer(add(ada))).title).toBe('✅ Added');
  const logged = () => [...world.log.slice(length), ...others].join('');
  await expect.poll(() => logged().match(/"msg":"(answered|the interaction is gone)"/g)?.length).toBe(2);
  expect(world.playground.messages(ada.channelId)).toHaveLength(before + 1);
  expect(logged()).not.toContain('"level":50');
});
