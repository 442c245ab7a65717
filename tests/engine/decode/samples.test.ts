import { describe, expect, it } from 'vitest';
import { createSampleSink } from '../../../src/engine/decode/samples.ts';

const bytesOf = (samples: readonly number[]) => new Uint8Array(new Float32Array(samples).buffer);

describe('a sample sink', () => {
  it('puts samples together again, wherever the pieces were cut', () => {
    const samples = Array.from({ length: 700_000 }, (_, i) => i);
    const bytes = bytesOf(samples);
    const sink = createSampleSink();
    for (let start = 0, length = 1; start < bytes.length; start += length, length = (length * 3 + 1) % 400_003) {
      sink.write(bytes.subarray(start, start + length));
    }
    expect(sink.byteLength).toBe(bytes.length);
    expect(Buffer.from(sink.samples().buffer).equals(bytes)).toBe(true);
  });

  it('leaves out the bytes of a sample that was cut off', () => {
    const sink = createSampleSink();
    sink.write(bytesOf([1, 2, 3]).subarray(0, 11));
    expect([...sink.samples()]).toEqual([1, 2]);
  });

  it('holds a copy of what it was given', () => {
    const bytes = bytesOf([1]);
    const sink = createSampleSink();
    sink.write(bytes);
    bytes.fill(0);
    expect([...sink.samples()]).toEqual([1]);
  });

  it('lets through finite samples only, none of them so large that its square would not be', () => {
    const sink = createSampleSink();
    sink.write(bytesOf([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3e38, -3e38, 2, -0.5]));
    expect([...sink.samples()]).toEqual([0, 0, 0, 1e6, -1e6, 2, -0.5]);
  });

  it('is empty where nothing was written', () => {
    expect(createSampleSink().samples()).toEqual(new Float32Array());
  });
});
