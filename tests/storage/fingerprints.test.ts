import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDataFolder } from '../../src/storage/check-data-folder.ts';
import { decodeDerived, encodeDerived } from '../../src/storage/lowdb/derived-files.ts';
import { decodeSegment, encodeSegment } from '../../src/storage/lowdb/segment-format.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { openIn } from './helpers/data-folder.ts';
import { fingerprintOf, newSound } from './helpers/sounds.ts';

const found = [{ kind: 'excerpt', of: 'b', from: 12, to: 17, id: 'x' }] as const;

async function openLibrary(dataDir: string) {
  const libraries = await openIn(dataDir);
  const library = await libraries.open('1');
  return { libraries, library, folder: path.join(dataDir, 'guilds', '1', 'fingerprints') };
}

/** Returns a data folder with one sound that has a fingerprint and a relation. */
async function folderWithSound() {
  const dataDir = await temporaryFolder();
  const { libraries, library, folder } = await openLibrary(dataDir);
  const compared = { fingerprint: fingerprintOf(1), found };
  const { id } = await library.change((writer) => writer.add(newSound(1, { compared })));
  await libraries.close();
  return { dataDir, folder, id, file: path.join(folder, id) };
}

describe('the file of a fingerprint', () => {
  const fingerprint = fc.record({
    version: fc.string({ maxLength: 10 }),
    seconds: fc.double({ min: 0, max: 600, noNaN: true }),
    data: fc.uint8Array({ maxLength: 300 }),
  });

  test('gives back any fingerprint, with at most 30 bytes besides its peaks', () => {
    fc.assert(
      fc.property(fingerprint, (given) => {
        expect(decodeDerived(Buffer.from(encodeDerived(given)))).toEqual(given);
      }),
    );
    expect(encodeDerived(fingerprintOf(1)).length).toBeLessThanOrEqual(fingerprintOf(1).data.length + 30);
  });

  test('is detected as damaged if any byte is changed, or if it is cut', () => {
    fc.assert(
      fc.property(fingerprint, fc.nat(), fc.integer({ min: 1, max: 255 }), (given, place, flip) => {
        const bytes = Buffer.from(encodeDerived(given));
        const at = place % bytes.length;
        expect(decodeDerived(bytes.subarray(0, at))).toBeUndefined();
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        expect(decodeDerived(bytes)).toBeUndefined();
      }),
    );
  });
});

describe('a fingerprint', () => {
  test('is removed from the disk with its sound', async () => {
    const { dataDir, id, folder } = await folderWithSound();
    const { library } = await openLibrary(dataDir);
    const compared = { fingerprint: fingerprintOf(2), found: [] };
    await library.change((writer) => writer.remove([id]));
    expect(await readdir(folder)).toEqual([]);
    expect(await library.change((writer) => writer.relate(id, compared))).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  });

  test.each(['cut', 'missing'])('that is %s harms nothing', async (how) => {
    const { dataDir, id, file } = await folderWithSound();
    if (how === 'missing') await rm(file);
    else await writeFile(file, (await readFile(file)).subarray(0, 20));
    const { library } = await openLibrary(dataDir);
    expect(library.problems).toEqual([]);
    expect(library.size).toBe(1);
    expect(await library.fingerprint(id)).toBeUndefined();
  });

  test('that belongs to no sound is removed when the library is opened', async () => {
    const { dataDir, id, folder } = await folderWithSound();
    await writeFile(path.join(folder, 'ffffffffffffffffffff'), encodeDerived(fingerprintOf(3)));
    await openLibrary(dataDir);
    expect(await readdir(folder)).toEqual([id]);
  });

  test('that cannot be written does not prevent the addition', async () => {
    const dataDir = await temporaryFolder();
    const { library, folder } = await openLibrary(dataDir);
    await library.change((writer) => writer.add(newSound(1, { compared: null })));
    await writeFile(folder, 'not a folder');
    const { id } = await library.change((writer) => writer.add(newSound(2)));
    expect(library.size).toBe(2);
    expect(await library.fingerprint(id)).toBeUndefined();
  });
});

test('the doctor finds damaged and left-over fingerprints, and no issue in missing ones', async () => {
  const { dataDir, folder, file } = await folderWithSound();
  await writeFile(file, 'garbage');
  await writeFile(path.join(folder, 'stray'), encodeDerived(fingerprintOf(3)));
  const findings = await checkDataFolder(dataDir, { repair: true });
  expect(findings.map(({ problem, repaired }) => [problem, repaired]).sort()).toEqual([
    ['is damaged: it will be computed again', true],
    ['is derived from a sound that is not here', true],
  ]);
  expect(await checkDataFolder(dataDir)).toEqual([]);
});

test('a segment of an earlier version, or with relations that are unknown, opens without relations', async () => {
  const { dataDir, id } = await folderWithSound();
  const segment = path.join(dataDir, 'guilds', '1', 'segment-0000.json');
  const [stored] = decodeSegment(await readFile(segment));
  if (!stored) throw new Error('the segment is empty');
  for (const relations of [undefined, { version: '9', found: [{ kind: 'a cover of', id: 'x' }] }]) {
    const sound = JSON.parse(JSON.stringify({ ...stored.sound, relations }));
    for (const file of [segment, `${segment}.bak`]) await writeFile(file, encodeSegment([{ ...stored, sound }]));
    const { library, libraries } = await openLibrary(dataDir);
    expect(library.get(id)).toEqual({ ...stored.sound, relations: null });
    expect(library.problems).toEqual([]);
    await libraries.close();
  }
});
