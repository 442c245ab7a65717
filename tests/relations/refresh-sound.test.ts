import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Embedding, type EmbedOptions, ENGINE_VERSION, type Relation } from '../../src/engine/index.ts';
import { refreshSound } from '../../src/relations/refresh-sound.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { openIn } from '../storage/helpers/data-folder.ts';
import {
  descriptorsOf,
  embeddingOf,
  fingerprintOf,
  newSound,
  queryOf,
  searchDataOf,
} from '../storage/helpers/sounds.ts';

const current = embeddingOf(1, { version: ENGINE_VERSION, clapModel: null });
const same: Relation = { kind: 'same recording' };

/** Returns an engine that records its calls. */
function recordingEngine() {
  const calls: string[] = [];
  const engine = {
    clapModel: null,
    query: (embedding: Embedding) => queryOf(embedding),
    async embed(_: unknown, options?: EmbedOptions) {
      calls.push('embed');
      options?.onFingerprint?.(fingerprintOf(1));
      options?.onSearchData?.(searchDataOf(1));
      options?.onDescriptors?.(descriptorsOf());
      return current;
    },
    async fingerprint(_: unknown, options?: EmbedOptions) {
      calls.push('fingerprint');
      options?.onSearchData?.(searchDataOf(1));
      options?.onDescriptors?.(descriptorsOf());
      return fingerprintOf(1);
    },
    async searchData(_: unknown, options?: EmbedOptions) {
      calls.push('search data');
      options?.onDescriptors?.(descriptorsOf());
      return searchDataOf(1);
    },
    async describe() {
      calls.push('describe');
      return descriptorsOf();
    },
    async relate() {
      calls.push('relate');
      return same;
    },
  };
  return { engine, calls };
}

async function openLibrary() {
  const dataDir = await temporaryFolder();
  const library = await (await openIn(dataDir)).open('1');
  return { library, folder: path.join(dataDir, 'guilds', '1') };
}

test('an old sound is analyzed and compared with one decoding', async () => {
  const { library } = await openLibrary();
  const { engine, calls } = recordingEngine();
  const other = await library.change((writer) => writer.add(newSound(2, { embedding: current })));
  const old = await library.change((writer) => writer.add(newSound(1, { compared: null, descriptors: null })));
  expect(await refreshSound(engine, library, old, { lane: 'upkeep' })).toBe('refreshed');
  expect(calls).toEqual(['embed', 'relate']);
  expect(library.get(old.id)).toMatchObject({
    version: ENGINE_VERSION,
    relations: { version: '1', found: [{ ...same, id: other.id }] },
    descriptors: descriptorsOf(),
  });
  expect(await library.fingerprint(old.id)).toEqual(fingerprintOf(1));
});

test.each(['missing', 'damaged', 'of another version', 'current'])('a fingerprint that is %s', async (how) => {
  const { library, folder } = await openLibrary();
  const { engine, calls } = recordingEngine();
  const compared = { fingerprint: fingerprintOf(1, how === 'of another version' ? 'other' : undefined), found: [] };
  const sound = await library.change((writer) => writer.add(newSound(1, { embedding: current, compared })));
  const file = path.join(folder, 'fingerprints', sound.id);
  if (how === 'missing') await rm(file);
  if (how === 'damaged') await writeFile(file, 'garbage');
  const isCurrent = how === 'current';
  expect(await refreshSound(engine, library, sound, { lane: 'upkeep' })).toBe(isCurrent ? 'current' : 'refreshed');
  expect(calls).toEqual(isCurrent ? [] : ['fingerprint']);
  expect(await library.fingerprint(sound.id)).toEqual(fingerprintOf(1));
});

test.each(['missing', 'damaged', 'of another version'])('search data that are %s are computed alone', async (how) => {
  const { library, folder } = await openLibrary();
  const { engine, calls } = recordingEngine();
  const searchData = how === 'missing' ? null : searchDataOf(1, how === 'of another version' ? 'other' : undefined);
  const sound = await library.change((writer) => writer.add(newSound(1, { embedding: current, searchData })));
  if (how === 'damaged') await writeFile(path.join(folder, 'search-data', sound.id), 'garbage');
  expect(await refreshSound(engine, library, sound, { lane: 'upkeep' })).toBe('refreshed');
  expect(calls).toEqual(['search data']);
  expect(await library.searchData(sound.id)).toEqual(searchDataOf(1));
  expect(await refreshSound(engine, library, sound, { lane: 'upkeep' })).toBe('current');
});

test.each([
  { lacks: 'its descriptors', given: { descriptors: null }, expected: ['describe'] },
  { lacks: 'current descriptors', given: { descriptors: descriptorsOf({ version: 'other' }) }, expected: ['describe'] },
  { lacks: 'both', given: { descriptors: null, compared: null }, expected: ['fingerprint'] },
  { lacks: 'search data too', given: { descriptors: null, searchData: null }, expected: ['search data'] },
])('a sound that lacks $lacks is measured with one decoding', async ({ given, expected }) => {
  const { library } = await openLibrary();
  const { engine, calls } = recordingEngine();
  const sound = await library.change((writer) => writer.add(newSound(1, { embedding: current, ...given })));
  expect(await refreshSound(engine, library, sound, { lane: 'upkeep' })).toBe('refreshed');
  expect(calls).toEqual(expected);
  expect(library.get(sound.id)?.descriptors).toEqual(descriptorsOf());
  expect(await refreshSound(engine, library, library.get(sound.id) ?? sound, { lane: 'upkeep' })).toBe('current');
});

test('a sound that is removed during its analysis leaves no fingerprint behind', async () => {
  const { library, folder } = await openLibrary();
  const { engine } = recordingEngine();
  const sound = await library.change((writer) => writer.add(newSound(1, { embedding: current, compared: null })));
  const removing = {
    ...engine,
    async fingerprint() {
      await library.change((writer) => writer.remove([sound.id]));
      return fingerprintOf(1);
    },
  };
  expect(await refreshSound(removing, library, sound, { lane: 'upkeep' })).toBe('refreshed');
  expect(await readdir(path.join(folder, 'fingerprints')).catch(() => [])).toEqual([]);
});

test('a sound without its audio is reported as missing', async () => {
  const { library, folder } = await openLibrary();
  const { engine, calls } = recordingEngine();
  const sound = await library.change((writer) => writer.add(newSound(1, { compared: null })));
  await rm(path.join(folder, 'audio', `${sound.id}.wav`));
  expect(await refreshSound(engine, library, sound, { lane: 'upkeep' })).toBe('missing');
  expect(calls).toEqual([]);
});
