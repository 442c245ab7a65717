import type { APIMessage } from 'discord.js';
import type { Member } from 'discord-playground';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { encodeState, initialState } from '../../src/commands/search/search-state.ts';
import { DEFAULT_SETTINGS } from '../../src/storage/settings.ts';
import { noise, sine, wav } from '../helpers/signals.ts';
import { choose as chooseForged, press as pressForged } from './forge.ts';
import { answer, ranking, refusal, startWorld, type World } from './world.ts';

const RATE = 22_050;
const isAdded = ({ embeds }: APIMessage) => embeds[0]?.title === '✅ Added';
const tone = wav(sine(440, 1, RATE), RATE);
const hiss = wav(noise(RATE), RATE);

let world: World;
/** Ben on the first server. He is a member of both servers. */
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

test('a search finds sounds of its own server only', async () => {
  const found = async (member: Member) => {
    const audio = member.upload('query.wav', wav(sine(440, 1.1, RATE), RATE));
    return ranking(await answer(member.slash('search', { audio }))).map(({ label }) => label);
  };
  expect(await found(here)).toEqual(['secret tone']);
  expect(await found(there)).toEqual(['hiss']);
});

test('lists, suggestions and tags show sounds of one server', async () => {
  const listed = await answer(there.slash('list'));
  expect(listed.embeds[0]?.description).toContain('hiss');
  expect(listed.embeds[0]?.description).not.toContain('secret');
  for (const command of ['info', 'edit', 'remove', 'search'])
    expect(await there.autocomplete(command, 'sound', 'secret').choices()).toEqual([]);
  for (const command of ['list', 'search'])
    expect(await there.autocomplete(command, 'tag', 'hid').choices()).toEqual([]);
});

test.each(['info', 'edit', 'remove', 'search'])('/%s rejects the id of another guild’s sound', async (command) => {
  const [secret] = await world.sounds(0);
  const sent = there.slash(command, { sound: secret?.id ?? '', ...(command === 'edit' ? { label: 'mine' } : {}) });
  expect(await refusal(sent)).toMatch(/no sound called/i);
  expect((await world.sounds(0)).map((sound) => sound.label)).toEqual(['secret tone']);
});

test('a file of one server is not a duplicate on another', async () => {
  const message = await answer(there.slash('add', { audio: there.upload('tone.wav', tone), label: 'my own tone' }));
  expect(message.embeds[0]?.title).toBe('✅ Added');
});

describe('a custom id from another server', () => {
  const press = (customId: string) => pressForged(world.playground, there, customId);
  const choose = (customId: string, value: string) => chooseForged(world.playground, there, customId, [value]);
  const secret = async () => (await world.sounds(0))[0]?.id ?? '';
  /** Returns the random key at the end of the custom id of the first button of a message. */
  const keyOf = (message: APIMessage) =>
    /"custom_id":"\w+:\w+:([\w-]+)"/.exec(JSON.stringify(message.components))?.[1] ?? '';

  test('plays no sound and runs no search', async () => {
    const id = await secret();
    const state = initialState({ kind: 'sound', ref: id }, DEFAULT_SETTINGS);
    const gone = 'That sound is no longer in the library.';
    expect(await refusal(await press(encodeState('page', state)))).toBe(gone);
    expect(await refusal(await choose(encodeState('play', state), id))).toBe(gone);
    expect(await refusal(await choose(encodeState('more', state), id))).toBe(gone);
    expect(await refusal(await press(`remove:yes:${id}`))).toBe(gone);
  });

  test('does not continue a search by file', async () => {
    const found = await answer(
      here.slash('search', { audio: here.upload('query.wav', wav(sine(440, 1.2, RATE), RATE)) }),
    );
    const ids = JSON.stringify(found.components).match(/search:t:[^"]+/) ?? [''];
    expect(await refusal(await press(ids[0]))).toMatch(/too old/);
  });

  test('answers no question and undoes no removal', async () => {
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

  test('is rejected with advice if no server has it', async () => {
    expect(await refusal(await press('constructor:x'))).toMatch(/button no longer works/);
    expect(await refusal(await press('search:nonsense'))).toMatch(/too old/);
    expect(await refusal(await press('list:nonsense'))).toMatch(/too old/);
  });

  test('cancels no task and erases no sounds', async () => {
    expect(await refusal(await press('cancel:00000000-0000-0000-0000-000000000000'))).toMatch(/nothing left to cancel/);
    const dora = world.playground.member('dora', 'Quiet Room');
    await dora
      .slash('add', { audio: dora.upload('d.wav', wav(sine(910, 1, RATE), RATE)), label: 'doras' })
      .until(isAdded);
    const erased = await pressForged(world.playground, dora, 'forget:yes');
    await erased.until(({ content }) => content.startsWith('🧹'));
    expect((await world.sounds(0)).map(({ label }) => label)).toEqual(['secret tone']);
    expect((await world.sounds(1)).map(({ label }) => label)).toEqual(['hiss', 'my own tone']);
  });

  test("shows no page of the other server's list", async () => {
    const shown = await (await press('list:0::')).until(({ embeds }) => embeds.length > 0);
    expect(JSON.stringify(shown.embeds)).not.toContain('secret');
  });
});

describe('the settings of a server', () => {
  const guildOf = (member: Member) => member.guildId ?? '';
  const settingsOf = (member: Member) => world.libraries.settings.read(guildOf(member));
  /** The owner of the other server. She is not a member of the first server. */
  let dora: Member;
  beforeAll(() => {
    dora = world.playground.member('dora', 'Quiet Room');
  });

  test('are changed by controls on the same server only', async () => {
    const before = await settingsOf(here);
    const shown = (message: APIMessage) => JSON.stringify(message.components).includes('Settings of this server');
    for (const [id, value] of [
      ['settings:top', '3'],
      ['settings:least', '50'],
      ['settings:weights', 'tune'],
      ['settings:adders', '123'],
      ['settings:removers', '123'],
      ['settings:channels', dora.channelId],
    ] as const)
      await (await chooseForged(world.playground, dora, id, [value])).acknowledged();
    for (const id of ['settings:level:rhythm:3', 'settings:reset'])
      await (await pressForged(world.playground, dora, id)).acknowledged();
    const opened = await pressForged(world.playground, dora, 'settings:room');
    await opened.modal();
    await dora.submit(opened, { sounds: '7' }).acknowledged();
    await expect.poll(async () => (await settingsOf(dora)).sounds).toBe(7);
    expect(await settingsOf(here)).toEqual(before);
    await dora.slash('settings').until(shown);
    await (await pressForged(world.playground, dora, 'settings:reset:yes')).acknowledged();
    await expect.poll(async () => (await settingsOf(dora)).sounds).toBeNull();
    expect(await settingsOf(here)).toEqual(before);
  });

  test('apply to that server only', async () => {
    await world.libraries.settings.change(guildOf(there), { adders: [], channels: ['404'], sounds: 1 });
    await answer(here.slash('add', { audio: here.upload('y.wav', wav(sine(333, 1.7, RATE), RATE)), label: 'free' }));
    expect(await refusal(there.slash('list'))).toMatch(/no longer exist/);
    await world.libraries.settings.change(guildOf(there), DEFAULT_SETTINGS);
  });

  test('do not redirect the sounds of a modal, which are added to the server in which it is submitted', async () => {
    const opened = there.slash('add');
    await opened.modal();
    const files = [there.upload('modal.wav', wav(sine(1234, 1.3, RATE), RATE))];
    await answer(there.submit(opened, { files }));
    expect((await world.sounds(1)).map(({ label }) => label)).toContain('modal');
    expect((await world.sounds(0)).map(({ label }) => label)).not.toContain('modal');
  });
});
