import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/storage/settings.ts';
import { testedStoreName } from '../helpers/tested-store.ts';
import { add } from './add.ts';
import { choose, press } from './forge.ts';
import { AWKWARD, openWorkshop } from './guild.ts';
import { answer, controlled, refusal } from './reply.ts';
import { test as inGuild } from './test.ts';

const test = inGuild
  .extend('dj', ({ guild }) => guild.roleId('DJ'))
  /** The panel of `/settings`, which Cleo has opened. */
  .extend('panel', async ({ cleo }) => controlled(cleo.slash('settings'), /Settings of this server/));

describe('/settings', () => {
  test("is for managers only, both in Discord's menu and in the bot", async ({ world, guild, ben, panel }) => {
    expect(panel.isPrivate).toBe(true);
    expect(ben.commands().map(({ name }) => name)).not.toContain('settings');
    for (const sent of [
      choose(world, ben, 'settings:top', ['3']),
      press(world, ben, 'settings:room'),
      press(world, ben, 'settings:reset:yes'),
    ])
      expect(await refusal(await sent)).toMatch(/^Only server managers/);
    expect(await guild.settings()).toEqual(DEFAULT_SETTINGS);
  });

  test('shows each change at once, and saves it', async ({ world, guild, cleo, dj, panel }) => {
    const second = await controlled(cleo.select(panel, 'settings:adders', [dj]), /Members with @DJ/);
    const third = await controlled(cleo.select(second, 'settings:channels', [cleo.channelId]), /In <#\d+>; \/help/);
    const fourth = await controlled(cleo.select(third, 'settings:top', ['3']));
    const fifth = await controlled(cleo.select(fourth, 'settings:least', ['40']));
    const sixth = await controlled(cleo.select(fifth, 'settings:weights', ['rhythm']));
    const seventh = await controlled(cleo.select(sixth, 'settings:order', ['plain']));
    await controlled(cleo.select(seventh, 'settings:loudness', ['leveled']));
    await world.restart();
    expect(await guild.settings()).toMatchObject({
      adders: [dj],
      channels: [cleo.channelId],
      top: 3,
      minScore: 40,
      order: 'plain',
      isLeveled: true,
    });
    expect((await guild.settings()).levels).toEqual({ ...DEFAULT_SETTINGS.levels, rhythm: 'more' });
  });

  test('works after a restart of the bot', async ({ world, guild, cleo, dj, panel }) => {
    await world.restart();
    await controlled(cleo.select(panel, 'settings:removers', [dj]), /Members with @DJ/);
    expect((await guild.settings()).removers).toEqual([dj]);
  });

  test('removes a restriction if the choice is empty', async ({ guild, cleo, dj, panel }) => {
    await guild.change({ adders: [dj] });
    await controlled(cleo.select(panel, 'settings:adders', []), /Everyone/);
    expect((await guild.settings()).adders).toBeNull();
  });

  test('takes the id of the server as everyone in roles, and as a channel in channels', async ({
    world,
    guild,
    cleo,
    dj,
  }) => {
    const chosen = async (id: string, ids = [guild.id]) => controlled(await choose(world, cleo, id, ids));
    expect(JSON.stringify(await chosen('settings:removers'))).toContain('Everyone: any member, any sound');
    await chosen('settings:adders', [guild.id, dj]);
    await chosen('settings:channels');
    expect(await guild.settings()).toMatchObject({ adders: null, removers: [guild.id], channels: [guild.id] });
  });

  test('sets levels one by one, and applies presses in quick succession', async ({ guild, cleo, panel }) => {
    const shown = await controlled(cleo.select(panel, 'settings:weights', ['own']), /Rhythm/);
    const presses = ['Rhythm / Tempo', 'Loudness / Dynamics'].map((aspect) => cleo.click(shown, aspect));
    await Promise.all(presses.map((press) => controlled(press, /(Tempo|Dynamics) \+/)));
    expect((await guild.settings()).levels).toMatchObject({ rhythm: 'more', rms: 'more' });
    await controlled(cleo.click(shown, 'Rhythm / Tempo +'), /Rhythm \/ Tempo −/);
    expect((await guild.settings()).levels).toMatchObject({ rhythm: 'less', rms: 'more' });
  });

  test('asks for confirmation before a reset', async ({ guild, cleo, dj, panel }) => {
    await guild.change({ adders: [dj], top: 9 });
    const asked = await controlled(cleo.click(panel, 'Reset to defaults'), /Yes, reset/);
    expect((await guild.settings()).top).toBe(9);
    await controlled(cleo.click(asked, 'Yes, reset everything'), /Everyone/);
    expect(await guild.settings()).toEqual(DEFAULT_SETTINGS);
  });

  test('sets quotas in a modal, up to the limits of the operator', async ({ guild, cleo, panel }) => {
    const opened = cleo.click(panel, 'Change limits');
    expect((await opened.modal()).title).toBe('Storage limits');
    await controlled(cleo.submit(opened, { sounds: '12', megabytes: '', member: '２' }), /12 sounds and 8 MB/);
    expect(await guild.settings()).toMatchObject({ sounds: 12, bytes: null, soundsPerMember: 2 });
    for (const wrong of ['61', '0', '-1', '1e1', 'many', '9'.repeat(12)]) {
      const again = cleo.click(panel, 'Change limits');
      await again.modal();
      expect(await refusal(cleo.submit(again, { sounds: wrong }))).toMatch(/^Enter whole numbers from 1 to 60/);
    }
    expect((await guild.settings()).sounds).toBe(12);
  });

  test('shows deleted roles and channels as deleted', async ({ guild, cleo, dj }) => {
    await guild.change({ adders: ['404'], removers: [dj, '404'], channels: ['404'] });
    const shown = JSON.stringify((await controlled(cleo.slash('settings'))).components);
    for (const text of [
      'Server managers · 1 of those you chose no longer exists',
      'Members with @DJ · 1 of those you chose no longer exists',
      'Nowhere',
    ])
      expect(shown).toContain(text);
  });

  test("fits Discord's limits with the longest names in every list, and so do errors", async ({ guild, ben, cleo }) => {
    const channels = Array.from({ length: 24 }, (_, i) => `1${i}`.padStart(19, '9'));
    const roles = AWKWARD.map(guild.roleId);
    const lists = { adders: roles, removers: roles, channels: [ben.channelId, ...channels] };
    await guild.change({ ...lists, levels: { ...DEFAULT_SETTINGS.levels, rms: 'off' } });
    const shown = JSON.stringify((await controlled(cleo.slash('settings'), /and 17 more/)).components);
    expect(shown).toContain('24 of those you chose no longer exist');
    expect(await refusal(add(ben))).toMatch(/^Only members with @0 👩‍🚒.* can add sounds here\.$/);
    const rules = (await answer(ben.slash('help'))).field('Settings of this server');
    expect(rules).toMatch(/^Who can add sounds: Members with .*\nWhere I can be used: In /);
  });

  test('rejects a control of another version with advice', async ({ world, cleo }) => {
    for (const id of ['settings:nonsense', 'settings:level:rhythm:9', 'settings:level:loud:1', 'settings'])
      expect(await refusal(await press(world, cleo, id))).toMatch(/button no longer works/);
    expect(await refusal(await choose(world, cleo, 'settings:top', ['99']))).toMatch(/no longer works/);
  });
});

test.skipIf(testedStoreName !== 'lowdb')(
  'if settings were lost, managers read that, and only managers may add sounds until they change them',
  async ({ world }) => {
    const folder = path.join(world.dataDir, 'guilds', '42');
    await mkdir(folder, { recursive: true });
    for (const name of ['settings.json', 'settings.json.bak']) await writeFile(path.join(folder, name), 'garbage');
    const damaged = openWorkshop(world, { id: '42' });
    const [someone, manager] = [damaged.member('ben'), damaged.member('cleo')];
    expect(await refusal(add(someone))).toMatch(/^Only server managers can add/);
    const shown = await controlled(manager.slash('settings'), /were damaged and lost/);
    await controlled(manager.select(shown, 'settings:top', ['4']), /Changes take effect immediately/);
    expect(await refusal(add(someone))).toMatch(/^Only server managers can add/);
  },
);
