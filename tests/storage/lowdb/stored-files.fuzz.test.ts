import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLOCK_NAMES, ENGINE_VERSION, PACKED_DIMENSIONS, pack, unpack } from '../../../src/engine/embedding.ts';
import { DamagedFileError, encodeChecksummedJson, NewerFileError } from '../../../src/files/checksummed-json.ts';
import { checkEmbedding } from '../../../src/storage/lowdb/entry.ts';
import { decodeSegment, textToVector } from '../../../src/storage/lowdb/segment-format.ts';
import { decodeSettings, encodeSettings } from '../../../src/storage/lowdb/settings.ts';
import { DEFAULT_SETTINGS, LEVELS, MAX_IDS, MAX_TOP, SEARCH_ORDERS } from '../../../src/storage/settings.ts';
import { anything, nasty } from '../../helpers/arbitraries.ts';
import { rounds } from '../../helpers/rounds.ts';

// Tests damaged files in a data folder. `tests/storage/lowdb/segment-format.test.ts` has more cases.

const formats = [
  { name: 'a segment', decode: decodeSegment, rest: '"sounds":' },
  { name: 'the settings', decode: decodeSettings, rest: '"settings":' },
];

describe.each(formats)('$name', ({ decode, rest }) => {
  /** Returns whether the decoder accepts `bytes`. If not, checks that it reports damage or a later version. */
  function isAccepted(bytes: Buffer): boolean {
    try {
      decode(bytes);
      return true;
    } catch (error) {
      expect(error instanceof DamagedFileError || error instanceof NewerFileError).toBe(true);
      return false;
    }
  }

  test('is detected as damaged if it has any other bytes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some)),
      fc.oneof(anything, nasty).map((text) => Buffer.from(text)),
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
    );
    fc.assert(fc.property(bytes, (some) => void expect(isAccepted(some)).toBe(false)));
  });

  test('with a valid checksum and any content is accepted or detected as damaged', () => {
    const body = fc.oneof(
      anything,
      fc.jsonValue().map((value) => `${rest}${JSON.stringify(value)}}`),
      fc.array(fc.dictionary(nasty, fc.jsonValue())).map((value) => `${rest}${JSON.stringify(value)}}`),
      fc
        .record({ ...fields, least: fc.jsonValue(), lost: fc.boolean() })
        .map((value) => `${rest}${JSON.stringify(value)}}`),
    );
    fc.assert(
      fc.property(fc.nat(3), body, (version, text) => void isAccepted(encodeChecksummedJson(version, text))),
      {
        numRuns: rounds(150, 5000),
        examples: [
          [1, 'x'],
          [1, `${rest}1}`],
          [0, `${rest}[]}`],
          [1, '"x":1}'],
        ],
      },
    );
  });
});

const ids = fc.option(fc.array(fc.stringMatching(/^\d{1,20}$/), { maxLength: MAX_IDS }));
const room = fc.option(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));
const level = fc.constantFrom(...LEVELS);
const fields = {
  adders: ids,
  removers: ids,
  channels: ids,
  top: fc.integer({ min: 1, max: MAX_TOP }),
  minScore: fc.integer({ min: 0, max: 100 }),
  levels: fc.tuple(...BLOCK_NAMES.map(() => level)).map(([first = 'off', ...others]) => ({
    ...DEFAULT_SETTINGS.levels,
    clap: first,
    ...Object.fromEntries(BLOCK_NAMES.slice(1).map((name, index) => [name, others[index] ?? 'off'])),
  })),
  order: fc.constantFrom(...SEARCH_ORDERS),
  isLeveled: fc.boolean(),
  license: fc.option(fc.string()),
  logChannel: fc.option(fc.stringMatching(/^\d{1,20}$/)),
  dailyChannel: fc.option(fc.stringMatching(/^\d{1,20}$/)),
  dailyPosted: fc.option(fc.string()),
  sharedChannels: fc.array(fc.stringMatching(/^\d{1,20}$/), { maxLength: MAX_IDS }),
  sounds: room,
  bytes: room,
  soundsPerMember: room,
  isFallback: fc.boolean(),
};

describe('settings', () => {
  test('are read as they were written', () => {
    fc.assert(
      fc.property(fc.record(fields), (given) => void expect(decodeSettings(encodeSettings(given))).toEqual(given)),
    );
  });

  test('are detected as damaged if any byte is changed', () => {
    fc.assert(
      fc.property(fc.record(fields), fc.nat(), fc.integer({ min: 1, max: 255 }), (given, place, flip) => {
        const bytes = encodeSettings(given);
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        expect(() => decodeSettings(bytes)).toThrow(DamagedFileError);
      }),
    );
  });
});

test('any text read as a vector gives finite numbers of the right length, or undefined', () => {
  const text = fc.oneof(anything, fc.base64String(), fc.constantFrom('AADAfw==', '/////w==', '='));
  const long = fc.tuple(text, fc.nat(1000)).map(([unit, count]) => unit.repeat(count).slice(0, 4000));
  fc.assert(
    fc.property(fc.option(fc.oneof(text, long)), fc.oneof(text, long), (clap, acoustic) => {
      const vector = textToVector({ clap, acoustic });
      if (vector === undefined) return;
      expect(vector).toHaveLength(PACKED_DIMENSIONS);
      expect(vector.every(Number.isFinite)).toBe(true);
    }),
  );
});

test('an embedding with wrong lengths or numbers that are not finite is rejected', () => {
  const good = unpack(new Float32Array(PACKED_DIMENSIONS).fill(0.1), {
    version: ENGINE_VERSION,
    clapModel: 'm',
    seconds: 1,
  });
  const block = fc.oneof(fc.float32Array({ maxLength: 600 }), fc.constantFrom(...Object.values(good.features)));
  const embeddings = fc.record({
    seconds: fc.double(),
    clapModel: fc.constantFrom(null, 'm'),
    clap: fc.oneof(block, fc.constantFrom(null, good.clap)),
    features: fc.record({ mfcc: block, rms: block }, { requiredKeys: [] }).map((odd) => ({ ...good.features, ...odd })),
  });
  expect(() => checkEmbedding(good)).not.toThrow();
  fc.assert(
    fc.property(embeddings, (odd) => {
      const embedding = { ...good, ...odd };
      try {
        checkEmbedding(embedding);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        return;
      }
      const vector = pack(embedding);
      expect(vector.every(Number.isFinite)).toBe(true);
      expect(unpack(vector, embedding)).toEqual(embedding);
      expect(Number.isFinite(embedding.seconds) && embedding.seconds >= 0).toBe(true);
    }),
    { numRuns: rounds(150, 5000) },
  );
});
