import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainAudio } from '../../../src/engine/decode/plain-audio.ts';
import { encodeAudio } from '../../helpers/encode-audio.ts';
import { type WaveSpec, waveBytes } from '../../helpers/wave-bytes.ts';

const RATE = 16_000;
const samples = Float32Array.from({ length: 800 }, (_, i) => 0.6 * Math.sin((i * i) / 3000));

/** Reads the samples of a WAV file with the plainest header, and checks the header against the bytes. */
function samplesOf(file: Uint8Array): Float32Array {
  const bytes = Buffer.from(file);
  expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
  expect(bytes.toString('latin1', 8, 16)).toBe('WAVEfmt ');
  expect(bytes.toString('latin1', 36, 40)).toBe('data');
  const [tag, channels, bits] = [bytes.readUInt16LE(20), bytes.readUInt16LE(22), bytes.readUInt16LE(34)];
  expect(bytes.readUInt16LE(32)).toBe((channels * bits) / 8);
  expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
  const count = (bytes.length - 44) / (bits / 8);
  return Float32Array.from({ length: count / channels }, (_, i) => {
    const at = 44 + (i * channels * bits) / 8;
    if (tag === 3) return bits === 32 ? bytes.readFloatLE(at) : bytes.readDoubleLE(at);
    return bits === 8 ? (bytes.readUInt8(at) - 128) / 128 : bytes.readIntLE(at, bits / 8) / 2 ** (bits - 1);
  });
}

function expectSamples(file: Uint8Array, tolerance: number): void {
  const read = samplesOf(file);
  expect(read).toHaveLength(samples.length);
  expect(Math.max(...read.map((sample, i) => Math.abs(sample - (samples[i] ?? 0))))).toBeLessThan(tolerance);
}

const pcm: WaveSpec = {
  ...{ tag: 'pcm', kind: 'RIFF', isExtensible: false, rate: RATE, channels: 1 },
  ...{ validBits: 16, bytesPerSample: 2 },
};

const bits = fc.constantFrom([8, 1], [12, 2], [16, 2], [16, 3], [16, 4], [20, 3], [20, 4], [24, 3], [24, 4], [32, 4]);
const wave: fc.Arbitrary<WaveSpec> = fc
  .record({
    tag: fc.constantFrom('pcm' as const, 'float' as const),
    widths: bits,
    channels: fc.integer({ min: 1, max: 12 }),
    kind: fc.constantFrom('RIFF' as const, 'RIFX' as const, 'RF64' as const),
    isExtensible: fc.boolean(),
    align: fc.constantFrom('right' as const, 'zero' as const, 'one' as const),
    size: fc.constantFrom('right' as const, 'unknown' as const, 'larger' as const),
    chunks: fc.array(
      fc.tuple(fc.constantFrom('LIST', 'fact', 'JUNK', 'bext', 'id3 '), fc.uint8Array({ maxLength: 41 })),
      { maxLength: 3 },
    ),
  })
  .map(({ tag, widths: [validBits = 16, bytesPerSample = 2], align, size, ...rest }) => ({
    ...rest,
    ...{ tag, rate: RATE },
    ...(tag === 'pcm' ? { validBits, bytesPerSample } : { validBits: 32, bytesPerSample: 4 }),
    ...(align === 'right' ? {} : { blockAlign: align === 'one' ? 1 : 0 }),
    ...(size === 'right' ? {} : { dataSize: size === 'unknown' ? 0xffffffff : 0x7ffff000 }),
  }));

describe('a plain WAV file', () => {
  it('has the samples of any WAV file, whatever its header states about their size', () => {
    fc.assert(
      fc.property(wave, (spec) => {
        const file = plainAudio(waveBytes(samples, spec));
        // A header that is plain already is left alone, with its chunks.
        if (Buffer.from(file).toString('latin1', 36, 40) === 'data') expectSamples(file, 2 ** (1.01 - spec.validBits));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['24 valid bits in 32', { isExtensible: true, validBits: 24, bytesPerSample: 4 }],
    ['20 valid bits in 32', { isExtensible: true, validBits: 20, bytesPerSample: 4 }],
    ['16 valid bits in 24', { isExtensible: true, validBits: 16, bytesPerSample: 3 }],
    ['24 bits stated, in 32, as only the block size shows', { validBits: 24, bytesPerSample: 4, statedBits: 24 }],
    ['floats with 24 bits stated (Cool Edit)', { tag: 'float', validBits: 24, bytesPerSample: 4, statedBits: 24 }],
    ['a block size of 4 for packed 24 bits', { validBits: 24, bytesPerSample: 3, blockAlign: 4 }],
    ['RIFX, with 24 bits', { kind: 'RIFX', validBits: 24, bytesPerSample: 3 }],
    ['RIFX, with floats', { kind: 'RIFX', tag: 'float', validBits: 32, bytesPerSample: 4 }],
    ['a data size of 0', { dataSize: 0, isExtensible: true }],
    ['an odd chunk without padding', { isExtensible: true, chunks: [['LIST', new Uint8Array(7)]] }],
  ] as [string, Partial<WaveSpec>][])('has the right samples: %s', (_name, change) => {
    const spec = { ...pcm, ...change };
    const stated = change.tag === 'float' && change.statedBits ? { ...spec, tag: 'float' as const } : spec;
    const file = waveBytes(samples, stated);
    if (change.statedBits && change.tag === 'float') new DataView(file.buffer).setUint16(20, 1, true);
    expectSamples(plainAudio(file), 2 ** -14);
  });

  it('is the samples of an AIFF-C file of any uncompressed type, in either order of bytes', () => {
    const int16 = Int16Array.from(samples, (sample) => sample * 32_767);
    const wide = (bytes: number, isLittle: boolean) => {
      const data = Buffer.alloc(samples.length * bytes);
      for (const [i, sample] of int16.entries()) {
        if (isLittle) data.writeIntLE(sample * 256 ** (bytes - 2), i * bytes, bytes);
        else data.writeIntBE(sample * 256 ** (bytes - 2), i * bytes, bytes);
      }
      return data;
    };
    for (const [type, bytes, isLittle] of [
      ['NONE', 2, false],
      ['sowt', 2, true],
      ['in24', 3, false],
      ['42ni', 3, true],
      ['in32', 4, false],
      ['23ni', 4, true],
    ] as const)
      for (const size of ['right', 'zero', 'huge'] as const)
        expectSamples(plainAudio(aiff(type, wide(bytes, isLittle), bytes, size)), 2 ** -14);
  });

  it('is the file that a WAV file contains', async () => {
    const ogg = await encodeAudio(samples, RATE, 'ogg');
    for (const tag of [0x674f, 0x6750, 0x6751, 0x676f, 0x6770, 0x6771]) {
      const file = waveBytes(new Float32Array(ogg.length), { ...pcm, validBits: 8, bytesPerSample: 1 });
      file.set(ogg, 44);
      new DataView(file.buffer).setUint16(20, tag, true);
      expect(Buffer.compare(plainAudio(file).subarray(0, ogg.length), ogg)).toBe(0);
    }
  });

  it('has no damaged floating-point numbers, and any other sample as it was', () => {
    for (const spike of [3e38, -3e38, 50, Number.NaN, Number.POSITIVE_INFINITY]) {
      const damaged = samples.slice();
      damaged[400] = spike;
      const read = samplesOf(
        plainAudio(waveBytes(damaged, { ...pcm, tag: 'float', bytesPerSample: 4, validBits: 32 })),
      );
      expect(read[400], String(spike)).toBe(0);
      expect(read.filter((sample, i) => sample !== samples[i])).toHaveLength(1);
    }
    const loud = samples.map((sample) => sample * 32_768);
    const read = samplesOf(plainAudio(waveBytes(loud, { ...pcm, tag: 'float', bytesPerSample: 4, validBits: 32 })));
    expect(read).toEqual(loud);
  });

  it('is any other file as it is', async () => {
    for (const bytes of [await encodeAudio(samples, RATE, 'flac'), new Uint8Array(0), Buffer.from('RIFF')])
      expect(plainAudio(bytes)).toBe(bytes);
  });

  it('is made of arbitrary bytes without an exception', () => {
    const start = fc.constantFrom('RIFF', 'RIFX', 'RF64', 'riff', 'FORM', '.snd', 'dns.');
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 200 }), fc.boolean(), (letters, rest, isWave) => {
        const middle = isWave ? Buffer.from('\x40\0\0\0WAVEfmt ', 'latin1') : Buffer.alloc(0);
        plainAudio(new Uint8Array(Buffer.concat([Buffer.from(letters), middle, rest])));
      }),
      { numRuns: 500 },
    );
  });
});

const hasSndfile = spawnSync('sndfile-convert', ['--version']).error === undefined;
const hasSox = spawnSync('sox', ['--version']).error === undefined;
if (!hasSndfile || !hasSox)
  console.log('No sndfile-convert or no sox: the comparison of WAV headers with them is skipped.');

describe.skipIf(!hasSndfile || !hasSox)('any WAV header that libsndfile or sox accepts', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'plain-audio-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Returns the samples of the first channel as another program reads them; null if the program rejects the file. */
  function readWith(program: 'sox' | 'sndfile-convert', file: Uint8Array): Float32Array | null {
    const [input, output] = [path.join(folder, 'input.wav'), path.join(folder, 'output.au')];
    writeFileSync(input, file);
    rmSync(output, { force: true });
    const args = program === 'sox' ? [input, '-e', 'float', '-b', '32', output] : ['-float32', input, output];
    const { status } = spawnSync(program, args);
    if (status !== 0) return null;
    const bytes = readFileSync(output);
    const [start, channels] = [bytes.readUInt32BE(4), bytes.readUInt32BE(20)];
    const count = Math.floor((bytes.length - start) / 4 / channels);
    return Float32Array.from({ length: count }, (_, i) => bytes.readFloatBE(start + i * channels * 4));
  }

  /** Cosine, because sndfile-convert scales some files to their peak. */
  function cosine(a: Float32Array, b: Float32Array): number {
    const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }

  it('is read as they read it', () => {
    const accepted = { sox: 0, 'sndfile-convert': 0 };
    fc.assert(
      fc.property(wave, (spec) => {
        const file = waveBytes(samples, spec);
        for (const program of ['sox', 'sndfile-convert'] as const) {
          const theirs = readWith(program, file);
          // A program that reads other samples than those that were written does not understand the header.
          if (!theirs || cosine(theirs, samples) < 0.99) continue;
          accepted[program] += 1;
          const ours = readWith(program, plainAudio(file));
          expect(ours).toHaveLength(theirs.length);
          expect(cosine(ours ?? theirs.map(() => 0), theirs)).toBeGreaterThan(0.99999);
        }
      }),
      { numRuns: 40, seed: 27 },
    );
    expect(accepted.sox).toBeGreaterThan(5);
    expect(accepted['sndfile-convert']).toBeGreaterThan(5);
  }, 120_000);
});

/** Writes the samples of one channel as an AIFF-C file. @param size what the header states about the data */
function aiff(type: string, data: Uint8Array, bytesPerSample: number, size: 'right' | 'zero' | 'huge'): Uint8Array {
  const uint32 = (value: number) => {
    const buffer = Buffer.alloc(4);
    buffer.writeUInt32BE(value);
    return buffer;
  };
  const frames = size === 'right' ? data.length / bytesPerSample : size === 'zero' ? 0 : 0x7fffffff;
  const length = size === 'right' ? data.length + 8 : size === 'zero' ? 0 : 0x7fffffff;
  const common = Buffer.alloc(24);
  common.writeUInt16BE(1, 0);
  common.writeUInt32BE(frames, 2);
  common.writeUInt16BE(type === 'NONE' || type === 'sowt' ? 16 : 8 * bytesPerSample, 6);
  // 16,000 Hz as an 80-bit number: 2^13 * 1.953125.
  common.writeUInt16BE(16_383 + 13, 8);
  common.writeUInt32BE(0xfa000000, 10);
  common.write(type, 18, 'latin1');
  const body = [Buffer.from('AIFC'), Buffer.from('COMM'), uint32(24), common, Buffer.from('SSND'), uint32(length)];
  const rest = Buffer.concat([...body, uint32(0), uint32(0), data]);
  return new Uint8Array(Buffer.concat([Buffer.from('FORM'), uint32(rest.length), rest]));
}
