import { once } from 'node:events';
import { ChannelType, type Client, Events, GatewayIntentBits, type Message, type TextChannel } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Playground, startPlayground } from '../src/index.ts';
import { loginTo } from './helpers/login.ts';

const { Guilds, GuildMessages, GuildMessageReactions } = GatewayIntentBits;

let playground: Playground;
let client: Client<true>;
let message: Message<true>;

beforeEach(async () => {
  playground = await startPlayground({ checkAnswers: true });
  client = await loginTo(playground, { intents: [Guilds, GuildMessages, GuildMessageReactions] });
  message = await channel().send('vote');
});

afterEach(async () => {
  await client.destroy();
  await playground.close();
});

function channel(): TextChannel {
  const found = client.channels.cache.get(playground.member('ada').channelId);
  if (found?.type !== ChannelType.GuildText) throw new Error('There is no channel');
  return found;
}

const seen = () => playground.messages(message.channelId).at(-1)?.reactions;
const posted = () => playground.messages(message.channelId).at(-1) ?? expect.fail('There is no message');

test('a bot reacts, lists who reacted and removes its reaction', async () => {
  await message.react('👍');
  expect(seen()).toMatchObject([{ emoji: { id: null, name: '👍' }, count: 1, me: true }]);
  playground.member('ada').react(posted(), '👍');
  const users = await message.reactions.resolve('👍')?.users.fetch();
  expect(users?.map(({ username }) => username).sort()).toEqual(['Bot', 'ada']);

  await message.reactions.resolve('👍')?.users.remove();
  expect(seen()).toMatchObject([{ count: 1, me: false }]);
  expect(playground.violations).toEqual([]);
});

test('the bot receives the reactions of members', async () => {
  const added = once(client, Events.MessageReactionAdd);
  playground.member('ben').react(posted(), '🎵');
  const [reaction, user] = await added;
  expect([reaction.emoji.name, reaction.message.id, user.id]).toEqual([
    '🎵',
    message.id,
    playground.member('ben').user.id,
  ]);

  const removed = once(client, Events.MessageReactionRemove);
  playground.member('ben').unreact(posted(), '🎵');
  expect((await removed)[0].emoji.name).toBe('🎵');
  expect(seen()).toBeUndefined();
});

test("a bot removes others' reactions only with the permission to manage messages", async () => {
  playground.member('ben').react(posted(), '👍');
  await expect(message.reactions.removeAll()).rejects.toMatchObject({ code: 50013 });
  await expect(message.reactions.resolve('👍')?.remove()).rejects.toMatchObject({ code: 50013 });
  expect(seen()).toHaveLength(1);
});

test('rejects text that is no emoji, and a 21st emoji', async () => {
  await expect(message.react('nonsense')).rejects.toMatchObject({ code: 10014 });
  const ada = playground.member('ada');
  for (let i = 0; i < 20; i += 1) ada.react(posted(), String.fromCodePoint(0x1f600 + i));
  expect(() => ada.react(posted(), '🎵')).toThrow('Maximum number of reactions');
  ada.react(posted(), '😀');
  expect(seen()).toHaveLength(20);
});
