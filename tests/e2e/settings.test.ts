import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { APIMessage } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultGuilds, type Invocation, type Member } from '../../src/playground/playground.ts';
import { DEFAULT_SETTINGS } from '../../src/storage/settings.ts';
import { sine, wav } from '../helpers/signals.ts';
import { choose, press, roleId } from './forge.ts';
import { answer, isPrivate, ranking, refusal, startWorld, type World } from './world.ts';

const RATE = 22_050;
/** The longest names that a role can have: emoji, right to left, markup. */
const AWKWARD = Array.from(
  { length: 25 },
  (_, i) => `${i} ${['👩‍🚒'.repeat(20), 'ש'.repeat(97), '*[_'.repeat(32)][i % 3]}`,
);

let world: World;
/** Owns the server, and so manages it. */
let ada: Member;
let ben: Member;
/** Manages the server by a role. */
let cleo: Member;
/** Has the role DJ. */
let dan: Member;
let guildId: string;
let djs: string;
beforeAll(async () => {
  world = await startWorld({
    env: { MAX_SOUNDS: '50', MAX_LIBRARY_MB: '8' },
    guilds: [
      {
        name: 'Sound Workshop',
        roles: [
          { name: 'Librarian', permissions: ['ManageGuild'] },
          { name: 'DJ', permissions: [] },
          { name: '**@everyone** 🎧', permissions: [] },
          ...AWKWARD.map((name) => ({ name, permissions: [] })),
        ],
        channels: [{ name: 'sounds' }, { name: 'general' }],
        members: [
          { name: 'ada', displayName: 'Ada' },
          { name: 'ben', displayName: 'Ben' },
          { name: 'cleo', displayName: 'Cleo', roles: ['Librarian'] },
          { name: 'dan', displayName: 'Dan', roles: ['DJ'] },
        ],
      },
    ],
  });
  const { playground } = world;
  ada = playground.member('ada');
  ben = playground.member('ben');
  cleo = playground.member('cleo');
  dan = playground.member('dan');
  guildId = ada.guildId ?? '';
  djs = await roleId(playground, guildId, 'DJ');
});
beforeEach(async () => {
  await world.libraries.settings.change(guildId, DEFAULT_SETTINGS);
});
afterAll(() => world.close());
afterEach(() => expect(world.playground.violations).toEqual([]));

const stored = () => world.libraries.settings.read(guildId);
const textOf = (message: APIMessage) => JSON.stringify(message.components);

/** The panel, once it says so. */
function panel(sent: Invocation, says: RegExp = /Settings of this server/): Promise<APIMessage> {
  return sent.until((message) => says.test(textOf(message)));
}

let pitch = 200;
function add(member: Member, label = 'a sound') {
  // Each of another length, so that none is a twin of one before.
  pitch += 100;
  const audio = member.upload('tone.wav', wav(sine(pitch, pitch / 1000, RATE), RATE));
  return member.slash('add', { audio, label });
}

describe('/settings', () => {
  test('is for those who manage the server; to others Discord does not show it, and the bot would not let them in', async () => {
    expect(isPrivate(await panel(cleo.slash('settings')))).toBe(true);
    expect(ben.commands().map(({ name }) => name)).not.toContain('settings');
    expect(await refusal(await choose(world.playground, ben, 'settings:top', ['3']))).toMatch(/^Only managers of/);
    expect(await refusal(await press(world.playground, ben, 'settings:room'))).toMatch(/^Only managers of this server/);
    expect(await refusal(await press(world.playground, ben, 'settings:reset:yes'))).toMatch(/^Only managers of/);
    expect(await stored()).toEqual(DEFAULT_SETTINGS);
  });

  test('shows each change at once, and keeps it', async () => {
    const first = await panel(cleo.slash('settings'), /Everyone/);
    const second = await panel(cleo.select(first, 'settings:adders', [djs]), /Members with @DJ/);
    const third = await panel(cleo.select(second, 'settings:channels', [cleo.channelId]), /In <#\d+>; \/help/);
    const fourth = await panel(cleo.select(third, 'settings:top', ['3']));
    const fifth = await panel(cleo.select(fourth, 'settings:least', ['40']));
    await panel(cleo.select(fifth, 'settings:weights', ['rhythm']));
    await world.restart();
    expect(await stored()).toMatchObject({ adders: [djs], channels: [cleo.channelId], top: 3, least: 40 });
    expect((await stored()).levels).toEqual({ ...DEFAULT_SETTINGS.levels, rhythm: 'more' });
  });

  test('its controls outlive a restart', async () => {
    const shown = await panel(cleo.slash('settings'));
    await world.restart();
    await panel(cleo.select(shown, 'settings:removers', [djs]), /Members with @DJ/);
    expect((await stored()).removers).toEqual([djs]);
  });

  test('an empty choice lets everyone in again', async () => {
    await world.libraries.settings.change(guildId, { adders: [djs] });
    await panel(cleo.select(await panel(cleo.slash('settings')), 'settings:adders', []), /Everyone/);
    expect((await stored()).adders).toBeNull();
  });

  test('everyone’s role is no restriction; the channel that has the server’s own id, as on old servers, is', async () => {
    const chosen = async (id: string) => panel(await choose(world.playground, cleo, id, [guildId]));
    await chosen('settings:adders');
    await chosen('settings:channels');
    expect(await stored()).toMatchObject({ adders: null, channels: [guildId] });
  });

  test('a mix of one’s own is made press by press', async () => {
    const shown = await panel(cleo.select(await panel(cleo.slash('settings')), 'settings:weights', ['own']), /Rhythm/);
    const once = await panel(cleo.click(shown, 'Rhythm / Tempo'), /Rhythm \/ Tempo \+/);
    await panel(cleo.click(once, 'Rhythm / Tempo +'), /Rhythm \/ Tempo −/);
    expect((await stored()).levels.rhythm).toBe('less');
  });

  test('all goes back to the defaults, but only when asked twice', async () => {
    await world.libraries.settings.change(guildId, { adders: [djs], top: 9 });
    const asked = await panel(cleo.click(await panel(cleo.slash('settings')), 'Back to defaults'), /Really/);
    expect((await stored()).top).toBe(9);
    await panel(cleo.click(asked, 'Really: all back to defaults'), /Everyone/);
    expect(await stored()).toEqual(DEFAULT_SETTINGS);
  });

  test('limits are asked for in a modal, up to the host’s', async () => {
    const opened = cleo.click(await panel(cleo.slash('settings')), 'Change limits');
    expect((await opened.modal()).title).toBe('How much is kept');
    await panel(cleo.submit(opened, { sounds: '12', megabytes: '', member: '２' }), /12 sounds and 8 MB/);
    expect(await stored()).toMatchObject({ sounds: 12, bytes: null, soundsPerMember: 2 });
    for (const wrong of ['51', '0', '-1', '1e1', 'many', '9'.repeat(12)]) {
      const again = cleo.click(await panel(cleo.slash('settings')), 'Change limits');
      await again.modal();
      expect(await refusal(cleo.submit(again, { sounds: wrong }))).toMatch(/^Give whole numbers from 1 to 50/);
    }
    expect((await stored()).sounds).toBe(12);
  });

  test('what is gone is shown as gone', async () => {
    await world.libraries.settings.change(guildId, { adders: ['404'], removers: [djs, '404'], channels: ['404'] });
    const shown = textOf(await panel(cleo.slash('settings')));
    expect(shown).toContain('Managers of the server · 1 that was chosen is gone');
    expect(shown).toContain('Members with @DJ · 1 that was chosen is gone');
    expect(shown).toContain('Nowhere');
  });

  test('and what is refused fit Discord’s limits with the longest names in every list', async () => {
    const roles = await Promise.all(AWKWARD.map((name) => roleId(world.playground, guildId, name)));
    const channels = Array.from({ length: 24 }, (_, i) => `1${i}`.padStart(19, '9'));
    const lists = { adders: roles, removers: roles, channels: [ben.channelId, ...channels] };
    await world.libraries.settings.change(guildId, { ...lists, levels: { ...DEFAULT_SETTINGS.levels, rms: 'off' } });
    const shown = textOf(await panel(cleo.slash('settings'), /and 17 more/));
    expect(shown).toContain('24 that were chosen are gone');
    expect(await refusal(add(ben))).toMatch(/^Only members with @0 👩‍🚒.* may add sounds here\.$/);
    const help = await answer(ben.slash('help'));
    const rules = help.embeds[0]?.fields?.find(({ name }) => name === 'Settings of this server')?.value;
    expect(rules).toMatch(/^Who may add sounds: Members with .*\nWhere I may be used: In /);
  });

  test('a control of another version is answered with what to do', async () => {
    for (const id of ['settings:nonsense', 'settings:level:rhythm:9', 'settings:level:loud:1', 'settings'])
      expect(await refusal(await press(world.playground, cleo, id))).toMatch(/do not know that button/);
    expect(await refusal(await choose(world.playground, cleo, 'settings:top', ['99']))).toMatch(/do not know/);
  });
});

describe('who may add', () => {
  test('everyone, by default', async () => {
    expect((await answer(add(ben))).embeds[0]?.title).toBe('✅ Added');
  });

  test('members with a role, and managers, where the settings name it: by command, menu, modal and button alike', async () => {
    const twin = ben.upload('twin.wav', wav(sine(150, 2, RATE), RATE));
    await answer(ben.slash('add', { audio: twin, label: 'twin' }));
    const asked = await answer(ben.slash('add', { audio: twin, label: 'twin' }));
    const opened = ben.slash('add');
    await opened.modal();
    await world.libraries.settings.change(guildId, { adders: [djs] });
    const refused = 'Only members with @DJ may add sounds here.';
    expect(await refusal(add(ben))).toBe(refused);
    expect(await refusal(ben.slash('add'))).toBe(refused);
    expect(await refusal(ben.messageCommand('Add to sound library', ben.post('', [twin])))).toBe(refused);
    expect(await refusal(ben.click(asked, 'Add anyway'))).toBe(refused);
    expect(await refusal(ben.submit(opened, { files: [twin] }))).toBe(refused);
    expect((await answer(add(dan))).embeds[0]?.title).toBe('✅ Added');
    expect((await answer(add(cleo))).embeds[0]?.title).toBe('✅ Added');
  });

  test('managers alone, once every role is gone', async () => {
    await world.libraries.settings.change(guildId, { adders: ['404'] });
    expect(await refusal(add(dan))).toMatch(/^Only managers of this server may add/);
    expect((await answer(add(ada))).embeds[0]?.title).toBe('✅ Added');
  });

  test('a role’s name is never markup', async () => {
    const loud = await roleId(world.playground, guildId, '**@everyone** 🎧');
    await world.libraries.settings.change(guildId, { adders: [loud, djs] });
    const line = await refusal(add(ben));
    expect(line).toBe('Only members with @\\*\\*\\@everyone\\*\\* 🎧 or @DJ may add sounds here.');
  });
});

describe('who may change the sounds of others', () => {
  test('members with the role in place of those who manage messages; everyone their own', async () => {
    await answer(add(ben, 'bens own'));
    await world.libraries.settings.change(guildId, { removers: [djs] });
    await answer(dan.slash('edit', { sound: 'bens own', label: 'heard by dan' }));
    await answer(ben.slash('edit', { sound: 'heard by dan', label: 'bens again' }));
    await answer(add(dan, 'dans own'));
    expect(await refusal(ben.slash('remove', { sound: 'dans own' }))).toMatch(
      /^Dan added that sound. Only they, or members with @DJ, can change it.$/,
    );
  });

  test('managers alone, once every role is gone', async () => {
    await answer(add(ben, 'left alone'));
    await world.libraries.settings.change(guildId, { removers: ['404'] });
    expect(await refusal(dan.slash('edit', { sound: 'left alone', label: 'x' }))).toMatch(
      /or a manager of this server/,
    );
    await answer(cleo.slash('edit', { sound: 'left alone', label: 'by cleo' }));
  });
});

describe('where the bot may be used', () => {
  test('in the channels that the settings name; /help, /forget and /settings everywhere', async () => {
    await answer(add(ben, 'to be listed'));
    const found = await answer(ben.slash('search', { sound: 'to be listed' }));
    await world.libraries.settings.change(guildId, { channels: [ben.in('general').channelId] });
    const line = new RegExp(`^I may be used in <#${ben.in('general').channelId}> only.$`);
    expect(await refusal(ben.slash('list'))).toMatch(line);
    expect(await refusal(ada.slash('list'))).toMatch(line);
    expect(await refusal(ben.click(found, 'What matters?'))).toMatch(line);
    expect(await ben.autocomplete('info', 'sound', 'to be').choices()).toEqual([]);
    await answer(ben.in('general').slash('list'));
    await answer(ben.slash('help'));
    await panel(cleo.slash('settings'));
    await ben.slash('forget').until(({ content }) => /added/.test(content));
  });

  test('nowhere, once every channel is gone, which a manager can mend', async () => {
    await world.libraries.settings.change(guildId, { channels: ['404'] });
    expect(await refusal(ben.slash('list'))).toMatch(/are gone. Ask a manager/);
    await panel(cleo.select(await panel(cleo.slash('settings')), 'settings:channels', []), /In every channel/);
    await answer(ben.slash('list'));
  });
});

describe('how searches begin', () => {
  test('is as the settings say, unless the member says otherwise', async () => {
    for (const label of ['one', 'two', 'three']) await answer(add(ben, label));
    const search = (options = {}) => answer(ben.slash('search', { sound: 'one', ...options }));
    const [plain, wide] = [await search(), await search({ top: 2 })];
    expect(wide.embeds[0]?.fields).toHaveLength(2);
    expect(plain.embeds[0]?.fields?.length).toBeGreaterThan(2);
    await world.libraries.settings.change(guildId, {
      top: 1,
      least: 1,
      levels: { ...DEFAULT_SETTINGS.levels, mfcc: 'off' },
    });
    const narrow = await search();
    expect(narrow.embeds[0]?.fields).toHaveLength(1);
    expect(narrow.embeds[0]?.description).toContain('1 % or more alike');
    // The server's own weights are what is usual there.
    expect(narrow.embeds[0]?.description).not.toContain('Weighted');
    expect(ranking(narrow)[0]?.score).not.toBe(ranking(plain)[0]?.score);
    expect((await search({ top: 2 })).embeds[0]?.fields).toHaveLength(2);
  });
});

describe('how much is kept', () => {
  test('is refused beyond the member’s share and the library’s, and what was here stays', async () => {
    const before = (await world.sounds()).length;
    const mine = (await world.sounds()).filter(({ addedBy }) => addedBy.id === ben.user.id).length;
    await world.libraries.settings.change(guildId, { soundsPerMember: mine });
    expect(await refusal(add(ben))).toMatch(/as many as one member may. Remove one first.$/);
    await world.libraries.settings.change(guildId, { soundsPerMember: null, sounds: before });
    expect(await refusal(add(dan))).toBe(`This library is full: it may keep ${before} sounds. Remove one first.`);
    expect(await world.sounds()).toHaveLength(before);
  });
});

test('where the settings were lost, managers see that, and nobody else may add until they set them', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'soundalike-'));
  const [guild] = defaultGuilds;
  const folder = path.join(dataDir, 'guilds', '42');
  await mkdir(folder, { recursive: true });
  for (const name of ['settings.json', 'settings.json.bak']) await writeFile(path.join(folder, name), 'garbage');
  const damaged = await startWorld({ dataDir, guilds: guild ? [{ ...guild, id: '42' }] : [] });
  const [someone, manager] = [damaged.playground.member('ben'), damaged.playground.member('cleo')];
  expect(await refusal(add(someone))).toMatch(/^Only managers of this server may add/);
  const shown = await panel(manager.slash('settings'), /were damaged and are lost/);
  await panel(manager.select(shown, 'settings:top', ['4']), /Every change counts at once/);
  expect(await refusal(add(someone))).toMatch(/^Only managers of this server may add/);
  expect(damaged.playground.violations).toEqual([]);
  await damaged.close();
  await rm(dataDir, { recursive: true });
});
