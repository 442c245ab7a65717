import { defaultGuilds, type ManualClock, type Member, manualClock } from 'discord-playground';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/index.ts';
import { collectGarbage } from '../helpers/collect-garbage.ts';
import { sine, wav } from '../helpers/signals.ts';
import { refusal, startWorld, type World } from './world.ts';

// Tests tasks that take longer than the 15 minutes in which Discord accepts answers to an interaction. The bot is
// configured with 800 ms instead, and the tests advance the playground's clock by 15 minutes.

const RATE = 22_050;
const ANSWER_MS = 800;
const FIFTEEN_MINUTES = 15 * 60_000;

let clock: ManualClock;
let world: World;
let ada: Member;
/** Lets the current analysis continue. */
let release: (() => void) | undefined;
let outcome: 'succeed' | 'refuse' | 'fail';
beforeAll(async () => {
  clock = manualClock();
  const waiting =
    (engine: Engine): Engine['embed'] =>
    async (source, options) => {
      await new Promise<void>((resolve, reject) => {
        release = resolve;
        options?.signal?.addEventListener('abort', () => reject(options.signal?.reason));
      });
      if (outcome === 'fail') throw new TypeError('a bug');
      return engine.embed(outcome === 'refuse' ? Buffer.from('no audio') : source, options);
    };
  const [guild] = defaultGuilds;
  world = await startWorld({
    clock,
    answerMs: ANSWER_MS,
    wrap: (engine) => ({ ...engine, embed: waiting(engine) }),
    guilds: guild
      ? [
          {
            ...guild,
            channels: [{ name: 'sounds' }, { name: 'muted', overwrites: [{ for: 'bot', deny: ['SendMessages'] }] }],
          },
        ]
      : [],
  });
  ada = world.playground.member('ada');
});
beforeEach(() => {
  outcome = 'succeed';
});
afterAll(() => world.close());
afterEach(() => expect(world.playground.violations).toEqual([]));

let pitch = 300;
function add(member: Member) {
  pitch += 100;
  return member.slash('add', {
    audio: member.upload(`@everyone ${pitch}.wav`, wav(sine(pitch, pitch / 300, RATE), RATE)),
  });
}

/** Resolves to the message with the outcome that the bot posts in the channel after the message with the id `before`. */
async function posted(before: string | undefined) {
  const last = () => world.playground.messages(ada.channelId).at(-1);
  const isPosted = () => last()?.id !== before && (last()?.embeds.length !== 0 || /:\n/.test(last()?.content ?? ''));
  await expect.poll(isPosted, { timeout: 20_000 }).toBe(true);
  const message = last();
  if (!message) throw new Error('nothing posted');
  return message;
}
const latest = () => world.playground.messages(ada.channelId).at(-1)?.id;

test('the reply says in time that the result will be posted in the channel, and the post mentions nobody', async () => {
  const sent = add(ada);
  const notice = await sent.until(({ content }) => /I’ll post the result in this channel/.test(content));
  clock.advance(FIFTEEN_MINUTES);
  release?.();
  const message = await posted(notice.id);
  expect(message.content).toBe('⏳ Result for **\\@everyone 400.wav**:');
  expect(message.embeds[0]?.title).toBe('✅ Added');
  expect(message.attachments).toHaveLength(1);
  expect([message.mention_everyone, message.mentions]).toEqual([false, []]);
  const [sound, ...others] = await world.sounds();
  expect(sound?.messageUrl).toBe(`https://discord.com/channels/${ada.guildId}/${ada.channelId}/${message.id}`);
  expect(others).toEqual([]);
  // After 15 minutes, Discord no longer lets the bot edit the reply, so the *Cancel* button stays visible.
  expect(await refusal(ada.click(notice, 'Cancel'))).toBe('There’s nothing left to cancel.');
});

test('the bot asks about a duplicate in the channel', async () => {
  pitch -= 100;
  const sent = add(ada);
  const notice = await sent.until(({ content }) => /post the result in this channel/.test(content));
  clock.advance(FIFTEEN_MINUTES);
  release?.();
  const asked = await posted(notice.id);
  expect(asked.embeds[0]?.title).toBe('🤔 Already here?');
  const left = await ada.click(asked, 'Leave it out').until(({ embeds }) => embeds.length === 0);
  expect(left.content).toMatch(/Left out/);
});

test('the bot posts errors in the channel too', async () => {
  for (const [what, line] of [
    ['refuse', /file as audio/],
    ['fail', /went wrong/],
  ] as const) {
    outcome = what;
    const sent = add(ada);
    const notice = await sent.until(({ content }) => /post the result in this channel/.test(content));
    clock.advance(FIFTEEN_MINUTES);
    release?.();
    expect((await posted(notice.id)).content).toMatch(line);
  }
});

test('the settings at the time of saving apply, not those at the time of the command', async () => {
  const ben = world.playground.member('ben');
  const guildId = ben.guildId ?? '';
  const before = (await world.sounds()).length;
  const sent = add(ben);
  const notice = await sent.until(({ content }) => /post the result in this channel/.test(content));
  await world.libraries.settings.change(guildId, { adders: [] });
  clock.advance(FIFTEEN_MINUTES);
  release?.();
  expect((await posted(notice.id)).content).toMatch(/Only server managers can add sounds here/);
  expect(await world.sounds()).toHaveLength(before);
  await world.libraries.settings.change(guildId, { adders: null });
});

test('the reply refers to /list if the bot may not post in the channel, and the sound is still added', async () => {
  const before = (await world.sounds()).length;
  const sent = add(ada.in('muted'));
  await sent.until(({ content }) => /I can’t post in this channel. Check \/list/.test(content));
  clock.advance(FIFTEEN_MINUTES);
  const unchanged = latest();
  release?.();
  await expect.poll(async () => (await world.sounds()).length).toBe(before + 1);
  expect(latest()).toBe(unchanged);
  expect((await world.sounds()).at(-1)?.messageUrl).toBeNull();
});

test('a task whose result will be posted can still be cancelled', async () => {
  const sent = add(ada);
  const notice = await sent.until(({ content }) => /post the result in this channel/.test(content));
  clock.advance(FIFTEEN_MINUTES);
  expect(JSON.stringify(notice.components)).toContain('cancel:');
  ada.click(notice, 'Cancel');
  expect((await posted(notice.id)).content).toMatch(/Cancelled/);
});

test('a search is aborted in time to say that it took too long', async () => {
  release = undefined;
  const sent = ada.slash('search', { audio: ada.upload('tone.wav', wav(sine(440, 1, RATE), RATE)) });
  await expect.poll(() => release).toBeDefined();
  // The timer of the time limit must survive a garbage collection.
  await collectGarbage();
  expect(await refusal(sent)).toBe('That took too long. Please try again later.');
});
