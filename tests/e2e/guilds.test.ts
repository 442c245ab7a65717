import { readFileSync } from 'node:fs';
import type { APIMessage } from 'discord.js';
import type { Invocation, Member } from 'discord-playground';
import { describe, expect } from 'vitest';
import { encodeState, initialState } from '../../src/commands/search/search-state.ts';
import { DEFAULT_SETTINGS } from '../../src/storage/settings.ts';
import { SAMPLE_NAMES, samplePath } from '../helpers/samples.ts';
import { noiseFile, toneFile } from '../helpers/signals.ts';
import { add } from './add.ts';
import { choose, press } from './forge.ts';
import { openQuietRoom, openWorkshop } from './guild.ts';
import { answer, controlled, refusal, said } from './reply.ts';
import { testInOneGuild } from './test.ts';

// Ben is a member of both guilds. Dora is not a member of the first.

const test = testInOneGuild
  .extend('here', { scope: 'file' }, ({ guild }) => guild.member('ben'))
  .extend('there', { scope: 'file' }, ({ quietRoom }) => quietRoom.member('ben'));

const tone = toneFile();

test.beforeAll(async ({ here, there }) => {
  await answer(add(here, 'secret tone', tone, { tags: 'hidden' }));
  await answer(add(there, 'hiss', noiseFile()));
});

test('a search finds sounds of its own server only', async ({ here, there }) => {
  const found = async (member: Member) =>
    (await answer(member.slash('search', { audio: member.upload('query.wav', toneFile(440, 1.1)) }))).labels();
  expect(await found(here)).toEqual(['secret tone']);
  expect(await found(there)).toEqual(['hiss']);
});

test('at full load, searches still find sounds of their own server only', async ({ world }) => {
  const file = (name: string) => readFileSync(samplePath(name));
  const named = (start: string) => SAMPLE_NAMES.filter((name) => name.startsWith(start)).slice(0, 5);
  const [drums, elec] = [named('drum_'), named('elec_')];
  const places = [
    { guild: openWorkshop(world), name: 'ada', own: drums, others: elec },
    { guild: openQuietRoom(world), name: 'dora', own: elec, others: drums },
  ].map(({ guild, name, ...names }) => ({ guild, member: guild.member(name), ...names }));
  // Each library needs a sound before the load begins, because an empty library cannot be searched.
  for (const { member, own } of places) await answer(add(member, own[0], file(own[0] ?? '')));
  const work = places.flatMap(({ member, own, others }) =>
    own.slice(1).map(async (name, index) => {
      // Searches for a sound that a member of the other server adds at the same time.
      const audio = member.upload('query.flac', file(others[index + 1] ?? ''));
      const [found] = await Promise.all(
        [member.slash('search', { audio, top: 10 }), add(member, name, file(name))].map((sent) => answer(sent)),
      );
      expect(own).toEqual(expect.arrayContaining(found?.labels() ?? ['nothing']));
      expect(found?.labels()).not.toEqual([]);
    }),
  );
  await Promise.all(work);
  for (const { guild, own } of places) expect((await guild.labels()).sort()).toEqual(own);
});

test('lists, suggestions and tags show sounds of one server', async ({ there }) => {
  const listed = await answer(there.slash('list'));
  expect(listed.description).toContain('hiss');
  expect(listed.description).not.toContain('secret');
  for (const command of ['info', 'edit', 'remove', 'search'])
    expect(await there.autocomplete(command, 'sound', 'secret').choices()).toEqual([]);
  for (const command of ['list', 'search'])
    expect(await there.autocomplete(command, 'tag', 'hid').choices()).toEqual([]);
});

test.for(['info', 'edit', 'remove', 'search'])(
  '/%s rejects the id of another guild’s sound',
  async (command, { guild, there }) => {
    const [secret] = await guild.sounds();
    const sent = there.slash(command, { sound: secret?.id ?? '', ...(command === 'edit' ? { label: 'mine' } : {}) });
    expect(await refusal(sent)).toMatch(/no sound called/i);
    expect(await guild.labels()).toEqual(['secret tone']);
  },
);

test('a file of one server is not a duplicate on another', async ({ there }) => {
  expect((await answer(add(there, 'my own tone', tone))).title).toBe('✅ Added');
});

describe('a custom id from another server', () => {
  /** Returns the random key at the end of the custom id of the first button of a message. */
  const keyOf = (message: APIMessage) =>
    /"custom_id":"\w+:\w+:([\w-]+)"/.exec(JSON.stringify(message.components))?.[1] ?? '';

  test('plays no sound and runs no search', async ({ world, guild, there }) => {
    const id = (await guild.sounds())[0]?.id ?? '';
    const state = initialState({ kind: 'sound', ref: id }, DEFAULT_SETTINGS);
    for (const sent of [
      press(world, there, encodeState('page', state)),
      choose(world, there, encodeState('play', state), [id]),
      choose(world, there, encodeState('more', state), [id]),
      press(world, there, `remove:yes:${id}`),
    ])
      expect(await refusal(await sent)).toBe('That sound is no longer in the library.');
  });

  test('does not continue a search by file', async ({ world, here, there }) => {
    const found = await answer(here.slash('search', { audio: here.upload('query.wav', toneFile(440, 1.2)) }));
    expect(await refusal(await press(world, there, found.button('What matters?')))).toMatch(/too old/);
  });

  test('answers no question and undoes no removal', async ({ world, guild, quietRoom, here, there }) => {
    const asked = await answer(add(here, 'again', tone));
    expect(await refusal(await press(world, there, `add:yes:${keyOf(asked)}`))).toMatch(/too old/);
    await answer(add(here, 'short-lived', toneFile(700, 2)));
    const sure = await said(here.slash('remove', { sound: 'short-lived' }), /./);
    const removed = await said(here.click(sure, 'Remove'), /^🗑️/);
    expect(await refusal(await press(world, there, `remove:undo:${keyOf(removed)}`))).toMatch(/too late/);
    expect(await guild.labels()).toEqual(['secret tone']);
    expect(await quietRoom.labels()).toEqual(['hiss', 'my own tone']);
  });

  test.for([
    ['constructor:x', /button no longer works/],
    ['search:nonsense', /too old/],
    ['list:nonsense', /too old/],
    ['cancel:00000000-0000-0000-0000-000000000000', /nothing left to cancel/],
  ] as const)('is rejected with advice if no server has it: %s', async ([id, advice], { world, there }) => {
    expect(await refusal(await press(world, there, id))).toMatch(advice);
  });

  test('erases no sounds', async ({ world, guild, quietRoom, dora }) => {
    await answer(add(dora, 'doras', toneFile(910, 1)));
    await said(await press(world, dora, 'forget:yes'), /^🧹/);
    expect(await guild.labels()).toEqual(['secret tone']);
    expect(await quietRoom.labels()).toEqual(['hiss', 'my own tone']);
  });

  test("shows no page of the other server's list", async ({ world, there }) => {
    const shown = await answer(await press(world, there, 'list:0::'));
    expect(JSON.stringify(shown.embeds)).not.toContain('secret');
  });
});

describe('the settings of a server', () => {
  test('are changed by controls on the same server only', async ({ world, guild, quietRoom, dora }) => {
    const before = await guild.settings();
    const acknowledged = async (sent: Promise<Invocation>) => (await sent).acknowledged();
    for (const [id, value] of [
      ['settings:top', '3'],
      ['settings:least', '50'],
      ['settings:weights', 'tune'],
      ['settings:adders', '123'],
      ['settings:removers', '123'],
      ['settings:channels', dora.channelId],
    ] as const)
      await acknowledged(choose(world, dora, id, [value]));
    for (const id of ['settings:level:rhythm:3', 'settings:reset']) await acknowledged(press(world, dora, id));
    const opened = await press(world, dora, 'settings:room');
    await opened.modal();
    await dora.submit(opened, { sounds: '7' }).acknowledged();
    await expect.poll(async () => (await quietRoom.settings()).sounds).toBe(7);
    expect(await guild.settings()).toEqual(before);
    await controlled(dora.slash('settings'), /Settings of this server/);
    await acknowledged(press(world, dora, 'settings:reset:yes'));
    await expect.poll(async () => (await quietRoom.settings()).sounds).toBeNull();
    expect(await guild.settings()).toEqual(before);
  });

  test('apply to that server only', async ({ quietRoom, here, there }) => {
    await quietRoom.change({ adders: [], channels: ['404'], sounds: 1 });
    await answer(add(here, 'free', toneFile(333, 1.7)));
    expect(await refusal(there.slash('list'))).toMatch(/no longer exist/);
    await quietRoom.change(DEFAULT_SETTINGS);
  });

  test('do not redirect the sounds of a modal, which are added where it is submitted', async ({
    guild,
    quietRoom,
    there,
  }) => {
    const opened = there.slash('add');
    await opened.modal();
    await answer(there.submit(opened, { files: [there.upload('modal.wav', toneFile(1234, 1.3))] }));
    expect(await quietRoom.labels()).toContain('modal');
    expect(await guild.labels()).not.toContain('modal');
  });
});
