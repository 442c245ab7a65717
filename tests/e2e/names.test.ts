import type { Member } from 'discord-playground';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sine, wav } from '../helpers/signals.ts';
import { answer, startWorld, type World } from './world.ts';

const RATE = 22_050;

let world: World;
let ada: Member;
beforeAll(async () => {
  world = await startWorld();
  ada = world.playground.member('ada');
  for (const [index, name] of ['雨の音.wav', 'naïve café.wav'].entries()) {
    const audio = ada.upload(name, wav(sine(300 + 200 * index, 1 + index, RATE), RATE));
    await answer(ada.slash('add', { audio }));
  }
});
afterAll(() => world.close());
afterEach(() => expect(world.playground.violations).toEqual([]));

test('the file of a sound has its name in the reply, as the title of the attachment', async () => {
  expect((await world.sounds()).map(({ label }) => label)).toEqual(['雨の音', 'naïve café']);
  const shown = world.playground.messages(ada.channelId).flatMap(({ attachments }) => attachments);
  expect(shown.map(({ title }) => title)).toEqual(['雨の音', 'naïve café']);
});

test('the name of a query stays in the results after a restart', async () => {
  const audio = ada.upload('風の音.wav', wav(sine(700, 1.4, RATE), RATE));
  const found = await answer(ada.slash('search', { audio }));
  expect(JSON.stringify(found.embeds)).toContain('風の音');
  await world.restart();
  const menu = await ada
    .click(found, 'What matters?')
    .until(({ components }) => components?.length !== found.components?.length);
  expect(JSON.stringify(menu.embeds)).toContain('風の音');
});

test.each([
  ['with a decomposed letter', 'cafe\u0301'],
  ['with two spaces', 'naïve  café'],
  ['with an invisible character', 'na\u200bïve'],
])('a label is found if it is typed %s', async (_, typed) => {
  const [choice] = await ada.autocomplete('info', 'sound', typed).choices();
  expect(choice?.name).toMatch(/^naïve café/);
  const typedWhole = typed.includes('café') || typed.startsWith('cafe') ? 'nai\u0308ve  cafe\u0301' : typed;
  const card = await answer(ada.slash('info', { sound: typedWhole }));
  expect(JSON.stringify(card.embeds)).toContain('naïve café');
});
