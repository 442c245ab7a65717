import { describe, expect, onTestFinished } from 'vitest';
import { createLog } from '../../src/log.ts';
import { eraseDeparted } from '../../src/upkeep/erase-departed.ts';
import { refreshSounds } from '../../src/upkeep/refresh-sounds.ts';
import { toneFile } from '../helpers/signals.ts';
import { add, addFromMessage } from './add.ts';
import { openWorkshop } from './guild.ts';
import { answer } from './reply.ts';
import { test } from './test.ts';
import type { World } from './world.ts';

const DAY_MS = 24 * 60 * 60_000;
const SOON = { timeout: 20_000 };

/** Erases the libraries that are due in a number of days, with a grace period of 30 days. */
const eraseAfter = ({ libraries }: World, days: number) =>
  eraseDeparted({ libraries, log: createLog('silent') }, new Date(Date.now() + (days - 30) * DAY_MS));
const left = async ({ libraries }: World) => [...(await libraries.departures.list()).keys()];
const kept = ({ libraries }: World) => libraries.guilds();

describe('when the bot is removed from a server', () => {
  test('the library is erased after the grace period, with its settings', async ({ world, guild, ada }) => {
    await answer(add(ada, 'bell', toneFile(440, 1)));
    await guild.change({ top: 7 });
    const library = await guild.library();
    world.playground.removeGuild(guild.id);
    await expect.poll(() => left(world), SOON).toContain(guild.id);
    await eraseAfter(world, 29);
    expect(await kept(world)).toContain(guild.id);
    await eraseAfter(world, 31);
    expect(await kept(world)).not.toContain(guild.id);
    expect([await guild.labels(), (await guild.settings()).top]).toEqual([[], 5]);
    // An object that is still in use does not write the library again.
    await expect(library.change((writer) => writer.remove([]))).rejects.toThrow();
    expect(await kept(world)).not.toContain(guild.id);
  });

  test('a restart does not forget it, and an invitation ends the grace period', async ({ world, guild, ada }) => {
    await answer(add(ada, 'bell', toneFile(440, 1)));
    world.playground.removeGuild(guild.id);
    await expect.poll(() => left(world), SOON).toContain(guild.id);
    await world.restart();
    expect(await left(world)).toContain(guild.id);
    openWorkshop(world, { id: guild.id });
    await expect.poll(() => left(world), SOON).not.toContain(guild.id);
    await eraseAfter(world, 31);
    expect(await guild.labels()).toEqual(['bell']);
  });

  test('while it did not run, it notices that at the next start', async ({ world, guild, ada }) => {
    await answer(add(ada, 'bell', toneFile(440, 1)));
    await guild.library();
    const restarted = world.restart();
    world.playground.removeGuild(guild.id);
    await restarted;
    await expect.poll(() => left(world), SOON).toContain(guild.id);
  });

  test('its sounds are no longer analyzed in the background', async ({ world, guild, ada }) => {
    await answer(add(ada, 'bell', toneFile(440, 1)));
    await world.libraries.departures.note(guild.id, new Date());
    onTestFinished(() => world.libraries.departures.clear(guild.id));
    const opened: string[] = [];
    const { libraries } = world;
    const watched = {
      ...libraries,
      open: (id: string) => {
        opened.push(id);
        return libraries.open(id);
      },
    };
    await refreshSounds(world.engine, watched, new AbortController().signal);
    expect(opened).not.toContain(guild.id);
  });
});

test('a server that is unavailable is not left', async ({ world, guild, ada }) => {
  await answer(add(ada, 'bell', toneFile(440, 1)));
  world.playground.makeUnavailable(guild.id);
  const other = openWorkshop(world);
  await answer(add(other.member('ada'), 'bell', toneFile(440, 1)));
  expect(await left(world)).not.toContain(guild.id);
});

test('the author of a message removes the sound that somebody else added from it', async ({ guild, ada, ben, dan }) => {
  const message = ben.post('listen!', [ben.upload('voice.wav', toneFile(440, 1))]);
  await answer(await addFromMessage(ada, message));
  const [sound] = await guild.sounds();
  expect(sound).toMatchObject({ addedBy: { id: ada.user.id }, messageAuthorId: ben.user.id });
  const refused = await dan.slash('remove', { sound: 'voice' }).until(({ content }) => content !== '');
  expect(refused.content).toMatch(/^Ada added that sound/);
  const asked = await ben.slash('remove', { sound: 'voice' }).until(({ content }) => content !== '');
  await ben.click(asked, 'Remove').until(({ content }) => content.startsWith('🗑️'));
  expect(await guild.labels()).toEqual([]);
});
