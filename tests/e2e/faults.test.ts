import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { DefaultRestOptions } from 'discord.js';
import { type ManualClock, type Member, manualClock } from 'discord-playground';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { BotEvents, SettledInteraction } from '../../src/discord/events.ts';
import type { Embedding } from '../../src/engine/index.ts';
import { createPool } from '../../src/engine/workers/pool.ts';
import { UserError } from '../../src/errors.ts';
import type { TestJob } from '../helpers/pool.worker.ts';
import { samplePath } from '../helpers/samples.ts';
import { answer, refusal, startWorld, type World } from './world.ts';

// Simulates failures of Discord, the network and the machine, and checks the replies that members get. The bot uses the
// real discord.js client.

const APOLOGY = /^Something went wrong on my side\./;

let logged = '';
const sink = new Writable({
  write(chunk, _encoding, done) {
    logged += chunk;
    done();
  },
});
const bugs = () => logged.split('\n').filter((line) => line.includes('"level":50'));

let world: World;
let clock: ManualClock;
let ada: Member;
const outcomes: SettledInteraction[] = [];

beforeAll(async () => {
  clock = manualClock();
  const events = new EventEmitter<BotEvents>();
  events.on('interaction', (event) => {
    if (event.type === 'settled') outcomes.push(event);
  });
  world = await startWorld({
    clock,
    log: pino({ level: 'info' }, sink),
    events,
  });
  ada = world.playground.member('ada');
  await answer(add('loop_amen'));
});
beforeEach(() => {
  world.replaceEmbed();
  logged = '';
});
afterAll(() => world.close());
afterEach(() => expect(world.playground.violations).toEqual([]));

/** Lets Ada add a sample. Each test needs samples of its own, because the bot does not add a duplicate at once. */
const add = (name: string) => ada.slash('add', { audio: ada.upload(`${name}.flac`, readFileSync(samplePath(name))) });
const isAdded = async (name: string) => (await world.sounds()).some(({ label }) => label === name);
const works = async () => expect((await answer(ada.slash('list'))).embeds[0]?.description).toContain('amen');

/** Makes each analysis wait. `held` returns the number of waiting analyses, and `release` lets them continue. */
function hold(): { held: () => number; release: () => void } {
  const { embed } = world.engine;
  const waiting: (() => void)[] = [];
  world.replaceEmbed(async (...args) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    return embed(...args);
  });
  return { held: () => waiting.length, release: () => void waiting.splice(0).map((go) => go()) };
}

describe('if Discord limits, delays or rejects requests,', () => {
  test('answers arrive later after a rate limit, and none is lost', async () => {
    world.playground.inject({ status: 429, path: /callback/, times: 2, retryAfter: 0.1 });
    world.playground.inject({ status: 429, path: /@original/, times: 3, retryAfter: 0.2 });
    world.playground.inject({ status: 429, global: true, path: /webhooks/, times: 2, retryAfter: 0.3 });
    const sent = await Promise.all(['ambi_choir', 'bd_haus', 'guit_em9'].map((name) => answer(add(name))));
    expect(sent.map(({ embeds }) => embeds[0]?.title)).toEqual(['✅ Added', '✅ Added', '✅ Added']);
    expect(bugs()).toEqual([]);
  });

  test.each([500, 502, 503, 0])('a member does not notice an error (%i) that lasts a moment', async (status) => {
    world.playground.inject({ status, method: 'POST', path: /callback/, times: 2 });
    world.playground.inject({ status, method: 'PATCH', path: /@original/, times: 4 });
    expect((await answer(ada.slash('search', { sound: 'loop_amen' }))).embeds).not.toEqual([]);
    expect(bugs()).toEqual([]);
  });

  test('an outage of one second only delays the answer', async () => {
    const over = world.playground.inject({ status: 503, times: 10_000 });
    setTimeout(over, 1000);
    expect((await answer(ada.slash('search', { sound: 'loop_amen' }))).embeds).not.toEqual([]);
    expect(bugs()).toEqual([]);
  });

  test('an outage of more than 3 seconds adds no sound, and the bot works afterwards', async () => {
    const over = world.playground.inject({ status: 503, times: 10_000 });
    const sent = add('perc_bell');
    await expect.poll(() => outcomes.some(({ id }) => id === sent.id), { timeout: 20_000 }).toBe(true);
    over();
    expect(outcomes.find(({ id }) => id === sent.id)?.outcome).toBe('undelivered');
    expect(await isAdded('perc_bell')).toBe(false);
    await works();
  });

  test('an added sound is told as added in another message if the reply cannot be edited', async () => {
    const over = world.playground.inject({ status: 500, method: 'PATCH', path: /@original/, times: 10_000 });
    const sent = add('misc_crow');
    expect((await answer(sent)).embeds[0]?.title).toBe('✅ Added');
    over();
    expect(await isAdded('misc_crow')).toBe(true);
    expect(sent.original).toBeNull();
    expect(bugs()).toEqual([]);
  });

  test('a member still gets an error after the response to the deletion of the reply was lost', async () => {
    const send = DefaultRestOptions.makeRequest;
    const sending = vi.spyOn(DefaultRestOptions, 'makeRequest');
    onTestFinished(() => sending.mockRestore());
    let lost = 0;
    sending.mockImplementation(async (url, init) => {
      const response = await send(url, init);
      if (init.method !== 'DELETE' || lost > 0) return response;
      lost += 1;
      return new Response(null, { status: 502 });
    });
    world.replaceEmbed(() => Promise.reject(new UserError({ code: 'notAudio' })));
    expect(await refusal(add('tabla_tas1'))).toMatch(/^I can’t read that file as audio/);
    expect(lost).toBe(1);
  });

  test('an answer that is rejected after 15 minutes counts as expired, and the sound stays in the library', async () => {
    const { held, release } = hold();
    const sent = add('tabla_na');
    await sent.acknowledged();
    await expect.poll(held).toBe(1);
    clock.advance(15 * 60_000 + 1);
    release();
    await expect.poll(() => outcomes.find(({ id }) => id === sent.id)?.outcome, { timeout: 10_000 }).toBe('over');
    expect(await isAdded('tabla_na')).toBe(true);
    expect(bugs()).toEqual([]);
    world.replaceEmbed();
    await works();
  });
});

describe('the connection to the gateway', () => {
  test('is resumed if it is lost during an analysis, and the answer arrives', async () => {
    const { gateway } = world.playground;
    const { held, release } = hold();
    const before = add('drum_roll');
    await expect.poll(held).toBe(1);
    const resumed = gateway.resumes;
    gateway.drop();
    // Sends a command while the bot is disconnected. Discord delivers the command when the session is resumed.
    const meanwhile = add('elec_blip');
    await expect.poll(() => gateway.resumes, { timeout: 20_000 }).toBe(resumed + 1);
    await expect.poll(held, { timeout: 10_000 }).toBe(2);
    release();
    for (const sent of [before, meanwhile]) expect((await answer(sent)).embeds[0]?.title).toBe('✅ Added');
  });

  test('is opened again if Discord asks for it', async () => {
    const { gateway } = world.playground;
    const resumed = gateway.resumes;
    gateway.reconnect();
    await expect.poll(() => gateway.resumes, { timeout: 20_000 }).toBe(resumed + 1);
    await works();
  });

  test('gets a new session if the old one is invalid', async () => {
    const { gateway } = world.playground;
    const identified = gateway.identifies;
    const { held, release } = hold();
    const sent = add('vinyl_rewind');
    await expect.poll(held).toBe(1);
    gateway.invalidate(false);
    await expect.poll(() => gateway.identifies, { timeout: 25_000 }).toBe(identified + 1);
    release();
    expect((await answer(sent)).embeds[0]?.title).toBe('✅ Added');
    await works();
  }, 60_000);
});

describe('on a faulty machine,', () => {
  test.each([
    ['exit', APOLOGY],
    ['fillMemory', /^That file needs more memory to analyze than I can use\./],
  ] as const)('a thread that ends (%s) during an analysis loses only that sound', async (what, line) => {
    const pool = createPool<TestJob, Embedding>({
      module: new URL('../helpers/pool.worker.ts', import.meta.url),
      name: 'runTestJob',
      threads: 1,
      maxWaiting: 10,
      timeoutMs: 60_000,
      heapMb: 32,
    });
    onTestFinished(() => pool.close());
    world.replaceEmbed(() => pool.run({ do: what }));
    expect(await refusal(add('bass_hit_c'))).toMatch(line);
    world.replaceEmbed();
    expect(await isAdded('bass_hit_c')).toBe(false);
    await works();
  });

  test.each([
    ['forward', 1, 'hat_cats'],
    ['back', -1, 'ambi_piano'],
  ] as const)('a clock that is set %s by a day delays no answer', async (_, days, name) => {
    onTestFinished(() => void vi.useRealTimers());
    const { held, release } = hold();
    const across = add(name);
    await expect.poll(held).toBe(1);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * 86_400_000, shouldAdvanceTime: true });
    release();
    expect((await answer(across)).embeds[0]?.title).toBe('✅ Added');
    world.replaceEmbed();
    // Sends many requests, because the rate limiter of discord.js reads the clock only after a number of requests.
    for (let round = 0; round < 3; round++)
      await Promise.all(Array.from({ length: 20 }, () => answer(ada.slash('search', { sound: 'loop_amen' }))));
    expect(bugs()).toEqual([]);
  });
});
