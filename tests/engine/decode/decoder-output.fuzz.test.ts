import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFfmpegLog } from '../../../src/engine/decode/ffmpeg-log.ts';
import { createMonoResampler } from '../../../src/engine/resample/mono-resampler.ts';
import { anything } from '../../helpers/arbitraries.ts';

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

describe('the log of ffmpeg', () => {
  test('yields a duration in seconds or nothing, and is bounded in size', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789:.-N/A '), maxLength: 30 });
    const line = fc.oneof(
      anything,
      digits.map((time) => `  Duration: ${time}, start: 0\n`),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const log = createFfmpegLog();
        for (const text of lines) log.add(text);
        const { claimedSeconds } = log;
        expect(claimedSeconds === null || claimedSeconds >= 0).toBe(true);
        expect(typeof log.hasNoTrack).toBe('boolean');
      }),
    );
  });

  test('yields the duration despite arbitrary text before and after it', () => {
    const length = fc.tuple(fc.nat(99), fc.nat(59), fc.nat(5999));
    const two = (number: number) => String(number).padStart(2, '0');
    fc.assert(
      fc.property(length, fc.array(anything), ([hours, minutes, hundredths], lines) => {
        const log = createFfmpegLog();
        const time = `${two(hours)}:${two(minutes)}:${two(Math.floor(hundredths / 100))}.${two(hundredths % 100)}`;
        log.add(`  Duration: ${time}, start: 0.000000, bitrate: 128 kb/s\n`);
        for (const text of lines) log.add(text.replaceAll('Estimating', ''));
        expect(log.claimedSeconds).toBeCloseTo(hours * 3600 + minutes * 60 + hundredths / 100, 6);
      }),
    );
  });
});
