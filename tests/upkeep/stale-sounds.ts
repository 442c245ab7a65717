import type { Engine } from '../../src/engine/index.ts';
import { UserError } from '../../src/errors.ts';
import type { Sound } from '../../src/storage/library.ts';
import { sine, wav } from '../helpers/signals.ts';
import { test as inFolder } from '../helpers/test.ts';

export const busy = new UserError({ code: 'busyAnalyzing', seconds: 5 });
export const slow = new UserError({ code: 'analysisTooSlow', seconds: 60 });
export const long = new UserError({ code: 'soundTooLong', maxSeconds: 60 });
export const broken = new UserError({ code: 'notAudio' });

const RATE = 22_050;
const audio = wav(sine(440, 1, RATE), RATE);
/** An engine version of which no embedding is current. */
const STALE = 'another';

/** A test with the libraries of servers 1 and 2, which have one stale sound each, and with an engine that can refuse. */
export const test = inFolder
  /** Adds a sound with an embedding of a version of the engine. */
  .extend('addAnalyzedBy', async ({ realEngine, libraries }) => {
    const analyzed = await realEngine.embed(audio);
    const add = async (version: string, guild: string): Promise<Sound> => {
      const embedding = { ...analyzed, version };
      const addedBy = { id: '1', name: 'someone' };
      const library = await libraries.open(guild);
      return library.change((writer) =>
        writer.add({ label: 'a', tags: [], addedBy, messageUrl: null, fileName: 'a.wav', embedding, audio }),
      );
    };
    for (const guild of ['1', '2']) await add(STALE, guild);
    return add;
  })
  /** Adds one more stale sound. */
  .extend(
    'addStale',
    ({ addAnalyzedBy }) =>
      (guild: string) =>
        addAnalyzedBy(STALE, guild),
  )
  /** Returns the stale sounds of both libraries. */
  .extend('stale', ({ libraries, addAnalyzedBy: _ }) => async () => {
    const sounds = await Promise.all(['1', '2'].map(async (guild) => (await libraries.open(guild)).list()));
    return sounds.flat().filter(({ version }) => version === STALE);
  })
  /** Errors that the next calls of `engine.embed` throw, in order. Null lets a call analyze its sound. */
  .extend('refusals', (): (UserError | null)[] => [])
  /** Sources that `engine.embed` was asked to analyze. */
  .extend('asked', (): (string | Uint8Array)[] => [])
  .extend(
    'engine',
    ({ realEngine, refusals, asked, addAnalyzedBy: _ }): Engine => ({
      ...realEngine,
      async embed(source, how) {
        asked.push(source);
        const refusal = refusals.shift();
        if (refusal) throw refusal;
        return realEngine.embed(source, how);
      },
    }),
  );
