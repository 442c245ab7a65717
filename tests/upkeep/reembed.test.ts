import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Embedding, ENGINE_VERSION, type Engine } from '../../src/engine/index.ts';
import { UserError } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { openLibraries } from '../../src/storage/index.ts';
import type { Libraries, Library, Sound } from '../../src/storage/library.ts';
import { refreshSounds } from '../../src/upkeep/refresh-sounds.ts';
import { startUpkeep } from '../../src/upkeep/start-upkeep.ts';
import { collectGarbage } from '../helpers/collect-garbage.ts';
import { acousticEngine } from '../helpers/shared-engine.ts';
import { sine, wav } from '../helpers/signals.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const RATE = 22_050;
const never = new AbortController().signal;
const busy = new UserError({ code: 'busyAnalyzing', seconds: 5 });
const slow = new UserError({ code: 'analysisTooSlow', seconds: 60 });
const long = new UserError({ code: 'soundTooLong', maxSeconds: 60 });
const broken = new UserError({ code: 'notAudio' });

let folder: string;
const audio = wav(sine(440, 1, RATE), RATE);
let realEngine: Engine;
/** The embedding of `audio`. */
let analyzed: Embedding;
let libraries: Libraries;
/** Errors that the next calls of `embed` throw, in order. Null lets a call analyze its sound. */
let refusals: (UserError | null)[];
let asked: number;
let engine: Engine;

beforeAll(async () => {
  realEngine = await acousticEngine();
  analyzed = await realEngine.embed(audio);
});
beforeEach(async () => {
  folder = await temporaryFolder();
  libraries = await openLibraries({ store: 'lowdb', dataDir: folder });
  refusals = [];
  asked = 0;
  engine = {
    ...realEngine,
    async embed(source, how) {
      asked++;
      const refusal = refusals.shift();
      if (refusal) throw refusal;
      return realEngine.embed(source, how);
    },
  };
  for (const guild of ['1', '2']) await addAnalyzedBy('another', guild);
});
afterEach(async () => {
  await libraries.close();
});

async function addAnalyzedBy(version: string, guild: string): Promise<Sound> {
  const embedding = { ...analyzed, version };
  const addedBy = { id: '1', name: 'someone' };
  const library = await libraries.open(guild);
  return library.change((writer) =>
    writer.add({ label: 'a', tags: [], addedBy, messageUrl: null, fileName: 'a.wav', embedding, audio }),
  );
}

const stale = async () => {
  const sounds = await Promise.all(['1', '2'].map(async (guild) => (await libraries.open(guild)).list()));
  return sounds.flat().filter(({ version }) => version === 'another');
};

describe('a sound that cannot be re-embedded', () => {
  test.each([broken, long])('counts as failed if the sound itself is the reason: $message', async (refusal) => {
    refusals = [refusal];
    const { done, failed, retryReason } = await refreshSounds(engine, libraries, never);
    expect({ done, failed: [...failed.values()], retryReason }).toEqual({
      done: 1,
      failed: [refusal.message],
      retryReason: null,
    });
  });

  test('is skipped after it failed', async () => {
    refusals = [broken];
    const { failed } = await refreshSounds(engine, libraries, never);
    expect(await refreshSounds(engine, libraries, never, failed)).toEqual({
      done: 0,
      failed: new Map(),
      retryReason: null,
    });
    expect(asked).toBe(2);
  });

  test('is left for later if the machine is too slow, and the others are re-embedded', async () => {
    refusals = [slow];
    expect(await refreshSounds(engine, libraries, never)).toEqual({
      done: 1,
      failed: new Map(),
      retryReason: slow.message,
    });
  });

  test('is left for later together with all other sounds if the engine is busy', async () => {
    refusals = [busy];
    expect(await refreshSounds(engine, libraries, never)).toEqual({
      done: 0,
      failed: new Map(),
      retryReason: busy.message,
    });
    expect(asked).toBe(1);
  });
});

test('a sound that crashes the engine is left for later, and the others are re-embedded', async () => {
  const breaking: Engine = {
    ...engine,
    async embed(source, how) {
      if (asked++ === 0) throw new Error('the thread died');
      return realEngine.embed(source, how);
    },
  };
  expect(await refreshSounds(breaking, libraries, never)).toMatchObject({
    done: 1,
    failed: new Map(),
    retryReason: expect.stringContaining('the thread died'),
  });
});

test('a library that cannot be opened is left for later, and the others are re-embedded', async () => {
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

test('a sound that was removed during its analysis is no failure', async () => {
  const library = await libraries.open('1');
  const next = await addAnalyzedBy('another', '1');
  const removing: Engine = {
    ...engine,
    async embed(source, how) {
      await library.change((writer) => writer.remove([next.id]));
      return realEngine.embed(source, how);
    },
  };
  expect(await refreshSounds(removing, libraries, never)).toEqual({ done: 2, failed: new Map(), retryReason: null });
});

test('scanning a large library yields to the event loop', async () => {
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

test('a scan stops when it is aborted, even if no sound is stale', async () => {
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

test('a scanned library does not stay in memory', async () => {
  await libraries.close();
  libraries = await openLibraries({ store: 'lowdb', dataDir: folder });
  const opened: WeakRef<Library>[] = [];
  const watched: Libraries = {
    ...libraries,
    async open(guildId, how) {
      const library = await libraries.open(guildId, how);
      opened.push(new WeakRef(library));
      return library;
    },
  };
  expect((await refreshSounds(engine, watched, never)).done).toBe(2);
  await collectGarbage();
  expect(opened.map((library) => library.deref())).toEqual([undefined, undefined]);
});

test('upkeep retries after the engine was busy', async () => {
  refusals = [busy, busy];
  const upkeep = startUpkeep({ engine, libraries, log: createLog('silent') }, 1);
  await expect.poll(stale).toEqual([]);
  await upkeep.close();
});

test('upkeep does not retry a sound that failed', async () => {
  refusals = [broken, slow, slow];
  const upkeep = startUpkeep({ engine, libraries, log: createLog('silent') }, 1);
  await expect.poll(async () => (await stale()).length).toBe(1);
  await upkeep.close();
  expect(asked).toBe(4);
});

describe('a sound that was analyzed without the model and stored after the model changed', () => {
  const clap = new Float32Array(512).fill(512 ** -0.5);
  const models = async (guild: string) => (await libraries.open(guild)).list().map((sound) => sound.clapModel);

  test('is re-embedded by the final scan if all others were done before', async () => {
    let clapModel: string | null = null;
    const upkeep = startUpkeep(
      {
        engine: {
          ...realEngine,
          get clapModel() {
            return clapModel;
          },
          async embed(source, how) {
            const embedding = await realEngine.embed(source, how);
            if (clapModel === null) return embedding;
            // The scan visits libraries in order. It has reached library 2, so it has already finished library 1.
            if ((await models('2'))[0] === null && (await models('1'))[0] === 'm' && asked++ === 0)
              await addAnalyzedBy(ENGINE_VERSION, '1');
            return { ...embedding, clapModel, clap };
          },
        },
        libraries,
        log: createLog('silent'),
      },
      1,
    );
    await expect.poll(stale, { timeout: 5000 }).toEqual([]);
    clapModel = 'm';
    await expect.poll(() => models('1'), { timeout: 5000 }).toEqual(['m', 'm']);
    await upkeep.close();
  });

  test('is re-embedded if the model had failed and works again', async () => {
    let mode: Engine['mode'] = 'clap';
    const embed: Engine['embed'] = async (source, how) => ({
      ...(await realEngine.embed(source, how)),
      clapModel: 'm',
      clap,
    });
    const upkeep = startUpkeep(
      {
        engine: {
          ...realEngine,
          clapModel: 'm',
          embed,
          get mode() {
            return mode;
          },
          async refresh() {
            mode = 'clap';
            return mode;
          },
        },
        libraries,
        log: createLog('silent'),
      },
      1,
    );
    await expect.poll(stale, { timeout: 5000 }).toEqual([]);
    await addAnalyzedBy(ENGINE_VERSION, '1');
    mode = 'acoustic';
    await expect.poll(() => models('1'), { timeout: 5000 }).toEqual(['m', 'm']);
    await upkeep.close();
  });
});
