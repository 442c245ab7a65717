import { test as base, expect } from 'vitest';
import { openQuietRoom, openWorkshop } from './guild.ts';
import { startWorld, type World, type WorldOptions } from './world.ts';

let shared: Promise<World> | undefined;

const inWorld = base
  /** Starts the simulated Discord with the bot (`World`) that all test files in one vitest worker share. */
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of dependencies from this pattern
  .extend('startShared', { scope: 'worker' }, async ({}, { onCleanup }) => {
    onCleanup(async () => (await shared)?.close());
    return () => {
      shared ??= startWorld();
      return shared;
    };
  })
  /** Options of a `World` that only this test file uses; null to use the shared one. */
  .extend('options', { scope: 'file' }, (): WorldOptions | null => null)
  .extend('world', { scope: 'file' }, async ({ startShared, options }, { onCleanup }) => {
    if (options === null) return startShared();
    const world = await startWorld(options);
    onCleanup(() => world.close());
    return world;
  })
  /** Kinds of broken rules (`Violation.rule`) that a test expects; Discord refuses such requests of the bot. */
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

/** Defines a test with a new guild, so that tests do not affect each other although they share one bot. */
export const test = inWorld
  .extend('guild', ({ world }) => openWorkshop(world))
  .extend('ada', ({ guild }) => guild.member('ada'))
  .extend('ben', ({ guild }) => guild.member('ben'))
  .extend('cleo', ({ guild }) => guild.member('cleo'))
  .extend('dan', ({ guild }) => guild.member('dan'));

/** Defines a test that shares its guild with the other tests of its file. These tests run in order. */
export const testInOneGuild = inWorld
  .extend('guild', { scope: 'file' }, ({ world }) => openWorkshop(world))
  .extend('ada', { scope: 'file' }, ({ guild }) => guild.member('ada'))
  .extend('ben', { scope: 'file' }, ({ guild }) => guild.member('ben'))
  .extend('cleo', { scope: 'file' }, ({ guild }) => guild.member('cleo'))
  .extend('quietRoom', { scope: 'file' }, ({ world }) => openQuietRoom(world))
  .extend('dora', { scope: 'file' }, ({ quietRoom }) => quietRoom.member('dora'));
