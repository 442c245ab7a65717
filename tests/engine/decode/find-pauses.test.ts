import { describe, expect, it } from 'vitest';
import { pausesOf, withPauses } from '../../../src/engine/decode/find-pauses.ts';

/** Writes frames of 20 ms at these time stamps (in milliseconds) as ffmpeg's `framecrc` muxer does. */
function framecrc(stamps: readonly number[]): string {
  const lines = stamps.map((stamp) => `0, ${String(stamp).padStart(10)}, ${String(stamp).padStart(10)}, 20, 320, 0x0`);
  return ['#software: Lavf', '#tb 0: 1/1000', '#media_type 0: audio', ...lines, ''].join('\n');
}

describe('the pauses of a sound track', () => {
  it('are the gaps between the time stamps of its frames, at their place in the decoded sound', () => {
    expect(pausesOf(framecrc([0, 20, 440, 460, 860]))).toEqual([
      { at: 0.04, seconds: expect.closeTo(0.4, 9) },
      { at: 0.08, seconds: expect.closeTo(0.38, 9) },
    ]);
  });

  it.each([
    ['a start time of two hours', [7_200_000, 7_200_020, 7_200_040]],
    ['jitter', [0, 25, 35, 65, 75, 105]],
    ['a jump of an hour, and back', [0, 20, 3_600_000, 40, 60]],
    ['no frames', []],
  ])('do not include %s', (_name, stamps) => {
    expect(pausesOf(framecrc(stamps))).toEqual([]);
  });

  it('still count after a jump', () => {
    expect(pausesOf(framecrc([0, 3_600_000, 3_600_120]))).toEqual([{ at: 0.04, seconds: expect.closeTo(0.1, 6) }]);
  });

  it('become silence', () => {
    const pauses = [
      { at: 0.2, seconds: 0.3 },
      { at: 0.4, seconds: 0.1 },
    ];
    const sound = withPauses(Float32Array.of(1, 2, 3, 4, 5), pauses, 10);
    expect([...sound]).toEqual([1, 2, 0, 0, 0, 3, 4, 0, 5]);
    expect([...withPauses(Float32Array.of(1), [{ at: 5, seconds: 0.1 }], 10)]).toEqual([1, 0]);
  });
});
