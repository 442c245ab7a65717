import { expect } from 'vitest';
import { soundsOfTheDay } from '../../src/discord/post-daily.ts';
import { storedSound } from '../helpers/stored-sound.ts';
import { add } from './add.ts';
import { answer, controlled, refusal, said } from './reply.ts';
import { addedBy, storeSound } from './store-sound.ts';
import { test } from './test.ts';

test('a log channel shows who added, changed and removed which sound', async ({ guild, ada, ben }) => {
  const log = ada.in('general');
  await controlled(ada.slash('settings', { log_channel: log.channelId }));
  const lines = () => log.messages().map(({ content }) => content);
  await answer(add(ben, '*bell*'));
  await answer(ben.slash('edit', { sound: '*bell*', label: 'gong' }));
  const asked = await controlled(ada.slash('remove', { sound: 'gong' }));
  await said(ada.click(asked, 'Remove'), /^🗑️/);
  await expect
    .poll(lines)
    .toEqual([
      '➕ Ben added 1 sound: **\\*bell\\***',
      '✏️ Ben changed 1 sound: **gong**',
      '➖ Ada removed 1 sound: **gong**',
    ]);
  await controlled(ada.slash('settings', { turn_off: 'log_channel' }));
  expect((await guild.settings()).logChannel).toBeNull();
  expect(await refusal(ada.slash('settings', { log_channel: ada.in('muted').channelId }))).toMatch(/^I can’t send/);
});

test('new sounds get the license of the server', async ({ guild, ada, ben }) => {
  await controlled(ada.slash('settings', { license: 'CC-BY-4.0' }));
  await answer(add(ben, 'bell'));
  expect(await guild.sounds()).toMatchObject([{ license: 'CC-BY-4.0' }]);
});

test('the sound of the day is posted once a day', async ({ world, guild, ada }) => {
  await storeSound(guild, { label: 'bell', addedBy: addedBy(ada) });
  const channel = ada.in('general');
  await controlled(ada.slash('settings', { daily_channel: channel.channelId }));
  await world.restart();
  await expect.poll(() => channel.messages().map(({ content }) => content)).toEqual(['☀️ Sound of the day: **bell**']);
  expect(channel.messages()[0]?.attachments).toHaveLength(1);
  await world.restart();
  await answer(ada.slash('list'));
  expect(channel.messages()).toHaveLength(1);
  expect(await world.libraries.messages.of(guild.id, ada.user.id)).toHaveLength(1);
});

test('the sound of the day is the same all day, changes between days, and is small enough to be posted', () => {
  const sounds = Array.from({ length: 50 }, (_, i) => storedSound({ id: `sound${i}`, bytes: i % 2 === 0 ? 10 : 100 }));
  const library = { guildId: '1', list: () => sounds };
  const days = Array.from({ length: 20 }, (_, i) => soundsOfTheDay(library, `2026-01-${10 + i}`, 50)[0]);
  expect(days.every((sound) => sound && sound.bytes === 10)).toBe(true);
  expect(new Set(days).size).toBeGreaterThan(5);
  expect(soundsOfTheDay(library, '2026-01-10', 50)[0]).toBe(days[0]);
  expect(soundsOfTheDay({ ...library, list: () => [] }, '2026-01-10', 50)).toEqual([]);
});
