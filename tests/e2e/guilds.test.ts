import { type APIMessage, ButtonStyle, ComponentType, REST, Routes } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { encodeState, plainState } from '../../src/commands/search-state.ts';
import type { Member } from '../../src/playground/playground.ts';
import { DEFAULT_SETTINGS } from '../../src/storage/settings.ts';
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

describe('a custom id from another guild', () => {
  /** A message of the bot in the other guild with components that it never put there. */
  async function forge(component: object): Promise<APIMessage> {
    const { apiUrl, token, messages } = world.playground;
    const rest = new REST({ api: apiUrl }).setToken(token);
    await rest.post(Routes.channelMessages(there.channelId), {
      body: { content: 'x', components: [{ type: 1, components: [component] }] },
    });
    const [message] = messages(there.channelId).slice(-1);
    if (!message) throw new Error('no message');
    return message;
  }
  const press = async (customId: string) => {
    const button = { type: ComponentType.Button, style: ButtonStyle.Secondary, label: 'x', custom_id: customId };
    return there.click(await forge(button), customId);
  };
  const choose = async (customId: string, value: string) => {
    const menu = { type: ComponentType.StringSelect, custom_id: customId, options: [{ label: 'x', value }] };
    return there.select(await forge(menu), customId, [value]);
  };
  const secret = async () => (await world.sounds(0))[0]?.id ?? '';
  /** The key at the end of the custom id of a message's button. */
  const keyOf = (message: APIMessage) =>
    /"custom_id":"\w+:\w+:([\w-]+)"/.exec(JSON.stringify(message.components))?.[1] ?? '';

  test('plays nothing and leads to nothing', async () => {
    const id = await secret();
    const state = plainState({ kind: 'sound', ref: id }, DEFAULT_SETTINGS);
    const gone = 'That sound is not in the library any more.';
    expect(await refusal(await press(encodeState('page', state)))).toBe(gone);
    expect(await refusal(await choose(encodeState('play', state), id))).toBe(gone);
    expect(await refusal(await choose(encodeState('more', state), id))).toBe(gone);
    expect(await refusal(await press(`remove:yes:${id}`))).toBe(gone);
  });

  test('a search by file in one guild cannot be taken up in another', async () => {
    const found = await answer(
      here.slash('search', { audio: here.upload('query.wav', wav(sine(440, 1.2, RATE), RATE)) }),
    );
    const ids = JSON.stringify(found.components).match(/search:t:[^"]+/) ?? [''];
    expect(await refusal(await press(ids[0]))).toMatch(/too old/);
  });

  test('answers no question of another guild, and undoes nothing there', async () => {
    const asked = await answer(here.slash('add', { audio: here.upload('tone.wav', tone), label: 'again' }));
    expect(await refusal(await press(`add:yes:${keyOf(asked)}`))).toMatch(/too old/);
    await answer(
      here.slash('add', { audio: here.upload('x.wav', wav(sine(700, 2, RATE), RATE)), label: 'short-lived' }),
    );
    const sure = await here.slash('remove', { sound: 'short-lived' }).until(({ content }) => content !== '');
    const removed = await here.click(sure, 'Remove').until(({ content }) => content.startsWith('🗑️'));
    expect(await refusal(await press(`remove:undo:${keyOf(removed)}`))).toMatch(/too late/);
    const labels = async (guild: number) => (await world.sounds(guild)).map(({ label }) => label);
    expect(await labels(0)).toEqual(['secret tone']);
    expect(await labels(1)).toEqual(['hiss', 'my own tone']);
  });

  test('one that nobody knows is answered with what to do', async () => {
    expect(await refusal(await press('constructor:x'))).toMatch(/do not know that button/);
    expect(await refusal(await press('search:nonsense'))).toMatch(/too old/);
    expect(await refusal(await press('list:nonsense'))).toMatch(/too old/);
  });
});
