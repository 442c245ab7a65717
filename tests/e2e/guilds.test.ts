import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Member } from '../../src/playground/playground.ts';
import { noise, sine, wav } from '../helpers/signals.ts';
import { answer, ranking, refusal, startWorld, type World } from './world.ts';

const RATE = 22_050;
const tone = wav(sine(440, 1, RATE), RATE);
const hiss = wav(noise(RATE), RATE);

let world: World;
/** Ben is a member of both guilds. */
let here: Member;
let there: Member;
beforeAll(async () => {
  world = await startWorld();
  here = world.playground.member('ben', 'Sound Workshop');
  there = world.playground.member('ben', 'Quiet Room');
  await answer(here.slash('add', { audio: here.upload('tone.wav', tone), label: 'secret tone', tags: 'hidden' }));
  await answer(there.slash('add', { audio: there.upload('hiss.wav', hiss), label: 'hiss' }));
});
afterAll(() => world.close());
afterEach(() => expect(world.playground.violations).toEqual([]));

test('a search finds the sounds of its own guild only', async () => {
  const found = async (member: Member) => {
    const audio = member.upload('query.wav', wav(sine(440, 1.1, RATE), RATE));
    return ranking(await answer(member.slash('search', { audio }))).map(({ label }) => label);
  };
  expect(await found(here)).toEqual(['secret tone']);
  expect(await found(there)).toEqual(['hiss']);
});

test('lists, suggestions and tags are of one guild', async () => {
  const listed = await answer(there.slash('list'));
  expect(listed.embeds[0]?.description).toContain('hiss');
  expect(listed.embeds[0]?.description).not.toContain('secret');
  for (const command of ['info', 'edit', 'remove', 'search'])
    expect(await there.autocomplete(command, 'sound', 'secret').choices()).toEqual([]);
  for (const command of ['list', 'search'])
    expect(await there.autocomplete(command, 'tag', 'hid').choices()).toEqual([]);
});

test.each(['info', 'edit', 'remove', 'search'])(
  '/%s does not take the id of another guild’s sound',
  async (command) => {
    const [secret] = await world.sounds(0);
    const sent = there.slash(command, { sound: secret?.id ?? '', ...(command === 'edit' ? { label: 'mine' } : {}) });
    expect(await refusal(sent)).toMatch(/no sound called/i);
    expect((await world.sounds(0)).map((sound) => sound.label)).toEqual(['secret tone']);
  },
);

test('a file added in one guild is no duplicate in another', async () => {
  const message = await answer(there.slash('add', { audio: there.upload('tone.wav', tone), label: 'my own tone' }));
  expect(message.embeds[0]?.title).toBe('✅ Added');
});
