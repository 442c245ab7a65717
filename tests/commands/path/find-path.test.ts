import { expect, test } from 'vitest';
import { findPath } from '../../../src/commands/path/find-path.ts';
import { BLOCK_DIMENSIONS, type Embedding, mapFeatures } from '../../../src/engine/embedding.ts';
import { compare, weighQuery } from '../../../src/engine/score.ts';
import type { Library, Sound } from '../../../src/storage/library.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { openIn } from '../../storage/helpers/data-folder.ts';
import { newSound } from '../../storage/helpers/sounds.ts';

const engine = { compare, query: weighQuery };

/** Returns an embedding whose blocks are the unit vector at an angle in a plane: 0 and 1 are at right angles. */
function at(place: number): Embedding {
  const angle = (place * Math.PI) / 2;
  const features = mapFeatures((name) => {
    const block = new Float32Array(BLOCK_DIMENSIONS[name]);
    block.set([Math.cos(angle), Math.sin(angle)]);
    return block;
  });
  return { version: newSound(1).embedding.version, clapModel: null, seconds: 1, clap: null, features };
}

async function libraryWith(places: readonly number[]): Promise<Library> {
  const libraries = await openIn(await temporaryFolder());
  const library = await libraries.open('1');
  await library.change(async (writer) => {
    for (const [index, place] of places.entries())
      await writer.add({ ...newSound(index + 1), label: String(place), embedding: at(place) });
  });
  return library;
}

async function pathIn(library: Library, steps: number): Promise<string[]> {
  const stop = (label: string) => {
    const sound = library.list().find((one: Sound) => one.label === label);
    const embedding = library.embedding(sound?.id ?? '');
    if (!sound || !embedding) throw new Error(`no sound ${label}`);
    return { sound, embedding };
  };
  return (await findPath(engine, library, stop('0'), stop('1'), steps)).map(({ label }) => label);
}

test('a path leads in equal steps over the sounds between its ends', async () => {
  const library = await libraryWith([0.5, 0.1, 1, 0.75, 0.3, 0, 0.25, 0.6, 0.9]);
  expect(await pathIn(library, 3)).toEqual(['0', '0.25', '0.5', '0.75', '1']);
  expect(await pathIn(library, 1)).toEqual(['0', '0.5', '1']);
});

test('a path visits no sound twice, and is shorter if there are too few', async () => {
  const library = await libraryWith([0, 0.4, 0.41, 1]);
  expect(await pathIn(library, 9)).toEqual(['0', '0.4', '0.41', '1']);
  expect(await pathIn(await libraryWith([0, 1]), 4)).toEqual(['0', '1']);
});
