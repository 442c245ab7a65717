import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMonoResampler } from '../../../src/engine/resample/mono-resampler.ts';

describe('the output of ffmpeg', () => {
  test('becomes finite samples, for arbitrary bytes in arbitrary chunks', () => {
    const numbers = fc.float32Array({ maxLength: 50 }).map((some) => new Uint8Array(some.buffer));
    fc.assert(
      fc.property(fc.array(fc.oneof(numbers, fc.uint8Array({ maxLength: 50 }))), (pieces) => {
        const resampler = createMonoResampler({ rate: 22_050, channels: 1, withClap: false });
        for (const piece of pieces) resampler.write(piece);
        const { feature } = resampler.finish();
        expect(feature).toHaveLength(Math.floor(Buffer.concat(pieces).length / 4));
        expect(feature.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
