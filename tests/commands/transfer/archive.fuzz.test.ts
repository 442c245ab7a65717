import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { packSounds } from '../../../src/commands/transfer/archive.ts';
import { UserError } from '../../../src/errors.ts';
import { anything, nasty } from '../../helpers/arbitraries.ts';
import { unpackSounds } from './unpack-sounds.ts';

describe('archives', () => {
  const MB = 2 ** 20;
  /** Renames entries of a ZIP archive to `__proto__`, because the ZIP library cannot write entries of that name. */
  const withPrototype = (zip: Uint8Array) =>
    Buffer.from(Buffer.from(zip).toString('latin1').replaceAll('**proto**', '__proto__'), 'latin1');
  const unpacked = (archive: Uint8Array) => {
    try {
      return unpackSounds(archive, MB);
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      return [];
    }
  };
  const files = fc.dictionary(
    fc
      .oneof(anything, fc.constantFrom('a.wav', '../../a.wav', '/etc/a', 'C:\\a', '**proto**'), nasty)
      .filter((name) => name !== '__proto__'),
    fc.uint8Array({ maxLength: 60 }),
    { maxKeys: 4, noNullPrototype: true },
  );

  test('of any bytes are opened or rejected', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void unpacked(bytes)));
  });

  test('with a changed byte are opened or rejected', () => {
    fc.assert(
      fc.property(files, fc.nat(), fc.nat(255), (content, position, by) => {
        const archive = withPrototype(zipSync(content, { level: 0 }));
        const at = position % archive.length;
        archive[at] = (archive[at] ?? 0) ^ by;
        for (const { audio } of unpacked(archive)) expect(audio.length).toBeLessThanOrEqual(MB);
      }),
    );
  });

  test('with any list give only files that they contain, with labels and tags that are strings', () => {
    const some = fc.oneof(
      anything,
      fc.constantFrom('a.wav', '../../a.wav', '__proto__', 'constructor'),
      nasty,
      fc.jsonValue(),
    );
    const entry = fc.oneof(
      fc.jsonValue(),
      fc.record({ file: some, label: some, tags: fc.oneof(some, fc.array(some)) }, { requiredKeys: [] }),
    );
    const list = fc.oneof(fc.jsonValue(), fc.record({ sounds: fc.oneof(entry, fc.array(entry, { maxLength: 5 })) }));
    fc.assert(
      fc.property(files, list, (content, json) => {
        const archive = withPrototype(zipSync({ ...content, 'library.json': Buffer.from(JSON.stringify(json)) }));
        for (const { file, label, tags } of unpacked(archive)) {
          expect(Object.keys(content).concat('library.json')).toContain(file);
          expect([label, ...tags].every((text) => typeof text === 'string')).toBe(true);
        }
      }),
    );
  });

  test('give back the exported sounds, whatever their names', () => {
    const sound = fc.record({
      sound: fc.record({
        id: fc.stringMatching(/^[0-9a-f]{20}$/),
        label: fc.oneof(anything, nasty),
        tags: fc.array(fc.oneof(anything, nasty), { maxLength: 10 }),
        addedBy: fc.record({ id: fc.constant('1'), name: anything }),
        addedAt: fc.constant('2026-01-01T00:00:00.000Z'),
        messageUrl: fc.constant(null),
        messageAuthorId: fc.constant(null),
        favoredBy: fc.constant(['7']),
        license: fc.option(anything),
        source: fc.option(anything),
        stated: fc.constant({ tempoBpm: 98, key: 'A minor' }),
        collections: fc.array(fc.oneof(anything, nasty), { maxLength: 20 }),
        plays: fc.nat(),
        seconds: fc.double({ min: 0, max: 600, noNaN: true }),
        fileName: fc.oneof(anything, nasty),
        bytes: fc.nat(),
        hash: fc.constant('0'.repeat(64)),
        version: fc.constant('2'),
        clapModel: fc.constant(null),
        relations: fc.constant(null),
        descriptors: fc.constant(null),
      }),
      audio: fc.uint8Array({ minLength: 1, maxLength: 60 }),
    });
    const library = fc.uniqueArray(sound, { minLength: 1, maxLength: 5, selector: (one) => one.sound.id });
    fc.assert(
      fc.property(library, (sounds) => {
        const back = unpackSounds(packSounds(sounds), MB).map(({ label, tags, audio }) => ({ label, tags, audio }));
        expect(back).toEqual(sounds.map(({ sound: { label, tags }, audio }) => ({ label, tags, audio })));
      }),
    );
  });
});
