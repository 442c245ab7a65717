import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/storage/settings.ts';
import { sine, wav } from '../helpers/signals.ts';
import { roleId } from './forge.ts';
import { AWKWARD, add, panel, RATE, type RuledWorld, startRuledWorld } from './ruled-world.ts';
import { answer, ranking, refusal } from './world.ts';

let server: RuledWorld;
beforeAll(async () => {
  server = await startRuledWorld();
});
afterEach(() => server.reset());
afterAll(() => server.world.close());

describe('permission to add sounds', () => {
  test('is given to everyone by default', async () => {
    const { ben } = server;
    expect((await answer(add(ben))).embeds[0]?.title).toBe('✅ Added');
  });

  test('is given to the roles in the settings and to managers, for command, menu, modal and button', async () => {
    const { djs, ben, cleo, dan, rule } = server;
    const copy = ben.upload('copy.wav', wav(sine(150, 2, RATE), RATE));
    await answer(ben.slash('add', { audio: copy, label: 'copy' }));
    const asked = await answer(ben.slash('add', { audio: copy, label: 'copy' }));
    const opened = ben.slash('add');
    await opened.modal();
    await rule({ adders: [djs] });
    const refused = 'Only members with @DJ can add sounds here.';
    expect(await refusal(add(ben))).toBe(refused);
    expect(await refusal(ben.slash('add'))).toBe(refused);
    expect(await refusal(ben.messageCommand('Add to sound library', ben.post('', [copy])))).toBe(refused);
    expect(await refusal(ben.click(asked, 'Add anyway'))).toBe(refused);
    expect(await refusal(ben.submit(opened, { files: [copy] }))).toBe(refused);
    expect((await answer(add(dan))).embeds[0]?.title).toBe('✅ Added');
    expect((await answer(add(cleo))).embeds[0]?.title).toBe('✅ Added');
  });

  test('is given to managers only if all roles in the settings were deleted', async () => {
    const { ada, dan, rule } = server;
    await rule({ adders: ['404'] });
    expect(await refusal(add(dan))).toMatch(/^Only server managers can add/);
    expect((await answer(add(ada))).embeds[0]?.title).toBe('✅ Added');
  });

  test('is checked again when a file is saved, and the error fits into a message with the longest role names', async () => {
    const { world, guildId, ben, rule } = server;
    const adders = await Promise.all(
      AWKWARD.filter((name) => name.includes('*')).map((name) => roleId(world.playground, guildId, name)),
    );
    const tone = (hertz: number) => ben.upload(`${hertz}.wav`, wav(sine(hertz, hertz / 100, RATE), RATE));
    const known = tone(170);
    await answer(ben.slash('add', { audio: known }));
    world.replaceEmbed(async (...sound) => {
      await rule({ adders });
      return world.engine.embed(...sound);
    });
    const sent = ben.slash('add', {
      audio: known,
      audio2: tone(190),
      audio3: tone(210),
      audio4: tone(230),
      audio5: tone(250),
    });
    const outcome = await sent.until((message) => message.embeds.length > 0 || message.content.startsWith('Something'));
    world.replaceEmbed();
    expect(outcome.embeds.map(({ title }) => title)).toEqual(['🤔 Already here?']);
    expect(outcome.content).toMatch(/^Not added:\n\*\*190\.wav\*\*: Only members with/);
  });

  test('is refused in a text without markup from role names', async () => {
    const { world, guildId, djs, ben, rule } = server;
    const loud = await roleId(world.playground, guildId, '**@everyone** 🎧');
    await rule({ adders: [loud, djs] });
    const line = await refusal(add(ben));
    expect(line).toBe('Only members with @\\*\\*\\@everyone\\*\\* 🎧 or @DJ can add sounds here.');
  });
});

describe('permission to change sounds of others', () => {
  test('is given to the roles in the settings instead of those who manage messages', async () => {
    const { djs, ben, dan, rule } = server;
    await answer(add(ben, 'bens own'));
    await rule({ removers: [djs] });
    await answer(dan.slash('edit', { sound: 'bens own', label: 'edited by dan' }));
    await answer(ben.slash('edit', { sound: 'edited by dan', label: 'bens again' }));
    await answer(add(dan, 'dans own'));
    expect(await refusal(ben.slash('remove', { sound: 'dans own' }))).toMatch(
      /^Dan added that sound. Only they, or members with @DJ, can change it.$/,
    );
  });

  test('is given to managers only if all roles in the settings were deleted', async () => {
    const { ben, cleo, dan, rule } = server;
    await answer(add(ben, 'left alone'));
    await rule({ removers: ['404'] });
    expect(await refusal(dan.slash('edit', { sound: 'left alone', label: 'x' }))).toMatch(/or a server manager/);
    await answer(cleo.slash('edit', { sound: 'left alone', label: 'by cleo' }));
  });

  test('is given to everyone if the settings name @everyone', async () => {
    const { guildId, ben, dan, rule } = server;
    await answer(add(dan, 'for all'));
    await rule({ removers: [guildId] });
    await answer(ben.slash('edit', { sound: 'for all', label: 'by ben' }));
  });
});

describe('permission to use the bot', () => {
  test('is limited to the channels in the settings, except for /help, /forget and /settings', async () => {
    const { ada, ben, cleo, rule } = server;
    await answer(add(ben, 'to be listed'));
    const found = await answer(ben.slash('search', { sound: 'to be listed' }));
    await rule({ channels: [ben.in('general').channelId] });
    const line = new RegExp(`^I can only be used in <#${ben.in('general').channelId}>.$`);
    expect(await refusal(ben.slash('list'))).toMatch(line);
    expect(await refusal(ada.slash('list'))).toMatch(line);
    expect(await refusal(ben.click(found, 'What matters?'))).toMatch(line);
    expect(await ben.autocomplete('info', 'sound', 'to be').choices()).toEqual([]);
    await answer(ben.in('general').slash('list'));
    await answer(ben.slash('help'));
    await panel(cleo.slash('settings'));
    await ben.slash('forget').until(({ content }) => /added/.test(content));
  });

  test('is given nowhere if all channels in the settings were deleted, until a manager changes that', async () => {
    const { ben, cleo, rule } = server;
    await rule({ channels: ['404'] });
    expect(await refusal(ben.slash('list'))).toMatch(/no longer exist. Ask a server manager/);
    await panel(cleo.select(await panel(cleo.slash('settings')), 'settings:channels', []), /In every channel/);
    await answer(ben.slash('list'));
  });
});

describe('the defaults of a search', () => {
  test('come from the settings, and options replace them', async () => {
    const { ben, rule } = server;
    for (const label of ['one', 'two', 'three']) await answer(add(ben, label));
    const search = (options = {}) => answer(ben.slash('search', { sound: 'one', ...options }));
    const [plain, wide] = [await search(), await search({ top: 2 })];
    expect(wide.embeds[0]?.fields).toHaveLength(2);
    expect(plain.embeds[0]?.fields?.length).toBeGreaterThan(2);
    await rule({
      top: 1,
      minScore: 1,
      levels: { ...DEFAULT_SETTINGS.levels, mfcc: 'off' },
    });
    const narrow = await search();
    expect(narrow.embeds[0]?.fields).toHaveLength(1);
    expect(narrow.embeds[0]?.description).toContain('at least 1 % alike');
    // The results mention weights only if they differ from the default weights of the server.
    expect(narrow.embeds[0]?.description).not.toContain('Weighted');
    expect(ranking(narrow)[0]?.score).not.toBe(ranking(plain)[0]?.score);
    expect((await search({ top: 2 })).embeds[0]?.fields).toHaveLength(2);
  });
});

describe('a quota', () => {
  test('of a member or a server rejects new sounds, and stored sounds stay', async () => {
    const { world, ben, dan, rule } = server;
    const before = (await world.sounds()).length;
    const mine = (await world.sounds()).filter(({ addedBy }) => addedBy.id === ben.user.id).length;
    await rule({ soundsPerMember: mine });
    expect(await refusal(add(ben))).toMatch(/the most that one member can have. Remove one first.$/);
    await rule({ soundsPerMember: null, sounds: before });
    expect(await refusal(add(dan))).toBe(`This library is full: it can hold ${before} sounds. Remove one first.`);
    expect(await world.sounds()).toHaveLength(before);
  });

  test('applies to a sound that is put back, which is possible again once there is space', async () => {
    const { world, ben, cleo, rule } = server;
    for (const label of ['stays', 'stays too', 'put back']) await answer(add(ben, label));
    const asked = await cleo.slash('remove', { sound: 'put back' }).until(({ content }) => /^Ben added/.test(content));
    const removed = await cleo.click(asked, 'Remove').until(({ content }) => /^🗑️/.test(content));
    const { length } = await world.sounds();
    const mine = (await world.sounds()).filter(({ addedBy }) => addedBy.id === ben.user.id).length;
    await rule({ soundsPerMember: mine });
    expect(await refusal(cleo.click(removed, 'Put it back'))).toBe(
      `Ben has ${mine} sounds here, the most that one member can have. Remove one of theirs first.`,
    );
    await rule({ soundsPerMember: null, sounds: length });
    expect(await refusal(cleo.click(removed, 'Put it back'))).toBe(
      `This library is full: it can hold ${length} sounds. Remove one first.`,
    );
    await rule({ sounds: null });
    await cleo.click(removed, 'Put it back').until(({ content }) => /is back/.test(content));
    expect(await world.sounds()).toHaveLength(length + 1);
  });
});
