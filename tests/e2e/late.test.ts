import type { Member } from 'discord-playground';
import { describe, expect } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { collectGarbage } from '../helpers/collect-garbage.ts';
import { toneFile } from '../helpers/signals.ts';
import { type Reply, refusal, replyOf, said } from './reply.ts';
import { testInOneGuild } from './test.ts';

// Tests tasks that take longer than the 15 minutes in which Discord accepts answers to an interaction. The bot is
// configured with 500 ms instead, and the tests advance the playground's clock by 15 minutes.

const FIFTEEN_MINUTES = 15 * 60_000;
const WILL_POST = /I’ll post the result in this channel/;

const test = testInOneGuild
  .extend('options', { scope: 'file' }, { answerMs: 500 })
  /** Lets a member add a tone whose analysis waits. Resolves to the notice in the reply, after 15 minutes. */
  .extend('addLate', ({ world }) => async (member: Member, hertz: number, notice = WILL_POST) => {
    const sent = member.slash('add', { audio: member.upload(`@everyone ${hertz}.wav`, toneFile(hertz, hertz / 900)) });
    const reply = await said(sent, notice);
    world.clock.advance(FIFTEEN_MINUTES);
    return reply;
  })
  /** Makes each analysis wait until the returned function is called, then fail with `error` or succeed. */
  .extend('release', ({ world }) => {
    let release: ((error?: Error) => void) | undefined;
    world.replace({
      async embed(source, options) {
        await new Promise<void>((resolve, reject) => {
          release = (error) => (error ? reject(error) : resolve());
          options?.signal?.addEventListener('abort', () => reject(options.signal?.reason));
        });
        return world.engine.embed(source, options);
      },
    });
    return async (error?: Error) => {
      await expect.poll(() => release).toBeDefined();
      release?.(error);
    };
  })
  /** Resolves to the message with the outcome that the bot posts in the channel after `notice`. */
  .extend('posted', ({ world, ada }) => async (notice: Reply) => {
    const last = () => world.playground.messages(ada.channelId).at(-1);
    const isPosted = () =>
      last()?.id !== notice.id && (last()?.embeds.length !== 0 || /:\n/.test(last()?.content ?? ''));
    await expect.poll(isPosted, { timeout: 20_000 }).toBe(true);
    return replyOf(last() ?? notice);
  });

test('the reply says in time that the result will be posted in the channel, and the post mentions nobody', async ({
  world,
  guild,
  ada,
  addLate,
  release,
  posted,
}) => {
  const notice = await addLate(ada, 400);
  await release();
  const message = await posted(notice);
  expect(message.content).toBe('⏳ Result for **\\@everyone 400.wav**:');
  expect(message.title).toBe('✅ Added');
  expect(message.files).toHaveLength(1);
  expect([message.mention_everyone, message.mentions]).toEqual([false, []]);
  const [sound, ...others] = await guild.sounds();
  expect(sound?.messageUrl).toBe(`https://discord.com/channels/${guild.id}/${ada.channelId}/${message.id}`);
  expect(others).toEqual([]);
  // The bot notes the message for /forget before the task ends.
  const [, id = ''] = notice.button('Cancel').split(':');
  await expect.poll(() => world.log.filter((line) => line.includes(id)).join('')).toContain('"answered"');
  // After 15 minutes, Discord no longer lets the bot edit the reply, so the *Cancel* button stays visible.
  expect(await refusal(ada.click(notice, 'Cancel'))).toBe('There’s nothing left to cancel.');
});

test('the bot asks about a duplicate in the channel', async ({ ada, addLate, release, posted }) => {
  const notice = await addLate(ada, 400);
  await release();
  const asked = await posted(notice);
  expect(asked.title).toBe('🤔 Already here?');
  await said(ada.click(asked, 'Leave it out'), /Left out/);
});

test.for([
  [new UserError({ code: 'notAudio' }), /file as audio/],
  [new TypeError('a bug'), /went wrong/],
] as const)('the bot posts errors in the channel too: %s', async ([error, line], { ada, addLate, release, posted }) => {
  const notice = await addLate(ada, 500);
  await release(error);
  expect((await posted(notice)).content).toMatch(line);
});

test('the settings at the time of saving apply, not those at the time of the command', async ({
  guild,
  ben,
  addLate,
  release,
  posted,
}) => {
  const before = await guild.labels();
  const notice = await addLate(ben, 600);
  await guild.change({ adders: [] });
  await release();
  expect((await posted(notice)).content).toMatch(/Only server managers can add sounds here/);
  expect(await guild.labels()).toEqual(before);
  await guild.change({ adders: null });
});

test('the reply refers to /list if the bot may not post in the channel, and the sound is still added', async ({
  world,
  guild,
  ada,
  addLate,
  release,
}) => {
  const muted = ada.in('muted');
  await addLate(muted, 700, /I can’t post in this channel. Check \/list/);
  const before = world.playground.messages(muted.channelId);
  await release();
  await expect.poll(guild.labels).toContain('@everyone 700');
  expect(world.playground.messages(muted.channelId)).toEqual(before);
  expect((await guild.sounds()).at(-1)?.messageUrl).toBeNull();
});

describe('a task', () => {
  test('whose result will be posted can still be cancelled', async ({ ada, addLate, release: _, posted }) => {
    const notice = await addLate(ada, 800);
    ada.click(notice, 'Cancel');
    expect((await posted(notice)).content).toMatch(/Cancelled/);
  });

  test('that is a search is aborted in time to say that it took too long', async ({ world, ada }) => {
    let started = false;
    world.replace({
      embed: (_, options) =>
        new Promise((_resolve, reject) => {
          started = true;
          options?.signal?.addEventListener('abort', () => reject(options.signal?.reason));
        }),
    });
    const sent = ada.slash('search', { audio: ada.upload('tone.wav', toneFile()) });
    await expect.poll(() => started).toBe(true);
    // The timer of the time limit must survive a garbage collection.
    await collectGarbage();
    expect(await refusal(sent)).toBe('That took too long. Please try again later.');
  });
});
