import { type Playground, startPlayground } from 'discord-playground';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { type BotDependencies, startBot } from '../../src/discord/bot.ts';
import { createEngine } from '../../src/engine/index.ts';
import { openLibraries } from '../../src/storage/index.ts';
import { answer } from '../e2e/reply.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

async function startDiscord(): Promise<Playground> {
  const playground = await startPlayground();
  onTestFinished(() => playground.close());
  return playground;
}

/** Prepares a bot for a playground. Returns its log, and the function that starts the bot. */
async function prepareBot(playground: Playground, options: Partial<BotDependencies> = {}) {
  const { token, apiUrl, origin } = playground;
  const config = readConfig({ DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, ATTACHMENT_ORIGINS: origin });
  const engine = await createEngine({ clap: 'off', decoder: 'wasm', threads: 1 });
  const libraries = await openLibraries({ store: 'lowdb', dataDir: await temporaryFolder() });
  onTestFinished(async () => {
    await engine.close();
    await libraries.close();
  });
  const lines: { msg: string; reason?: string; level: number }[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const start = async () => {
    const bot = await startBot(config, { engine, libraries, log, ...options });
    onTestFinished(() => bot.close());
    return bot;
  };
  return { lines, start };
}

describe('if the network is cut', () => {
  test('without closing the connection, the bot knows it, and knows when the network returns', async () => {
    const playground = await startDiscord();
    const { start } = await prepareBot(playground);
    const bot = await start();
    await expect.poll(() => bot.isConnected()).toBe(true);
    const restore = playground.cutNetwork();
    await expect.poll(() => bot.isConnected()).toBe(false);
    restore();
    await expect.poll(() => bot.isConnected()).toBe(true);
    expect(playground.gateway.identifies).toBe(1);
  });

  test('at the start, the bot says so in one line, and starts once the network is there', async () => {
    const playground = await startDiscord();
    const { start, lines } = await prepareBot(playground);
    const restore = playground.cutNetwork();
    const starting = start();
    await expect.poll(() => lines.map(({ msg }) => msg)).toEqual(['Discord cannot be used; trying again until it can']);
    restore();
    expect(await (await starting).isConnected()).toBe(true);
    expect(lines.filter(({ level }) => level >= 40)).toHaveLength(1);
    expect(playground.gateway.identifies).toBe(1);
  });
});

describe('at the start, the bot waits', () => {
  test('while Discord answers with server errors, and starts no session before', async () => {
    const playground = await startDiscord();
    const { start, lines } = await prepareBot(playground);
    playground.inject({ status: 503, path: /gateway\/bot/, times: 2 });
    expect(await (await start()).isConnected()).toBe(true);
    expect(lines.filter(({ level }) => level >= 40)).toMatchObject([{ reason: 'Discord answered 503' }]);
    expect(playground.gateway.identifies).toBe(1);
  });

  test('until Discord allows a session again', async () => {
    const playground = await startDiscord();
    const { start, lines } = await prepareBot(playground);
    playground.gateway.limitSessions({ remaining: 0, resetAfter: 500 });
    expect(await (await start()).isConnected()).toBe(true);
    expect(lines.map(({ msg }) => msg)).toContain('Discord allows no more sessions today; waiting');
    expect(playground.gateway.identifies).toBe(1);
  });
});

describe('at the start, the bot ends with one line', () => {
  test.for([
    [4014, 'Discord refused the intents of the bot. Allow them in the Developer Portal, under Bot.'],
    [4011, 'SHARDS was refused by Discord: the bot is in too many servers for it. Set SHARDS=auto.'],
  ] as const)('if Discord closes the gateway with %i', async ([code, line]) => {
    const playground = await startDiscord();
    const { start } = await prepareBot(playground);
    playground.gateway.refuseNext(code);
    await expect(start()).rejects.toMatchObject({ name: 'OperatorError', kind: 'usage', message: line });
  });

  test('if the signal aborts while Discord is away', async () => {
    const playground = await startDiscord();
    const stop = new AbortController();
    const { start, lines } = await prepareBot(playground, { signal: stop.signal });
    playground.cutNetwork();
    const starting = start();
    await expect.poll(() => lines.length).toBe(1);
    stop.abort(new Error('stopped'));
    await expect(starting).rejects.toThrow('stopped');
  });
});

test('a bot whose commands cannot be registered serves with those that are there', async () => {
  const playground = await startDiscord();
  const first = await (await prepareBot(playground)).start();
  await first.close();
  const { start, lines } = await prepareBot(playground);
  const over = playground.inject({ status: 500, method: 'PUT', path: /commands/, times: 1000 });
  const bot = await start();
  expect(await bot.isConnected()).toBe(true);
  expect(lines.map(({ msg }) => msg)).toContain('the commands could not be registered; trying again later');
  expect((await answer(playground.member('ada').slash('list'))).description).toBeDefined();
  over();
});
