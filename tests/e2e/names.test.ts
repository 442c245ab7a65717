import { expect } from 'vitest';
import { toneFile } from '../helpers/signals.ts';
import { answer, controlled } from './reply.ts';
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
