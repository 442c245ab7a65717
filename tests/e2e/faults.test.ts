import { DefaultRestOptions } from 'discord.js';
import type { Invocation } from 'discord-playground';
import { describe, expect, onTestFinished, vi } from 'vitest';
import type { Embedding } from '../../src/engine/index.ts';
import { createPool } from '../../src/engine/workers/pool.ts';
import { UserError } from '../../src/errors.ts';
import type { TestJob } from '../helpers/pool.worker.ts';
import { add } from './add.ts';
import { answer, refusal } from './reply.ts';
import { test as inGuild } from './test.ts';
import type { World } from './world.ts';

// Simulates failures of Discord, the network and the machine, and checks the replies that members get. The bot uses the
// real discord.js client.

const APOLOGY = /^Something went wrong on my side\./;
const SOON = { timeout: 20_000 };

const test = inGuild
  /** Checks that the bot works: it lists a sound that Ada added before. */
  .extend('works', async ({ ada }) => {
    await answer(add(ada, 'here before'));
    return async () => expect((await answer(ada.slash('list'))).description).toContain('here before');
  })
  /** Returns the errors that the bot has logged during the test. */
  .extend('bugs', ({ world }) => {
    const { length } = world.log;
    return () => world.log.slice(length).filter((line) => line.includes('"level":50'));
  });

/** Makes each analysis wait. `held` returns the number of waiting analyses, and `release` lets them continue. */
function hold(world: World): { held: () => number; release: () => void } {
  const waiting: (() => void)[] = [];
  world.replace({
    async embed(...args) {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return world.engine.embed(...args);
    },
  });
  return { held: () => waiting.length, release: () => void waiting.splice(0).map((go) => go()) };
}

/** Resolves to the outcome of an interaction once it has ended. */
async function outcomeOf({ settled }: World, { id }: Invocation): Promise<string | undefined> {
  const outcome = () => settled.find((interaction) => interaction.id === id)?.outcome;
  await expect.poll(outcome, SOON).toBeDefined();
  return outcome();
}

describe('if Discord limits, delays or rejects requests,', () => {
  test('answers arrive later after a rate limit, and none is lost', async ({ world, ada, bugs }) => {
    world.playground.inject({ status: 429, path: /callback/, times: 2, retryAfter: 0.1 });
    world.playground.inject({ status: 429, path: /@original/, times: 3, retryAfter: 0.2 });
    world.playground.inject({ status: 429, global: true, path: /webhooks/, times: 2, retryAfter: 0.3 });
    const replies = await Promise.all(['one', 'two', 'three'].map((label) => answer(add(ada, label))));
    expect(replies.map(({ title }) => title)).toEqual(['✅ Added', '✅ Added', '✅ Added']);
    expect(bugs()).toEqual([]);
  });

  test('a member does not notice errors that last a moment', async ({ world, ada, works, bugs }) => {
    const replies = [500, 502, 503, 0].map((status) => {
      const sent = ada.slash('search', { sound: 'here before' });
      world.playground.inject({ status, method: 'POST', path: RegExp(`${sent.token}/callback`), times: 2 });
      world.playground.inject({ status, method: 'PATCH', path: RegExp(`${sent.token}.*@original`), times: 4 });
      return answer(sent);
    });
    for (const reply of replies) expect((await reply).description).toMatch(/no other sound/);
    expect(bugs()).toEqual([]);
    await works();
  });

  test('an outage of more than 3 seconds adds no sound, and the bot works afterwards', async ({
    world,
    guild,
    ada,
    works,
  }) => {
    const over = world.playground.inject({ status: 503, times: 10_000 });
    const sent = add(ada, 'never added');
    expect(await outcomeOf(world, sent)).toBe('undelivered');
    over();
    expect(await guild.labels()).not.toContain('never added');
    await works();
  });

  test('an added sound is told as added in another message if the reply cannot be edited', async ({
    world,
    guild,
    ada,
    bugs,
  }) => {
    const over = world.playground.inject({ status: 500, method: 'PATCH', path: /@original/, times: 10_000 });
    const sent = add(ada, 'crow');
    expect((await answer(sent)).title).toBe('✅ Added');
    over();
    expect(await guild.labels()).toEqual(['crow']);
    expect(sent.original).toBeNull();
    expect(bugs()).toEqual([]);
  });

  test('a member still gets an error after the response to the deletion of the reply was lost', async ({
    world,
    ada,
  }) => {
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
    world.replace({ embed: () => Promise.reject(new UserError({ code: 'notAudio' })) });
    expect(await refusal(add(ada))).toMatch(/^I can’t read that file as audio/);
    expect(lost).toBe(1);
  });

  test('an answer that is rejected after 15 minutes counts as expired, and the sound stays in the library', async ({
    world,
    guild,
    ada,
    works,
    bugs,
  }) => {
    const { held, release } = hold(world);
    const sent = add(ada, 'late');
    await sent.acknowledged();
    await expect.poll(held).toBe(1);
    world.clock.advance(15 * 60_000 + 1);
    release();
    expect(await outcomeOf(world, sent)).toBe('over');
    expect(await guild.labels()).toContain('late');
    expect(bugs()).toEqual([]);
    await works();
  });
});

describe('the connection to the gateway', () => {
  test('is resumed if it is lost during an analysis, and the answer arrives', async ({ world, ada }) => {
    const { gateway } = world.playground;
    const { held, release } = hold(world);
    const before = add(ada, 'before');
    await expect.poll(held).toBe(1);
    const resumed = gateway.resumes;
    gateway.drop();
    // Sends a command while the bot is disconnected. Discord delivers the command when the session is resumed.
    const meanwhile = add(ada, 'meanwhile');
    await expect.poll(() => gateway.resumes, SOON).toBe(resumed + 1);
    await expect.poll(held, SOON).toBe(2);
    release();
    for (const sent of [before, meanwhile]) expect((await answer(sent)).title).toBe('✅ Added');
  });

  test('is opened again if Discord asks for it', async ({ world, works }) => {
    const { gateway } = world.playground;
    const resumed = gateway.resumes;
    gateway.reconnect();
    await expect.poll(() => gateway.resumes, SOON).toBe(resumed + 1);
    await works();
  });

  test('gets a new session if the old one is invalid', async ({ world, ada, works }) => {
    const { gateway } = world.playground;
    const identified = gateway.identifies;
    const { held, release } = hold(world);
    const sent = add(ada, 'across');
    await expect.poll(held).toBe(1);
    gateway.invalidate(false);
    await expect.poll(() => gateway.identifies, { timeout: 25_000 }).toBe(identified + 1);
    release();
    expect((await answer(sent)).title).toBe('✅ Added');
    await works();
  });
});

describe('on a faulty machine,', () => {
  test.for([
    ['exit', APOLOGY],
    ['fillMemory', /^That file needs more memory to analyze than I can use\./],
  ] as const)(
    'a thread that ends (%s) during an analysis loses only that sound',
    async ([what, line], { world, guild, ada, works }) => {
      const pool = createPool<TestJob, Embedding>({
        module: new URL('../helpers/pool.worker.ts', import.meta.url),
        name: 'runTestJob',
        ...{ threads: 1, maxWaiting: 10, timeoutMs: 60_000, heapMb: 32 },
      });
      onTestFinished(() => pool.close());
      world.replace({ embed: () => pool.run({ do: what }) });
      expect(await refusal(add(ada, 'lost'))).toMatch(line);
      expect(await guild.labels()).toEqual(['here before']);
      await works();
    },
  );

  test.for([
    ['forward', 1],
    ['back', -1],
  ] as const)(
    'a clock that is set %s by a day delays no answer',
    async ([, days], { world, ada, ben, cleo, works, bugs }) => {
      onTestFinished(() => void vi.useRealTimers());
      const { held, release } = hold(world);
      const across = add(ada, 'across');
      await expect.poll(held).toBe(1);
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * 86_400_000, shouldAdvanceTime: true });
      release();
      expect((await answer(across)).title).toBe('✅ Added');
      // Sends many requests, because the rate limiter of discord.js reads the clock only after a number of requests.
      for (const member of [ada, ben, cleo])
        await Promise.all(Array.from({ length: 20 }, () => answer(member.slash('search', { sound: 'across' }))));
      expect(bugs()).toEqual([]);
      await works();
    },
  );
});
