import { test as base, expect } from 'vitest';
import { openQuietRoom, openWorkshop } from './guild.ts';
import { startWorld, type World, type WorldOptions } from './world.ts';

let shared: Promise<World> | undefined;

const inWorld = base
  /** Starts the world that all files of a worker share. */
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of dependencies from this pattern
  .extend('startShared', { scope: 'worker' }, async ({}, { onCleanup }) => {
    onCleanup(async () => (await shared)?.close());
    return () => {
      shared ??= startWorld();
      return shared;
    };
  })
  /** Options of a world for this file alone. */
  .extend('options', { scope: 'file' }, (): WorldOptions | null => null)
  .extend('world', { scope: 'file' }, async ({ startShared, options }, { onCleanup }) => {
    if (options === null) return startShared();
    const world = await startWorld(options);
    onCleanup(() => world.close());
    return world;
  })
  /** Kinds of requests that Discord may refuse during a test. */
  .extend('refusable', (): readonly string[] => [])
  /** Checks after each test that Discord would have accepted all requests of the bot. */
  .extend('rules', { auto: true }, ({ world, refusable }, { onCleanup }) => {
    const { length } = world.playground.violations;
    onCleanup(() => {
      world.replace({});
      world.modelDownload = null;
      const refused = world.playground.violations.slice(length);
      expect(refused.filter(({ rule }) => !refusable.includes(rule))).toEqual([]);
    });
  });

/** A test with a guild of its own in the shared world. */
export const test = inWorld
  .extend('guild', ({ world }) => openWorkshop(world))
  .extend('ada', ({ guild }) => guild.member('ada'))
  .extend('ben', ({ guild }) => guild.member('ben'))
  .extend('cleo', ({ guild }) => guild.member('cleo'))
  .extend('dan', ({ guild }) => guild.member('dan'));

/** A test that shares its guild with the other tests of its file, which run in order. */
export const testInOneGuild = inWorld
  .extend('guild', { scope: 'file' }, ({ world }) => openWorkshop(world))
  .extend('ada', { scope: 'file' }, ({ guild }) => guild.member('ada'))
  .extend('ben', { scope: 'file' }, ({ guild }) => guild.member('ben'))
  .extend('cleo', { scope: 'file' }, ({ guild }) => guild.member('cleo'))
  .extend('quietRoom', { scope: 'file' }, ({ world }) => openQuietRoom(world))
  .extend('dora', { scope: 'file' }, ({ quietRoom }) => quietRoom.member('dora'));
