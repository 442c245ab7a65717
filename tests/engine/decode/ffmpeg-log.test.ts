import { describe, expect, it } from 'vitest';
import { createFfmpegLog } from '../../../src/engine/decode/ffmpeg-log.ts';

function logOf(...texts: string[]) {
  const log = createFfmpegLog();
  for (const text of texts) log.add(text);
  return log;
}

describe('the log of ffmpeg', () => {
  it('contains the duration in the header of the file, however the text is split', () => {
    const log = logOf(
      "Input #0, flac, from 'file:/input':\n  Dura",
      'tion: 03:01:02.50, start: 0.000000, bitrate: 1 kb/s\n',
    );
    expect(log.claimedSeconds).toBe(3 * 3600 + 62.5);
  });

  it.each([
    ['ffmpeg does not know it', '  Duration: N/A, bitrate: N/A\n'],
    [
      'ffmpeg only estimated it',
      'Estimating duration from bitrate, this may be inaccurate\n  Duration: 03:00:00.00, bitrate: 1 kb/s\n',
    ],
    ['it is only in the title of the file', '  Metadata:\n    title           : Duration: 09:00:00.00\n'],
    ['the log is empty', ''],
  ])('contains no duration if %s', (_why, text) => {
    expect(logOf(text).claimedSeconds).toBeNull();
  });

  it('is stored up to a limit only', () => {
    const warnings = Array<string>(10_000).fill('[mp3 @ 0x1] Header missing\n');
    expect(logOf(...warnings, '  Duration: 03:00:00.00, bitrate: 1 kb/s\n').claimedSeconds).toBeNull();
  });

  it('distinguishes a container without sound from a full disk', () => {
    expect(logOf("Stream map '0:a:0' matches no streams.\n")).toMatchObject({ hasNoTrack: true, diskIsFull: false });
    expect(logOf('av_interleaved_write_frame(): No space left on device\n')).toMatchObject({
      hasNoTrack: false,
      diskIsFull: true,
    });
  });
});
