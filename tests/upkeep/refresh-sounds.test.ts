import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { Engine } from '../../src/engine/index.ts';
import { UserError } from '../../src/errors.ts';
import type { Libraries } from '../../src/storage/libraries.ts';
import type { Library, Sound } from '../../src/storage/library.ts';
import { refreshSounds } from '../../src/upkeep/refresh-sounds.ts';
import { collectGarbage } from '../helpers/collect-garbage.ts';
import { openIn } from '../storage/helpers/data-folder.ts';
import { broken, busy, long, slow, test } from './stale-sounds.ts';

const never = new AbortController().signal;

describe('a sound that cannot be re-embedded', () => {
  test.for([broken, long])(
    'counts as failed if the sound itself is the reason: $message',
    async (refusal, { libraries, refusals, engine }) => {
      refusals.push(refusal);
      const { done, failed, retryReason } = await refreshSounds(engine, libraries, never);
      expect({ done, failed: [...failed.values()], retryReason }).toEqual({
        done: 1,
        failed: [refusal.message],
        retryReason: null,
      });
    },
  );

  test('is skipped after it failed', async ({ libraries, refusals, asked, engine }) => {
    refusals.push(broken);
    const { failed } = await refreshSounds(engine, libraries, never);
    expect(await refreshSounds(engine, libraries, never, failed)).toEqual({
      done: 0,
      failed: new Map(),
      retryReason: null,
    });
    expect(asked).toHaveLength(2);
  });

  test('is left for later if the machine is too slow, and the others are re-embedded', async ({
    libraries,
    refusals,
    engine,
  }) => {
    refusals.push(slow);
    expect(await refreshSounds(engine, libraries, never)).toEqual({
      done: 1,
      failed: new Map(),
      retryReason: slow.message,
    });
  });

  test('is left for later together with all other sounds if the engine is busy', async ({
    libraries,
    refusals,
    asked,
    engine,
  }) => {
    refusals.push(busy);
    expect(await refreshSounds(engine, libraries, never)).toEqual({
      done: 0,
      failed: new Map(),
      retryReason: busy.message,
    });
    expect(asked).toHaveLength(1);
  });
});

test('a sound that crashes the engine is left for later, and the others are re-embedded', async ({
  realEngine,
  libraries,
  engine,
}) => {
  let calls = 0;
  const breaking: Engine = {
    ...engine,
    async embed(source, how) {
      if (++calls === 1) throw new Error('the thread died');
      return realEngine.embed(source, how);
    },
  };
  expect(await refreshSounds(breaking, libraries, never)).toMatchObject({
    done: 1,
    failed: new Map(),
    retryReason: expect.stringContaining('the thread died'),
  });
});

test('a library that cannot be opened is left for later, and the others are re-embedded', async ({
  libraries,
  engine,
}) => {
  const newer: Libraries = {
    ...libraries,
    async open(guildId, how) {
      if (guildId === '1') throw new UserError({ code: 'libraryNewer' });
      return libraries.open(guildId, how);
    },
  };
  expect(await refreshSounds(engine, newer, never)).toMatchObject({
    done: 1,
    failed: new Map(),
    retryReason: expect.stringContaining('server 1'),
  });
});

test('a sound that was removed during its analysis is no failure', async ({
  realEngine,
  libraries,
  addStale,
  engine,
}) => {
  const library = await libraries.open('1');
  const next = await addStale('1');
  const removing: Engine = {
    ...engine,
    async embed(source, how) {
      await library.change((writer) => writer.remove([next.id]));
      return realEngine.embed(source, how);
    },
  };
  expect(await refreshSounds(removing, libraries, never)).toEqual({ done: 2, failed: new Map(), retryReason: null });
});

test('scanning a large library yields to the event loop', async ({ libraries, engine }) => {
  await refreshSounds(engine, libraries, never);
  const small = await libraries.open('1');
  const [sound] = small.list();
  if (!sound) throw new Error('there is a sound');
  let [inOneTurn, most, scanning] = [0, 0, true];
  const turn = () => {
    inOneTurn = 0;
    if (scanning) setImmediate(turn);
  };
  const large: Library = {
    ...small,
    list: () => new Array<Sound>(1000).fill(sound),
    embedding(id) {
      most = Math.max(most, ++inOneTurn);
      return small.embedding(id);
    },
  };
  turn();
  await refreshSounds(engine, { ...libraries, guilds: async () => ['1'], open: async () => large }, never);
  scanning = false;
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(100);
});

test('a scan stops when it is aborted, even if no sound is stale', async ({ libraries, engine }) => {
  await refreshSounds(engine, libraries, never);
  const stop = new AbortController();
  const opened: string[] = [];
  const watched: Libraries = {
    ...libraries,
    async open(guildId, how) {
      opened.push(guildId);
      stop.abort();
      return libraries.open(guildId, how);
    },
  };
  await expect(refreshSounds(engine, watched, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(opened).toEqual(['1']);
});

test('a scanned library does not stay in memory', async ({ libraries, engine, folder }) => {
  await libraries.close();
  const reopened = await openIn(join(folder, 'data'));
  const opened: WeakRef<Library>[] = [];
  const watched: Libraries = {
    ...reopened,
    async open(guildId, how) {
      const library = await reopened.open(guildId, how);
      opened.push(new WeakRef(library));
      return library;
    },
  };
  expect((await refreshSounds(engine, watched, never)).done).toBe(2);
  await collectGarbage();
  expect(opened.map((library) => library.deref())).toEqual([undefined, undefined]);
});
