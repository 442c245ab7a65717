import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SOUND_KINDS } from '../../../src/engine/descriptors/descriptors.ts';
import { BLOCK_DIMENSIONS, PACKED_DIMENSIONS } from '../../../src/engine/embedding.ts';
import { DamagedFileError, NewerFileError } from '../../../src/files/checksummed-json.ts';
import { decodeSegment, encodeSegment, textToVector, vectorToText } from '../../../src/storage/lowdb/segment-format.ts';

const text = fc.string({ unit: 'binary', maxLength: 30 });
const seconds = fc.double({ min: 0, max: 600, noNaN: true }).map((value) => value + 0);
const part = fc.tuple(seconds, seconds);
const relation = fc.oneof(
  fc.record({ id: text, kind: fc.constant('same recording' as const) }),
  fc.record({
    id: text,
    kind: fc.constant('excerpt' as const),
    of: fc.constantFrom('a' as const, 'b' as const),
    from: seconds,
    to: seconds,
  }),
  fc.record({
    id: text,
    kind: fc.constant('another speed' as const),
    ratio: fc.double({ min: 0.9, max: 1.1, noNaN: true }),
  }),
  fc.record({ id: text, kind: fc.constant('shares a part' as const), a: part, b: part }),
);
const value = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0));
const descriptors = fc.record({
  version: text,
  seconds,
  lufs: value,
  truePeakDb: value,
  centroidHz: value,
  spreadHz: value,
  rolloffHz: value,
  flatness: value,
  crestDb: value,
  attackMs: value,
  tempoBpm: value,
  tempoConfidence: value,
  key: fc.option(text),
  keyConfidence: value,
  pitchHz: value,
  kind: fc.option(fc.constantFrom(...SOUND_KINDS)),
  voice: fc.option(fc.boolean()),
  clipped: fc.boolean(),
  silenceStart: seconds,
  silenceEnd: seconds,
});
const stored = fc.record({
  order: fc.nat(),
  sound: fc.record({
    id: fc.stringMatching(/^[a-z0-9]{1,20}$/),
    label: text,
    tags: fc.array(text, { maxLength: 3 }),
    addedBy: fc.record({ id: text, name: text }),
    addedAt: fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') })
      .map((date) => date.toISOString()),
    messageUrl: fc.option(text),
    messageAuthorId: fc.constant(null),
    favoredBy: fc.array(fc.string()),
    license: fc.option(fc.string()),
    source: fc.option(fc.webUrl()),
    stated: fc.option(fc.record({ tempoBpm: fc.option(fc.integer()), key: fc.option(fc.string()) })),
    collections: fc.array(text),
    plays: fc.nat(),
    seconds: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((seconds) => seconds + 0),
    fileName: text,
    bytes: fc.nat(),
    hash: fc.stringMatching(/^[0-9a-f]{64}$/),
    version: text,
    clapModel: fc.option(text),
    relations: fc.option(fc.record({ version: text, found: fc.array(relation, { maxLength: 3 }) })),
    descriptors: fc.option(descriptors),
  }),
  extension: fc.constantFrom('mp3' as const, 'wav' as const, 'bin' as const),
  clap: fc.option(fc.base64String()),
  acoustic: fc.base64String(),
});

describe('a segment file', () => {
  test('is JSON, and gives back any sounds unchanged', () => {
    fc.assert(
      fc.property(fc.array(stored, { maxLength: 5 }), (sounds) => {
        const bytes = encodeSegment(sounds);
        expect(decodeSegment(bytes)).toEqual(sounds);
        expect(JSON.parse(bytes.toString())).toMatchObject({ version: 1, sounds });
      }),
    );
  });

  test('is detected as damaged if any byte is changed', () => {
    fc.assert(
      fc.property(
        fc.array(stored, { minLength: 1, maxLength: 2 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (sounds, place, flip) => {
          const bytes = encodeSegment(sounds);
          const at = place % bytes.length;
          bytes[at] = (bytes[at] ?? 0) ^ flip;
          expect(() => decodeSegment(bytes)).toThrow(DamagedFileError);
        },
      ),
    );
  });

  test('is detected as damaged if it has other bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => decodeSegment(Buffer.from(bytes))).toThrow(DamagedFileError);
      }),
    );
  });

  test('of an earlier version goes through the migrations from that version on, in order', () => {
    const relabel = (from: string, to: string) => (old: unknown) => JSON.parse(JSON.stringify(old).replace(from, to));
    const steps = [relabel('first', 'second'), relabel('second', 'third')];
    fc.assert(
      fc.property(stored, (sound) => {
        const labelled = (label: string) => [{ ...sound, sound: { ...sound.sound, label } }];
        // Version 1 is the only format version so far, so this test treats it as an old version.
        expect(decodeSegment(encodeSegment(labelled('first'), 1), steps)).toEqual(labelled('third'));
        expect(decodeSegment(encodeSegment(labelled('second'), 2), steps)).toEqual(labelled('third'));
        expect(decodeSegment(encodeSegment(labelled('first'), 3), steps)).toEqual(labelled('first'));
      }),
      { numRuns: 20 },
    );
  });

  test('of a later version is rejected, but not as damaged', () => {
    const later = encodeSegment([], 7);
    expect(() => decodeSegment(later)).toThrow(NewerFileError);
  });
});

describe('a vector in a file', () => {
  const numbers = fc.float32Array({
    minLength: PACKED_DIMENSIONS,
    maxLength: PACKED_DIMENSIONS,
    noNaN: true,
    noDefaultInfinity: true,
  });

  test('is read bit for bit as it was written, with or without a CLAP block', () => {
    fc.assert(
      fc.property(numbers, fc.boolean(), (packed, hasClap) => {
        if (!hasClap) packed.fill(0, 0, BLOCK_DIMENSIONS.clap);
        const written = vectorToText(packed, hasClap);
        expect(written.clap === null).toBe(!hasClap);
        expect(textToVector(written)).toEqual(packed);
      }),
      { numRuns: 30 },
    );
  });

  test('is base64 of little-endian float32', () => {
    const packed = new Float32Array(PACKED_DIMENSIONS);
    packed[BLOCK_DIMENSIONS.clap] = 1;
    expect(Buffer.from(vectorToText(packed, false).acoustic, 'base64').subarray(0, 8).toString('hex')).toBe(
      '0000803f00000000',
    );
  });

  test('is rejected if it has another layout or a number that is not finite', () => {
    const { acoustic } = vectorToText(new Float32Array(PACKED_DIMENSIONS), false);
    expect(textToVector({ clap: null, acoustic: acoustic.slice(0, -8) })).toBeUndefined();
    expect(textToVector({ clap: 'AAAA', acoustic })).toBeUndefined();
    const broken = new Float32Array(PACKED_DIMENSIONS);
    broken[600] = Number.NaN;
    expect(textToVector(vectorToText(broken, false))).toBeUndefined();
  });
});
