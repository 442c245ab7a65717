import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFloatWavParser } from '../../../src/engine/decode/float-wav.ts';
import { encodeAudio } from '../../helpers/encode-audio.ts';

const samples = Float32Array.from({ length: 50 }, (_, i) => i / 50);

function parseInPieces(file: Uint8Array, pieces: readonly Uint8Array[]) {
  const parser = createFloatWavParser();
  const parts: Uint8Array[] = [];
  for (const piece of pieces) {
    const part = parser.parse(piece);
    if (part === 'invalid') return 'invalid';
    parts.push(Uint8Array.from(part));
  }
  return { format: parser.format, bytes: Buffer.concat(parts), of: file.length };
}

describe('the parser of the output of ffmpeg', () => {
  it.each([1, 2, 6])('finds the rate, %i channels and all samples, in pieces of any length', async (channels) => {
    const file = await encodeAudio(Array<Float32Array>(channels).fill(samples), 11_127, 'wav-f32');
    const expected = file.subarray(file.length - samples.byteLength * channels);
    for (const length of [1, 7, 44, file.length]) {
      const pieces = Array.from({ length: Math.ceil(file.length / length) }, (_, i) =>
        file.subarray(i * length, (i + 1) * length),
      );
      const parsed = parseInPieces(file, pieces);
      expect(parsed).toMatchObject({ format: { rate: 11_127, channels } });
      expect(parsed !== 'invalid' && parsed.bytes.equals(expected)).toBe(true);
    }
  });

  it('rejects a WAV file of integers, and endless bytes without a header', async () => {
    const integers = await encodeAudio(samples, 44_100, 'wav');
    expect(parseInPieces(integers, [integers])).toBe('invalid');
    expect(createFloatWavParser().parse(new Uint8Array(10_000))).toBe('invalid');
  });

  it('never throws, for any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 5 }), (pieces) => {
        expect(() => parseInPieces(new Uint8Array(0), pieces)).not.toThrow();
      }),
    );
  });
});
