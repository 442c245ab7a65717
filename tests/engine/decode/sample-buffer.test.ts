import { describe, expect, it } from 'vitest';
import { createSampleBuffer } from '../../../src/engine/decode/sample-buffer.ts';

const bytesOf = (samples: readonly number[]) => new Uint8Array(new Float32Array(samples).buffer);

describe('a sample buffer', () => {
  it('joins chunks that end in the middle of a sample', () => {
    const samples = Array.from({ length: 700_000 }, (_, i) => i);
    const bytes = bytesOf(samples);
    const buffer = createSampleBuffer();
    for (let start = 0, length = 1; start < bytes.length; start += length, length = (length * 3 + 1) % 400_003) {
      buffer.write(bytes.subarray(start, start + length));
    }
    expect(buffer.byteLength).toBe(bytes.length);
    expect(Buffer.from(buffer.samples().buffer).equals(bytes)).toBe(true);
  });

  it('ignores the bytes of an incomplete last sample', () => {
    const buffer = createSampleBuffer();
    buffer.write(bytesOf([1, 2, 3]).subarray(0, 11));
    expect([...buffer.samples()]).toEqual([1, 2]);
  });

  it('keeps a copy of the bytes', () => {
    const bytes = bytesOf([1]);
    const buffer = createSampleBuffer();
    buffer.write(bytes);
    bytes.fill(0);
    expect([...buffer.samples()]).toEqual([1]);
  });

  it('replaces samples that are not finite by 0, and limits the others to ±1e6', () => {
    const buffer = createSampleBuffer();
    buffer.write(bytesOf([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3e38, -3e38, 2, -0.5]));
    expect([...buffer.samples()]).toEqual([0, 0, 0, 1e6, -1e6, 2, -0.5]);
  });

  it('is empty if nothing was written', () => {
    expect(createSampleBuffer().samples()).toEqual(new Float32Array());
  });
});
