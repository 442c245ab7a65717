import { describe, expect, it } from 'vitest';
import { createDecodeLog } from '../../../src/engine/decode/decode-log.ts';

function logOf(...texts: string[]) {
  const log = createDecodeLog();
  for (const text of texts) log.add(text);
  return log;
}

describe('what ffmpeg says about a file', () => {
  it('tells how long it claims to be, however the text was cut into pieces', () => {
    const log = logOf(
      "Input #0, flac, from 'file:/input':\n  Dura",
      'tion: 03:01:02.50, start: 0.000000, bitrate: 1 kb/s\n',
    );
    expect(log.claimedSeconds).toBe(3 * 3600 + 62.5);
  });

  it.each([
    ['it does not know', '  Duration: N/A, bitrate: N/A\n'],
    [
      'it guessed',
      'Estimating duration from bitrate, this may be inaccurate\n  Duration: 03:00:00.00, bitrate: 1 kb/s\n',
    ],
    ['the file itself says so, in its title', '  Metadata:\n    title           : Duration: 09:00:00.00\n'],
    ['nothing was said', ''],
  ])('tells no length where %s', (_why, text) => {
    expect(logOf(text).claimedSeconds).toBeNull();
  });

  it('is not kept beyond its beginning', () => {
    const complaints = Array<string>(10_000).fill('[mp3 @ 0x1] Header missing\n');
    expect(logOf(...complaints, '  Duration: 03:00:00.00, bitrate: 1 kb/s\n').claimedSeconds).toBeNull();
  });

  it('tells a container without sound from a disk without space', () => {
    expect(logOf("Stream map '0:a:0' matches no streams.\n")).toMatchObject({ hasNoTrack: true, diskIsFull: false });
    expect(logOf('av_interleaved_write_frame(): No space left on device\n')).toMatchObject({
      hasNoTrack: false,
      diskIsFull: true,
    });
  });
});
