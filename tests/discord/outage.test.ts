import { type Playground, startPlayground } from 'discord-playground';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
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
    const { start } = await prepareBot(playground, { probeMs: 500 });
    const bot = await start();
    await expect.poll(() => bot.connected).toBe(true);
    const restore = playground.cutNetwork();
    await expect.poll(() => bot.connected).toBe(false);
    restore();
    await expect.poll(() => bot.connected).toBe(true);
    expect(playground.gateway.identifies).toBe(1);
  });

  test('at the start, the bot says so in one line, and starts once the network is there', async () => {
    const playground = await startDiscord();
    const { start, lines } = await prepareBot(playground);
    const restore = playground.cutNetwork();
    const starting = start();
    await expect.poll(() => lines.map(({ msg }) => msg)).toEqual(['Discord cannot be used; trying again until it can']);
    restore();
    expect((await starting).connected).toBe(true);
    expect(lines.filter(({ level }) => level >= 40)).toHaveLength(1);
    expect(playground.gateway.identifies).toBe(1);
  });
});

describe('at the start, the bot waits', () => {
  test('while Discord answers with server errors, and starts no session before', async () => {
    const playground = await startDiscord();
    const { start, lines } = await prepareBot(playground);
    playground.inject({ status: 503, path: /gateway\/bot/, times: 2 });
    expect((await start()).connected).toBe(true);
    expect(lines.filter(({ level }) => level >= 40)).toMatchObject([{ reason: 'Discord answered 503' }]);
    expect(playground.gateway.identifies).toBe(1);
  });

  test('until Discord allows a session again', async () => {
    const playground = await startDiscord();
    const { start, lines } = await prepareBot(playground);
    playground.gateway.limitSessions({ remaining: 0, resetAfter: 500 });
    expect((await start()).connected).toBe(true);
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
  expect(bot.connected).toBe(true);
  expect(lines.map(({ msg }) => msg)).toContain('the commands could not be registered; trying again later');
  expect((await answer(playground.member('ada').slash('list'))).description).toBeDefined();
  over();
});

test('a bot whose network is away for 10 minutes knows it every second, and serves within 30 s of its return', async () => {
  const playground = await startDiscord();
  const { start } = await prepareBot(playground);
  // The timers of discord.js and the clock of the bot; the network stays real.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const bot = await settle(start());
  await passSeconds(60);
  expect(bot.connected).toBe(true);
  for (let outage = 0; outage < 2; outage += 1) {
    const restore = playground.cutNetwork();
    const states = await passSeconds(600, () => bot.connected);
    // The first seconds, in which the bot cannot know that the network is gone.
    expect(states.lastIndexOf(true)).toBeLessThan(13);
    restore();
    const back = await passSeconds(30, () => bot.connected);
    expect(back.at(-1)).toBe(true);
    await passSeconds(600);
    expect(bot.connected).toBe(true);
  }
  expect(playground.gateway.identifies).toBeLessThanOrEqual(3);
  await settle(bot.close());
});

/** Lets simulated seconds pass, each with a moment for the real network. Returns what `look` returns in each. */
async function passSeconds<T>(
  seconds: number,
  look: () => T | undefined = () => undefined,
): Promise<(T | undefined)[]> {
  const seen: (T | undefined)[] = [];
  for (let second = 0; second < seconds; second += 1) {
    await vi.advanceTimersByTimeAsync(1000);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    seen.push(look());
  }
  return seen;
}

/** Lets simulated time pass until a promise is settled. */
async function settle<T>(promise: Promise<T>): Promise<T> {
  let isSettled = false;
  const done = promise.finally(() => {
    isSettled = true;
  });
  done.catch(() => undefined);
  while (!isSettled) {
    await vi.advanceTimersByTimeAsync(50);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return done;
}
