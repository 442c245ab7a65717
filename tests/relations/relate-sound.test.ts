import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { type Embedding, levelDifference, type Recording, type Relation } from '../../src/engine/index.ts';
import { UserError } from '../../src/errors.ts';
import { findRelations } from '../../src/relations/find-relations.ts';
import { relateSound } from '../../src/relations/relate-sound.ts';
import type { Library, Sound } from '../../src/storage/library.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { openIn } from '../storage/helpers/data-folder.ts';
import { embeddingOf, fingerprintOf, newSound, queryOf } from '../storage/helpers/sounds.ts';

const LANE = { lane: '1' };
const same: Relation = { kind: 'same recording' };

/** Returns an engine that relates two sounds by the function, and counts the comparisons. */
function engineWith(relate: (a: Recording, b: Recording) => Relation | null | Promise<Relation | null>) {
  const engine = {
    compared: 0,
    query: (embedding: Embedding) => queryOf(embedding),
    async relate(a: Recording, b: Recording) {
      engine.compared++;
      return relate(a, b);
    },
  };
  return engine;
}

const openLibrary = async () => (await openIn(await temporaryFolder())).open('1');

function analyzed(seed: number) {
  const { audio } = newSound(seed);
  return { embedding: embeddingOf(seed), fingerprint: fingerprintOf(seed), source: audio };
}

/** Adds a sound with its relations. */
function add(engine: ReturnType<typeof engineWith>, library: Library, seed: number): Promise<Sound> {
  return relateSound(
    engine,
    library,
    analyzed(seed),
    (writer, compared) => writer.add(newSound(seed, { compared })),
    LANE,
  );
}

describe('relating a new sound', () => {
  test('stores what it is to the sounds of the library', async () => {
    const library = await openLibrary();
    const first = await add(
      engineWith(() => null),
      library,
      1,
    );
    const part: Relation = { kind: 'excerpt', of: 'b', from: 12, to: 17 };
    const second = await add(
      engineWith(() => part),
      library,
      2,
    );
    expect(first.relations).toEqual({ version: '1', found: [] });
    expect(second.relations).toEqual({ version: '1', found: [{ ...part, id: first.id }] });
    expect(library.copiesOf(second.id)).toEqual([]);
  });

  test('compares sounds that are added at the same time with each other', async () => {
    const library = await openLibrary();
    const engine = engineWith(() => same);
    const sounds = await Promise.all([1, 2, 3, 4].map((seed) => add(engine, library, seed)));
    for (const { id } of sounds) expect(library.copiesOf(id)).toHaveLength(3);
  });

  test('compares one sound of each recording, whatever the number of its copies', async () => {
    const library = await openLibrary();
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8])
      await add(
        engineWith(() => same),
        library,
        seed,
      );
    const engine = engineWith(() => null);
    await add(engine, library, 9);
    expect(engine.compared).toBe(1);
  });

  test('without a fingerprint finds nothing, and adds it', async () => {
    const library = await openLibrary();
    await add(
      engineWith(() => same),
      library,
      1,
    );
    const engine = engineWith(() => same);
    const unknown = { ...analyzed(2), fingerprint: null };
    const added = await relateSound(
      engine,
      library,
      unknown,
      (writer, compared) => writer.add(newSound(2, { compared })),
      LANE,
    );
    expect([engine.compared, added.relations]).toEqual([0, null]);
  });
});

describe('finding relations', () => {
  test('skips sounds without a fingerprint, or with one of another version', async () => {
    const library = await openLibrary();
    await library.change((writer) => writer.add(newSound(1, { compared: null })));
    const compared = { fingerprint: fingerprintOf(2, 'other'), found: [] };
    await library.change((writer) => writer.add(newSound(2, { compared })));
    const engine = engineWith(() => same);
    expect(await findRelations(engine, library, analyzed(3), LANE)).toEqual([]);
    expect(engine.compared).toBe(0);
  });

  test('continues after a stored sound whose audio cannot be decoded, but not if the engine is busy', async () => {
    const library = await openLibrary();
    await add(
      engineWith(() => null),
      library,
      1,
    );
    const refusing = (error: UserError) => engineWith(() => Promise.reject(error));
    const broken = refusing(new UserError({ code: 'notAudio' }));
    expect(await findRelations(broken, library, analyzed(2), LANE)).toEqual([]);
    const busy = refusing(new UserError({ code: 'busyAnalyzing', seconds: 5 }));
    await expect(findRelations(busy, library, analyzed(2), LANE)).rejects.toMatchObject({ code: 'busyAnalyzing' });
  });

  test('gives the engine the audio of the new sound and the path of the stored one if it asks', async () => {
    const library = await openLibrary();
    await add(
      engineWith(() => null),
      library,
      1,
    );
    const engine = engineWith(async (a, b) => {
      expect(await a.source()).toEqual(newSound(2).audio);
      expect(Buffer.from(newSound(1).audio).equals(await readFile(String(await b.source())))).toBe(true);
      return same;
    });
    expect(await findRelations(engine, library, analyzed(2), LANE)).toHaveLength(1);
  });

  test('decodes only the few stored sounds whose levels are most alike', async () => {
    const library = await openLibrary();
    for (let i = 1; i <= 8; i++)
      await add(
        engineWith(() => null),
        library,
        i,
      );
    const decoded: { readonly difference: number; readonly isDecoded: boolean }[] = [];
    const engine = engineWith(async (a, b) => {
      const difference = levelDifference(a.fingerprint, b.fingerprint);
      decoded.push({ difference, isDecoded: (await b.source()) !== null });
      return null;
    });
    await findRelations(engine, library, analyzed(9), LANE);
    expect(decoded.length).toBeGreaterThan(4);
    expect(decoded.filter(({ isDecoded }) => isDecoded)).toHaveLength(4);
    const most = Math.max(...decoded.flatMap(({ difference, isDecoded }) => (isDecoded ? difference : [])));
    for (const { difference, isDecoded } of decoded) if (!isDecoded) expect(difference).toBeGreaterThanOrEqual(most);
  });
});
