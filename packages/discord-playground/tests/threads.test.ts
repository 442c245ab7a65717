import { once } from 'node:events';
import { ChannelType, Events, GatewayIntentBits } from 'discord.js';
import { expect } from 'vitest';
import { defaultGuilds, type GuildSeed } from '../src/index.ts';
import { test as playgroundTest, textChannel } from './test.ts';

const { Guilds, GuildMessages } = GatewayIntentBits;
/** A guild in which the bot may create private threads. */
const club: GuildSeed = {
  name: 'Club',
  channels: [{ name: 'lobby' }],
  members: [{ name: 'ada' }, { name: 'ben' }],
  bot: ['ViewChannel', 'CreatePrivateThreads'],
};

const test = playgroundTest
  .extend('options', { checkAnswers: true, guilds: [...defaultGuilds, club] })
  .extend('client', ({ login }) => login({ intents: [Guilds, GuildMessages] }))
  .extend('channel', ({ client, playground }) => textChannel(client, playground.member('ada')));

test.afterEach(({ playground }) => expect(playground.violations).toEqual([]));

test('a bot starts a thread from a message, and both sides post and read there', async ({
  playground,
  client,
  channel,
}) => {
  const message = await channel.send('A sound');
  const created = once(client, Events.ThreadCreate);
  const thread = await message.startThread({ name: 'About it' });
  expect((await created)[0].id).toBe(message.id);
  expect(thread).toMatchObject({ id: message.id, parentId: channel.id, name: 'About it', ownerId: client.user.id });
  expect(playground.messages(channel.id)[0]).toMatchObject({ flags: 32, thread: { name: 'About it' } });

  const received = once(client, Events.MessageCreate);
  playground.member('ada').in('About it').post('Nice');
  expect((await received)[0].channel.id).toBe(thread.id);
  await thread.send('Thanks');
  expect((await thread.messages.fetch()).map(({ content }) => content)).toEqual(['Thanks', 'Nice']);
  await expect(message.startThread({ name: 'Again' })).rejects.toMatchObject({ code: 160004 });
});

test('a public thread without a message is mentioned in its channel', async ({ playground, channel }) => {
  const thread = await channel.threads.create({ name: 'Ideas' });
  expect(playground.messages(channel.id)).toMatchObject([
    { type: 18, content: 'Ideas', message_reference: { channel_id: thread.id } },
  ]);
  const { threads } = await channel.threads.fetchActive();
  expect(threads.map(({ name }) => name)).toEqual(['Ideas']);
});

test('only its members can open a private thread', async ({ playground, client }) => {
  const [ada, ben] = [playground.member('ada', 'Club'), playground.member('ben', 'Club')];
  const secret = await textChannel(client, ada).threads.create({ name: 'Secret', type: ChannelType.PrivateThread });
  expect(() => ada.in('Secret')).toThrow('no channel');
  await secret.members.add(ada.user.id);
  expect(ada.in('Secret').channelId).toBe(secret.id);
  expect((await secret.members.fetch()).size).toBe(2);
  expect(() => ben.in('Secret')).toThrow('no channel');
});

test("a member's slash command in a thread reaches the bot with the thread as its channel", async ({
  playground,
  client,
  channel,
}) => {
  await client.application.commands.create({ name: 'ping', description: 'Answers pong' });
  await channel.threads.create({ name: 'Ideas' });
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply(`pong in ${interaction.channel?.isThread()}`);
  });
  const reply = await playground.member('ada').in('Ideas').slash('ping').reply();
  expect(reply.content).toBe('pong in true');
});
