const MAX_CHARACTERS = 16_384;

/** The beginning of ffmpeg's log, and the facts that are parsed from it. */
export interface FfmpegLog {
  add(text: string): void;
  /** Duration in seconds that the container states; null if it states none, or ffmpeg only estimated it. */
  readonly claimedSeconds: number | null;
  readonly hasNoTrack: boolean;
  readonly diskIsFull: boolean;
}

export function createFfmpegLog(): FfmpegLog {
  let text = '';
  return {
    // The stored text is limited, because a hostile file can make ffmpeg log without end.
    add(more) {
      if (text.length < MAX_CHARACTERS) text += more;
    },
    get claimedSeconds() {
      if (text.includes('Estimating duration from bitrate')) return null;
      const found = /^ {2}Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)/m.exec(text);
      if (!found) return null;
      const [, hours, minutes, seconds] = found;
      return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    },
    get hasNoTrack() {
      return text.includes('matches no streams');
    },
    get diskIsFull() {
      return text.includes('No space left on device');
    },
  };
}
