import { once } from 'node:events';
import { Events, GatewayIntentBits } from 'discord.js';
import { expect } from 'vitest';
import { test as playgroundTest, textChannel } from './test.ts';

const { Guilds, GuildMessages, GuildMessageReactions } = GatewayIntentBits;

const test = playgroundTest
  .extend('options', { checkAnswers: true })
  .extend('client', ({ login }) => login({ intents: [Guilds, GuildMessages, GuildMessageReactions] }))
  .extend('message', ({ client, playground }) => textChannel(client, playground.member('ada')).send('vote'))
  .extend('posted', ({ playground, message }) => () => {
    const posted = playground.messages(message.channelId).at(-1);
    return posted ?? expect.fail('There is no message');
  })
  .extend(
    'seen',
    ({ posted }) =>
      () =>
        posted().reactions,
  );

test('a bot reacts, lists who reacted and removes its reaction', async ({ playground, message, posted, seen }) => {
  await message.react('👍');
  expect(seen()).toMatchObject([{ emoji: { id: null, name: '👍' }, count: 1, me: true }]);
  playground.member('ada').react(posted(), '👍');
  const users = await message.reactions.resolve('👍')?.users.fetch();
  expect(users?.map(({ username }) => username).sort()).toEqual(['Bot', 'ada']);

  await message.reactions.resolve('👍')?.users.remove();
  expect(seen()).toMatchObject([{ count: 1, me: false }]);
  expect(playground.violations).toEqual([]);
});

test('the bot receives the reactions of members', async ({ playground, client, message, posted, seen }) => {
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

test("a bot removes others' reactions only with the permission to manage messages", async ({
  playground,
  message,
  posted,
  seen,
}) => {
  playground.member('ben').react(posted(), '👍');
  await expect(message.reactions.removeAll()).rejects.toMatchObject({ code: 50013 });
  await expect(message.reactions.resolve('👍')?.remove()).rejects.toMatchObject({ code: 50013 });
  expect(seen()).toHaveLength(1);
});

test('rejects text that is no emoji, and a 21st emoji', async ({ playground, message, posted, seen }) => {
  await expect(message.react('nonsense')).rejects.toMatchObject({ code: 10014 });
  const ada = playground.member('ada');
  for (let i = 0; i < 20; i += 1) ada.react(posted(), String.fromCodePoint(0x1f600 + i));
  expect(() => ada.react(posted(), '🎵')).toThrow('Maximum number of reactions');
  ada.react(posted(), '😀');
  expect(seen()).toHaveLength(20);
});
