import { describe, expect } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/storage/settings.ts';
import { toneFile } from '../helpers/signals.ts';
import { add } from './add.ts';
import { AWKWARD, LOUD } from './guild.ts';
import { answer, controlled, refusal, said } from './reply.ts';
import { test } from './test.ts';

describe('permission to add sounds', () => {
  test('is given to everyone by default', async ({ ben }) => {
    expect((await answer(add(ben))).title).toBe('✅ Added');
  });

  test('is given to roles and managers, for command, menu, modal and button', async ({ guild, ben, cleo, dan }) => {
    const copy = ben.upload('copy.wav', toneFile(150, 0.5));
    await answer(ben.slash('add', { audio: copy, label: 'copy' }));
    const asked = await answer(ben.slash('add', { audio: copy, label: 'copy' }));
    const opened = ben.slash('add');
    await opened.modal();
    await guild.change({ adders: [guild.roleId('DJ')] });
    for (const sent of [
      add(ben),
      ben.slash('add'),
      ben.messageCommand('Add to sound library', ben.post('', [copy])),
      ben.click(asked, 'Add anyway'),
      ben.submit(opened, { files: [copy] }),
    ])
      expect(await refusal(sent)).toBe('Only members with @DJ can add sounds here.');
    for (const member of [dan, cleo]) expect((await answer(add(member))).title).toBe('✅ Added');
  });

  test('is given to managers only if all roles in the settings were deleted', async ({ guild, ada, dan }) => {
    await guild.change({ adders: ['404'] });
    expect(await refusal(add(dan))).toMatch(/^Only server managers can add/);
    expect((await answer(add(ada))).title).toBe('✅ Added');
  });

  test('is checked again when a file is saved, and the longest role names fit', async ({ world, guild, ben }) => {
    const adders = AWKWARD.filter((name) => name.includes('*')).map(guild.roleId);
    const tone = (hertz: number) => ben.upload(`${hertz}.wav`, toneFile(hertz, hertz / 400));
    const known = tone(170);
    await answer(ben.slash('add', { audio: known }));
    world.replace({
      async embed(...sound) {
        await guild.change({ adders });
        return world.engine.embed(...sound);
      },
    });
    const others = { audio2: tone(190), audio3: tone(210), audio4: tone(230), audio5: tone(250) };
    const outcome = await answer(ben.slash('add', { audio: known, ...others }));
    expect(outcome.titles).toEqual(['🤔 Already here?']);
    expect(outcome.content).toMatch(/^Not added:\n\*\*190\.wav\*\*: Only members with/);
  });

  test('is refused in a text without markup from role names', async ({ guild, ben }) => {
    await guild.change({ adders: [LOUD, 'DJ'].map(guild.roleId) });
    expect(await refusal(add(ben))).toBe('Only members with @\\*\\*\\@everyone\\*\\* 🎧 or @DJ can add sounds here.');
  });
});

describe('permission to change sounds of others', () => {
  test('is given to roles instead of those who manage messages', async ({ guild, ben, dan }) => {
    await answer(add(ben, 'bens own'));
    await guild.change({ removers: [guild.roleId('DJ')] });
    await answer(dan.slash('edit', { sound: 'bens own', label: 'edited by dan' }));
    await answer(ben.slash('edit', { sound: 'edited by dan', label: 'bens again' }));
    await answer(add(dan, 'dans own'));
    expect(await refusal(ben.slash('remove', { sound: 'dans own' }))).toMatch(
      /^Dan added that sound. Only they, or members with @DJ, can change it.$/,
    );
  });

  test('is given to managers only if all roles in the settings were deleted', async ({ guild, ben, cleo, dan }) => {
    await answer(add(ben, 'left alone'));
    await guild.change({ removers: ['404'] });
    expect(await refusal(dan.slash('edit', { sound: 'left alone', label: 'x' }))).toMatch(/or a server manager/);
    await answer(cleo.slash('edit', { sound: 'left alone', label: 'by cleo' }));
  });

  test('is given to everyone if the settings name @everyone', async ({ guild, ben, dan }) => {
    await answer(add(dan, 'for all'));
    await guild.change({ removers: [guild.id] });
    await answer(ben.slash('edit', { sound: 'for all', label: 'by ben' }));
  });
});

describe('permission to use the bot', () => {
  test('is limited to channels, except for /help, /forget and /settings', async ({ guild, ada, ben, cleo }) => {
    await answer(add(ben, 'to be listed'));
    const found = await answer(ben.slash('search', { sound: 'to be listed' }));
    const general = ben.in('general');
    await guild.change({ channels: [general.channelId] });
    for (const sent of [ben.slash('list'), ada.slash('list'), ben.click(found, 'What matters?')])
      expect(await refusal(sent)).toBe(`I can only be used in <#${general.channelId}>.`);
    expect(await ben.autocomplete('info', 'sound', 'to be').choices()).toEqual([]);
    await answer(general.slash('list'));
    await answer(ben.slash('help'));
    await controlled(cleo.slash('settings'));
    await said(ben.slash('forget'), /added/);
  });

  test('is given nowhere if all channels were deleted, until a manager changes that', async ({ guild, ben, cleo }) => {
    await guild.change({ channels: ['404'] });
    expect(await refusal(ben.slash('list'))).toMatch(/no longer exist. Ask a server manager/);
    const panel = await controlled(cleo.slash('settings'));
    await controlled(cleo.select(panel, 'settings:channels', []), /In every channel/);
    await answer(ben.slash('list'));
  });
});

test('the defaults of a search come from the settings, and options replace them', async ({ guild, ben }) => {
  for (const label of ['one', 'two', 'three', 'four']) await answer(add(ben, label));
  const search = (options = {}) => answer(ben.slash('search', { sound: 'one', ...options }));
  const [plain, wide] = [await search(), await search({ top: 2 })];
  expect(wide.labels()).toHaveLength(2);
  expect(plain.labels()).toHaveLength(3);
  await guild.change({ top: 1, minScore: 1, levels: { ...DEFAULT_SETTINGS.levels, mfcc: 'off' } });
  const narrow = await search();
  expect(narrow.labels()).toHaveLength(1);
  expect(narrow.description).toContain('at least 1% similar');
  // The results mention weights only if they differ from the default weights of the server.
  expect(narrow.description).not.toContain('⚖️');
  expect(narrow.ranking()[0]?.score).not.toBe(plain.ranking()[0]?.score);
  expect((await search({ top: 2 })).labels()).toHaveLength(2);
});

describe('a quota', () => {
  test('of a member or a server rejects new sounds, and stored sounds stay', async ({ guild, ben, dan }) => {
    await answer(add(ben));
    await guild.change({ soundsPerMember: 1 });
    expect(await refusal(add(ben))).toMatch(/the most that one member can have. Remove one first.$/);
    await guild.change({ soundsPerMember: null, sounds: 1 });
    expect(await refusal(add(dan))).toBe('This library is full: it can hold at most 1 sound. Remove one first.');
    expect(await guild.sounds()).toHaveLength(1);
  });

  test('applies to a sound that is put back, which is possible again once there is space', async ({
    guild,
    ben,
    cleo,
  }) => {
    for (const label of ['stays', 'stays too', 'put back']) await answer(add(ben, label));
    const asked = await said(cleo.slash('remove', { sound: 'put back' }), /^Ben added/);
    const removed = await said(cleo.click(asked, 'Remove'), /^🗑️/);
    await guild.change({ soundsPerMember: 2 });
    expect(await refusal(cleo.click(removed, 'Put it back'))).toBe(
      'Ben already has 2 sounds here, the most that one member can have. Remove one of theirs first.',
    );
    await guild.change({ soundsPerMember: null, sounds: 2 });
    expect(await refusal(cleo.click(removed, 'Put it back'))).toBe(
      'This library is full: it can hold at most 2 sounds. Remove one first.',
    );
    await guild.change({ sounds: null });
    await said(cleo.click(removed, 'Put it back'), /is back/);
    expect(await guild.sounds()).toHaveLength(3);
  });
});
