import { once } from 'node:events';
import { ChannelType, type Client, Events, GatewayIntentBits, type TextChannel } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Playground, startPlayground } from '../src/index.ts';
import { loginTo } from './helpers/login.ts';

const { Guilds, GuildMessages } = GatewayIntentBits;

let playground: Playground;
let client: Client<true>;
let channel: TextChannel;

beforeEach(async () => {
  playground = await startPlayground({ checkAnswers: true });
  client = await loginTo(playground, { intents: [Guilds, GuildMessages] });
  const found = client.channels.cache.get(playground.member('ada').channelId);
  if (found?.type !== ChannelType.GuildText) throw new Error('There is no channel');
  channel = found;
});

afterEach(async () => {
  expect(playground.violations).toEqual([]);
  await client.destroy();
  await playground.close();
});

test('a bot starts a thread from a message, and both sides post and read there', async () => {
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

test('a public thread without a message is mentioned in its channel', async () => {
  const thread = await channel.threads.create({ name: 'Ideas' });
  expect(playground.messages(channel.id)).toMatchObject([
    { type: 18, content: 'Ideas', message_reference: { channel_id: thread.id } },
  ]);
  const { threads } = await channel.threads.fetchActive();
  expect(threads.map(({ name }) => name)).toEqual(['Ideas']);
});

test('only its members can open a private thread', async () => {
  const guild = { name: 'Club', channels: [{ name: 'lobby' }], members: [{ name: 'ada' }, { name: 'ben' }] };
  const club = await startPlayground({ guilds: [{ ...guild, bot: ['ViewChannel', 'CreatePrivateThreads'] }] });
  const bot = await loginTo(club);
  const lobby = bot.channels.cache.get(club.member('ada').channelId);
  if (lobby?.type !== ChannelType.GuildText) throw new Error('There is no channel');
  const secret = await lobby.threads.create({ name: 'Secret', type: ChannelType.PrivateThread });
  expect(() => club.member('ada').in('Secret')).toThrow('no channel');
  await secret.members.add(club.member('ada').user.id);
  expect(club.member('ada').in('Secret').channelId).toBe(secret.id);
  expect((await secret.members.fetch()).size).toBe(2);
  expect(() => club.member('ben').in('Secret')).toThrow('no channel');
  await bot.destroy();
  await club.close();
});

test("a member's slash command in a thread reaches the bot with the thread as its channel", async () => {
  await client.application.commands.create({ name: 'ping', description: 'Answers pong' });
  await channel.threads.create({ name: 'Ideas' });
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply(`pong in ${interaction.channel?.isThread()}`);
  });
  const reply = await playground.member('ada').in('Ideas').slash('ping').reply();
  expect(reply.content).toBe('pong in true');
});
