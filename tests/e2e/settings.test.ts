import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defaultGuilds } from 'discord-playground';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/storage/settings.ts';
import { choose, press, roleId } from './forge.ts';
import { AWKWARD, add, panel, type RuledWorld, startRuledWorld } from './ruled-world.ts';
import { answer, isPrivate, refusal, startWorld } from './world.ts';

let server: RuledWorld;
beforeAll(async () => {
  server = await startRuledWorld();
});
afterEach(() => server.reset());
afterAll(() => server.world.close());

describe('/settings', () => {
  test("is for managers only, both in Discord's menu and in the bot", async () => {
    const { world, ben, cleo, stored } = server;
    expect(isPrivate(await panel(cleo.slash('settings')))).toBe(true);
    expect(ben.commands().map(({ name }) => name)).not.toContain('settings');
    expect(await refusal(await choose(world.playground, ben, 'settings:top', ['3']))).toMatch(/^Only server managers/);
    expect(await refusal(await press(world.playground, ben, 'settings:room'))).toMatch(/^Only server managers/);
    expect(await refusal(await press(world.playground, ben, 'settings:reset:yes'))).toMatch(/^Only server managers/);
    expect(await stored()).toEqual(DEFAULT_SETTINGS);
  });

  test('shows each change at once, and saves it', async () => {
    const { world, djs, cleo, stored } = server;
    const first = await panel(cleo.slash('settings'), /Everyone/);
    const second = await panel(cleo.select(first, 'settings:adders', [djs]), /Members with @DJ/);
    const third = await panel(cleo.select(second, 'settings:channels', [cleo.channelId]), /In <#\d+>; \/help/);
    const fourth = await panel(cleo.select(third, 'settings:top', ['3']));
    const fifth = await panel(cleo.select(fourth, 'settings:least', ['40']));
    await panel(cleo.select(fifth, 'settings:weights', ['rhythm']));
    await world.restart();
    expect(await stored()).toMatchObject({ adders: [djs], channels: [cleo.channelId], top: 3, minScore: 40 });
    expect((await stored()).levels).toEqual({ ...DEFAULT_SETTINGS.levels, rhythm: 'more' });
  });

  test('works after a restart of the bot', async () => {
    const { world, djs, cleo, stored } = server;
    const shown = await panel(cleo.slash('settings'));
    await world.restart();
    await panel(cleo.select(shown, 'settings:removers', [djs]), /Members with @DJ/);
    expect((await stored()).removers).toEqual([djs]);
  });

  test('removes a restriction if the choice is empty', async () => {
    const { djs, cleo, rule, stored } = server;
    await rule({ adders: [djs] });
    await panel(cleo.select(await panel(cleo.slash('settings')), 'settings:adders', []), /Everyone/);
    expect((await stored()).adders).toBeNull();
  });

  test('takes the id of the server as everyone in a list of roles, and as a channel in a list of channels', async () => {
    const { world, guildId, djs, cleo, stored } = server;
    const chosen = async (id: string, ids = [guildId]) => panel(await choose(world.playground, cleo, id, ids));
    expect(JSON.stringify(await chosen('settings:removers'))).toContain('Everyone: any member, any sound');
    await chosen('settings:adders', [guildId, djs]);
    await chosen('settings:channels');
    expect(await stored()).toMatchObject({ adders: null, removers: [guildId], channels: [guildId] });
  });

  test('sets levels one by one', async () => {
    const { cleo, stored } = server;
    const shown = await panel(cleo.select(await panel(cleo.slash('settings')), 'settings:weights', ['own']), /Rhythm/);
    const once = await panel(cleo.click(shown, 'Rhythm / Tempo'), /Rhythm \/ Tempo \+/);
    await panel(cleo.click(once, 'Rhythm / Tempo +'), /Rhythm \/ Tempo −/);
    expect((await stored()).levels.rhythm).toBe('less');
  });

  test('applies both of two presses in quick succession', async () => {
    const { cleo, stored } = server;
    const shown = await panel(cleo.select(await panel(cleo.slash('settings')), 'settings:weights', ['own']), /Rhythm/);
    const presses = ['Rhythm / Tempo', 'Loudness / Dynamics'].map((aspect) => cleo.click(shown, aspect));
    await Promise.all(presses.map((press) => panel(press, /(Tempo|Dynamics) \+/)));
    expect((await stored()).levels).toMatchObject({ rhythm: 'more', rms: 'more' });
  });

  test('asks for confirmation before a reset', async () => {
    const { djs, cleo, rule, stored } = server;
    await rule({ adders: [djs], top: 9 });
    const asked = await panel(cleo.click(await panel(cleo.slash('settings')), 'Reset to defaults'), /Yes, reset/);
    expect((await stored()).top).toBe(9);
    await panel(cleo.click(asked, 'Yes, reset everything'), /Everyone/);
    expect(await stored()).toEqual(DEFAULT_SETTINGS);
  });

  test('sets quotas in a modal, up to the limits of the operator', async () => {
    const { cleo, stored } = server;
    const opened = cleo.click(await panel(cleo.slash('settings')), 'Change limits');
    expect((await opened.modal()).title).toBe('Storage limits');
    await panel(cleo.submit(opened, { sounds: '12', megabytes: '', member: '２' }), /12 sounds and 8 MB/);
    expect(await stored()).toMatchObject({ sounds: 12, bytes: null, soundsPerMember: 2 });
    for (const wrong of ['51', '0', '-1', '1e1', 'many', '9'.repeat(12)]) {
      const again = cleo.click(await panel(cleo.slash('settings')), 'Change limits');
      await again.modal();
      expect(await refusal(cleo.submit(again, { sounds: wrong }))).toMatch(/^Enter whole numbers from 1 to 50/);
    }
    expect((await stored()).sounds).toBe(12);
  });

  test('shows deleted roles and channels as deleted', async () => {
    const { djs, cleo, rule } = server;
    await rule({ adders: ['404'], removers: [djs, '404'], channels: ['404'] });
    const shown = JSON.stringify((await panel(cleo.slash('settings'))).components);
    expect(shown).toContain('Server managers · 1 of those chosen is gone');
    expect(shown).toContain('Members with @DJ · 1 of those chosen is gone');
    expect(shown).toContain('Nowhere');
  });

  test("fits Discord's limits with the longest names in every list, and so do errors", async () => {
    const { world, guildId, ben, cleo, rule } = server;
    const roles = await Promise.all(AWKWARD.map((name) => roleId(world.playground, guildId, name)));
    const channels = Array.from({ length: 24 }, (_, i) => `1${i}`.padStart(19, '9'));
    const lists = { adders: roles, removers: roles, channels: [ben.channelId, ...channels] };
    await rule({ ...lists, levels: { ...DEFAULT_SETTINGS.levels, rms: 'off' } });
    const shown = JSON.stringify((await panel(cleo.slash('settings'), /and 17 more/)).components);
    expect(shown).toContain('24 of those chosen are gone');
    expect(await refusal(add(ben))).toMatch(/^Only members with @0 👩‍🚒.* can add sounds here\.$/);
    const help = await answer(ben.slash('help'));
    const rules = help.embeds[0]?.fields?.find(({ name }) => name === 'Settings of this server')?.value;
    expect(rules).toMatch(/^Who can add sounds: Members with .*\nWhere I can be used: In /);
  });

  test('rejects a control of another version with advice', async () => {
    const { world, cleo } = server;
    for (const id of ['settings:nonsense', 'settings:level:rhythm:9', 'settings:level:loud:1', 'settings'])
      expect(await refusal(await press(world.playground, cleo, id))).toMatch(/button no longer works/);
    expect(await refusal(await choose(world.playground, cleo, 'settings:top', ['99']))).toMatch(/no longer works/);
  });
});

test('if settings were lost, managers read that, and only managers may add sounds until they change them', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'soundalike-'));
  const [guild] = defaultGuilds;
  const folder = path.join(dataDir, 'guilds', '42');
  await mkdir(folder, { recursive: true });
  for (const name of ['settings.json', 'settings.json.bak']) await writeFile(path.join(folder, name), 'garbage');
  const damaged = await startWorld({ dataDir, guilds: guild ? [{ ...guild, id: '42' }] : [] });
  const [someone, manager] = [damaged.playground.member('ben'), damaged.playground.member('cleo')];
  expect(await refusal(add(someone))).toMatch(/^Only server managers can add/);
  const shown = await panel(manager.slash('settings'), /were damaged and lost/);
  await panel(manager.select(shown, 'settings:top', ['4']), /Changes take effect immediately/);
  expect(await refusal(add(someone))).toMatch(/^Only server managers can add/);
  expect(damaged.playground.violations).toEqual([]);
  await damaged.close();
  await rm(dataDir, { recursive: true });
});
