import { once } from 'node:events';
import { type Client, Events, GatewayIntentBits } from 'discord.js';
import { expect } from 'vitest';
import type { PlaygroundOptions } from '../src/index.ts';
import { test as playgroundTest, refusalOf } from './test.ts';

/** Returns an MP3 file: frames of MPEG 1, layer III, 128 kbit/s and 44.1 kHz, which take 417 bytes and 26.1 ms each. */
function mp3(seconds: number): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  return Buffer.concat(Array.from({ length: Math.floor((seconds * 44_100) / 1152) }, () => frame));
}

const members = [{ name: 'ada' }, { name: 'ben' }];
const channels = [{ name: 'lobby' }];
const options: PlaygroundOptions = {
  checkAnswers: true,
  guilds: [
    {
      ...{ name: 'Club', channels, members, bot: ['ViewChannel', 'CreateGuildExpressions'] },
      soundboard: [{ name: 'quack', file: mp3(1), emoji: '🦆', by: 'ben' }],
    },
    { name: 'Readers', channels, members, bot: ['ViewChannel'], soundboard: [{ name: 'hush', file: mp3(1) }] },
    { name: 'Boosted', channels, members, premiumTier: 3, bot: ['ViewChannel', 'ManageGuildExpressions'] },
  ],
};
const test = playgroundTest
  .extend('options', options)
  .extend('client', ({ login }) => login({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildExpressions] }));

function boardIn(client: Client, name: string) {
  const guild = client.guilds.cache.find((one) => one.name === name);
  if (guild === undefined) throw new Error(`no guild ${name}`);
  return guild.soundboardSounds;
}

test('a bot creates, lists, changes and deletes a sound, and gets an event for each change', async ({
  client,
  playground,
}) => {
  const board = boardIn(client, 'Club');
  const created = once(client, Events.GuildSoundboardSoundCreate);
  const sound = await board.create({ name: 'honk', file: mp3(2), contentType: 'audio/mpeg', emojiName: '📯' });
  expect((await created)[0].soundId).toBe(sound.soundId);
  expect((await board.fetch()).map(({ name, user }) => [name, user?.username])).toEqual([
    ['quack', 'ben'],
    ['honk', playground.botName],
  ]);
  const updated = once(client, Events.GuildSoundboardSoundUpdate);
  await board.edit(sound, { name: 'HONK', volume: 0.5 });
  expect((await updated)[1]).toMatchObject({ name: 'HONK', volume: 0.5 });
  const deleted = once(client, Events.GuildSoundboardSoundDelete);
  await board.delete(sound);
  await deleted;
  expect(playground.soundboard('Club').sounds.map(({ name }) => name)).toEqual(['quack']);
  expect(await refusalOf(board.delete(sound))).toEqual([404, 10097]);
});

test('the file of a sound is at the address that Discord documents, without a signature', async ({ playground }) => {
  const [sound] = playground.soundboard('Club').sounds;
  const response = await fetch(`${playground.origin}/soundboard-sounds/${sound?.id}`);
  expect(response.headers.get('content-type')).toBe('audio/mpeg');
  expect(Buffer.from(await response.arrayBuffer()).equals(mp3(1))).toBe(true);
  expect((await fetch(`${playground.origin}/soundboard-sounds/1`)).status).toBe(404);
});

test('a bot may create only with the right to create, and change sounds of others only with that to manage', async ({
  client,
}) => {
  const sound = { name: 'honk', file: mp3(1), contentType: 'audio/mpeg' };
  expect(await refusalOf(boardIn(client, 'Readers').create(sound))).toEqual([403, 50013]);
  expect(await refusalOf(boardIn(client, 'Boosted').create(sound))).toEqual([403, 50013]);
  const [others] = (await boardIn(client, 'Club').fetch()).values();
  expect(await refusalOf(boardIn(client, 'Club').delete(others?.soundId ?? ''))).toEqual([403, 50013]);
  const [hush] = (await boardIn(client, 'Readers').fetch()).values();
  expect(hush?.user).toBeNull();
});

test('a soundboard without boosts has 8 slots', async ({ client, playground }) => {
  const board = boardIn(client, 'Club');
  for (let i = 2; i <= 8; i++) await board.create({ name: `sound ${i}`, file: mp3(1), contentType: 'audio/mpeg' });
  const ninth = { name: 'sound 9', file: mp3(1), contentType: 'audio/mpeg' };
  expect(await refusalOf(board.create(ninth))).toEqual([400, 30045]);
  playground.soundboard('Club').boost(1);
  const { soundId } = await board.create(ninth);
  const updated = once(client, Events.GuildSoundboardSoundsUpdate);
  playground.soundboard('Club').boost(0);
  expect((await updated)[0].get(soundId)?.available).toBe(false);
});

test('a file that is too long, too large or no sound is refused, and so is a name of one letter', async ({
  client,
}) => {
  const board = boardIn(client, 'Club');
  const create = (name: string, file: Buffer) => refusalOf(board.create({ name, file, contentType: 'audio/mpeg' }));
  expect(await create('long', mp3(5.3))).toEqual([400, 50035]);
  expect(await create('large', Buffer.concat([mp3(5), Buffer.alloc(512 * 1024)]))).toEqual([400, 50035]);
  expect(await create('text', Buffer.from('RIFF'))).toEqual([400, 50035]);
  expect(await create('x', mp3(1))).toEqual([400, 50035]);
  expect(await create('fits', mp3(5.15))).toBeNull();
});
