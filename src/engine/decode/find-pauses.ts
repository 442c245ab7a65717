import type { DecodeRequest, RunFfmpeg } from './decode-request.ts';
import { trackArguments } from './ffmpeg-arguments.ts';
import { textOutput } from './text-output.ts';

/** Silence without samples, which only the time stamps of a file show, as with discontinuous transmission of Opus. */
export interface Pause {
  /** Number of seconds of decoded audio before the pause. Earlier pauses do not count. */
  readonly at: number;
  readonly seconds: number;
}

/** Minimum length of a pause in seconds. Shorter gaps are jitter of time stamps, which many containers round. */
export const MIN_PAUSE = 0.04;
/** Maximum length of a pause in seconds. A longer gap counts as a wrong time stamp and is ignored. */
const MAX_PAUSE = 60;
/** Maximum ratio of the pauses that decoded frames show to the pauses that packets show. */
const MAX_EXCESS = 1.1;

/**
 * Decodes a sound track once more to get the time stamps of its frames, and returns the pauses that they show.
 * There are none if the packets show shorter pauses. After a change of the sample rate, Ogg files count time in samples
 * of another rate, so that the decoded frames seem to have gaps, but the packets do not.
 */
export async function findPauses(run: RunFfmpeg, request: DecodeRequest, track: number | null): Promise<Pause[]> {
  const stamps = (codec: string) => textOutput([...trackArguments(track), '-c:a', codec, '-f', 'framecrc']);
  const [frames, packets] = [stamps('pcm_u8'), stamps('copy')];
  const ending = await run({ ...request, outputs: [frames, packets] });
  if (ending !== 'done' && ending !== 'failed') return [];
  const pauses = pausesOf(frames.text());
  const length = (some: readonly Pause[]) => some.reduce((sum, { seconds }) => sum + seconds, 0);
  return length(pauses) <= MAX_EXCESS * length(pausesOf(packets.text())) ? pauses : [];
}

/**
 * Parses the pauses from the lines of ffmpeg's `framecrc` output: `stream, dts, pts, duration, size, checksum`.
 * A time stamp that differs from the expected one by more than {@link MAX_PAUSE} is no pause, and later time stamps are
 * expected to continue from it.
 */
export function pausesOf(text: string): Pause[] {
  const [, numerator, denominator] = /^#tb 0: (\d+)\/(\d+)$/m.exec(text) ?? [];
  const unit = Number(numerator) / Number(denominator);
  if (!(unit > 0)) return [];
  const pauses: Pause[] = [];
  let decoded = 0;
  let position: number | undefined;
  for (const [, stamp, ticks] of text.matchAll(/^0, *-?\d+, *(-?\d+), *(\d+),/gm)) {
    const start = Number(stamp) * unit;
    const gap: number = start - (position ?? start);
    if (Math.abs(gap) > MAX_PAUSE) position = start;
    else if (gap >= MIN_PAUSE) {
      pauses.push({ at: decoded, seconds: gap });
      position = start;
    }
    const duration = Number(ticks) * unit;
    decoded += duration;
    position = (position ?? start) + duration;
  }
  return pauses;
}

/** Inserts silence for each pause. @param rate samples per second */
export function withPauses(samples: Float32Array, pauses: readonly Pause[], rate: number): Float32Array {
  const parts: Float32Array[] = [];
  let from = 0;
  for (const { at, seconds } of pauses) {
    const to = Math.round(at * rate);
    parts.push(samples.subarray(from, to), new Float32Array(Math.round(seconds * rate)));
    from = Math.min(to, samples.length);
  }
  parts.push(samples.subarray(from));
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
