import { expect } from 'vitest';
import { encodeAudio } from '../helpers/encode-audio.ts';
import { sine, toneFile } from '../helpers/signals.ts';
import { answer, controlled, refusal } from './reply.ts';
import { testInOneGuild as test } from './test.ts';

test.beforeAll(async ({ ada }) => {
  for (const [index, name] of ['雨の音.wav', 'naïve café.wav'].entries())
    await answer(ada.slash('add', { audio: ada.upload(name, toneFile(300 + 200 * index, 1 + index)) }));
});

test('the file of a sound has its name in the reply, as the title of the attachment', async ({ world, guild, ada }) => {
  expect(await guild.labels()).toEqual(['雨の音', 'naïve café']);
  const shown = world.playground.messages(ada.channelId).flatMap(({ attachments }) => attachments);
  expect(shown.map(({ title }) => title)).toEqual(['雨の音', 'naïve café']);
});

test('the name of a query stays in the results after a restart', async ({ world, ada }) => {
  const found = await answer(ada.slash('search', { audio: ada.upload('風の音.wav', toneFile(700, 1.4)) }));
  expect(found.title).toContain('風の音');
  await world.restart();
  const menu = await controlled(ada.click(found, 'What matters?'), /Rhythm/);
  expect(menu.title).toContain('風の音');
});

test.for([
  ['with a decomposed letter', 'cafe\u0301', 'nai\u0308ve  cafe\u0301'],
  ['with two spaces', 'naïve  café', 'nai\u0308ve  cafe\u0301'],
  ['with an invisible character', 'na\u200bïve', 'na\u200bïve'],
] as const)('a label is found if it is typed %s', async ([, typed, whole], { ada }) => {
  const [choice] = await ada.autocomplete('info', 'sound', typed).choices();
  expect(choice?.name).toMatch(/^naïve café/);
  expect(JSON.stringify((await answer(ada.slash('info', { sound: whole }))).embeds)).toContain('naïve café');
});

test('a voice message gets its author and time as label, which the modal shows, also after a restart', async ({
  world,
  guild,
  ada,
  ben,
}) => {
  const voice = ben.voice(ben.upload('voice-message.ogg', await encodeAudio(sine(700, 2, 48_000), 48_000, 'opus')));
  const opened = ada.messageCommand('Add to sound library', voice);
  const time = voice.timestamp.slice(0, 16).replace('T', ' ');
  expect(JSON.stringify(await opened.modal())).toContain(`"value":"Ben ${time} UTC"`);
  await world.restart();
  await answer(ada.submit(opened, { tags: 'memo' }));
  expect((await guild.sounds()).at(-1)).toMatchObject({ label: `Ben ${time} UTC`, tags: ['memo'] });
  expect(await refusal(ada.submit(opened, {}))).toMatch(/too old/);
});
