const KEPT_CHARACTERS = 16_384;

/** What ffmpeg writes while it works, and the few facts in it that matter. */
export interface DecodeLog {
  add(text: string): void;
  /** Seconds that the container says the sound lasts; null where it says nothing or ffmpeg only estimated it. */
  readonly claimedSeconds: number | null;
  /** There is a readable container, but no sound track in it. */
  readonly hasNoTrack: boolean;
  readonly diskIsFull: boolean;
}

export function createDecodeLog(): DecodeLog {
  let text = '';
  return {
    // A hostile file can make ffmpeg complain for ever; the beginning tells enough.
    add(more) {
      if (text.length < KEPT_CHARACTERS) text += more;
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
