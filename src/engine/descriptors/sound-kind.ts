import { FRAME_RATE } from '../features/rhythm.ts';
import type { SoundKind } from './descriptors.ts';
import type { SoundFrames } from './sound-frames.ts';

/** What the kind of a sound follows from, besides its frames. */
interface Context {
  /** Audible part of the sound, in seconds from the start of the file. */
  readonly from: number;
  readonly to: number;
  /** Length of the file in seconds. */
  readonly seconds: number;
  /** How similar the onsets are to themselves after a few beats, 0..1. */
  readonly recurrence: number;
  /** Whether the sound has the pitch of a single note. */
  readonly isNote: boolean;
}

/** Mean rise of the compressed bands that makes an event, and its share of the rises of the strongest events. */
const MIN_RISE = 0.3;
const MIN_SHARE = 0.25;
/** Number of frames on either side among which an event is the strongest: 70 ms. */
const NEIGHBORS = 3;
/** Number of frames at either end of a file that the edge of the file disturbs: a rise from silence, or a cut. */
const EDGE_FRAMES = 4;
/** Level of an event, relative to the loudest frame, from which it counts: -20 dB. */
const MIN_EVENT_LEVEL = 0.1;
/** Audible length in seconds up to which every sound is a single hit. */
const HIT_SECONDS = 0.6;
/** Level of the end, relative to the loudest frame, up to which a sound has died away: -24 dB. */
const ENDED_LEVEL = 0.063;
/** Share of the sound that counts as its end. */
const END_SHARE = 0.1;
/** Median level, relative to the loudest frame, from which a sound without events is steady; and its least length. */
const STEADY_LEVEL = 0.2;
const STEADY_SECONDS = 2.5;
/** Audible length in seconds up to which a held note is a single hit, and no texture. */
const NOTE_SECONDS = 8;
/** Number of events and recurrence that make a loop. */
const LOOP_EVENTS = 3;
const LOOP_RECURRENCE = 0.2;
/** Greatest time from the last event of a loop to its end, relative to the longest time between events. */
const MAX_GAP_RATIO = 2;
const MAX_LOOP_SECONDS = 40;

/**
 * Returns the kind of a sound, which follows from its events: sudden rises in many bands.
 *
 * A *one-shot* has one event (a note may be held), or is very short, or dies away after its first events. A *loop* has
 * recurring events and ends before the next event would be due. A *texture* is long and steady, without events. Any
 * other sound is a *phrase*.
 */
export function soundKind(frames: Pick<SoundFrames, 'levels' | 'onsets'>, context: Context): SoundKind {
  const { from, to, seconds, recurrence, isNote } = context;
  const audible = to - from;
  if (audible <= HIT_SECONDS) return 'one-shot';
  const levels = frames.levels.subarray(Math.floor(from * FRAME_RATE), Math.ceil(to * FRAME_RATE) + 1);
  const loudest = levels.reduce((a, b) => Math.max(a, b), 0);
  const events = eventFrames(frames, loudest);
  const end = levels.subarray(Math.floor((1 - END_SHARE) * levels.length));
  const hasEnded = mean(end) <= ENDED_LEVEL * loudest;
  const isSteady = median(levels) >= STEADY_LEVEL * loudest;
  if (events.length <= 1) {
    const isHit = isNote ? audible <= NOTE_SECONDS : audible < STEADY_SECONDS;
    return isSteady && !hasEnded && !isHit ? 'texture' : 'one-shot';
  }
  const last = (events.at(-1) ?? 0) / FRAME_RATE - from;
  if (last < HIT_SECONDS && (hasEnded || events.length < LOOP_EVENTS)) return 'one-shot';
  const isWhole = seconds <= MAX_LOOP_SECONDS && endGap(events, seconds) <= MAX_GAP_RATIO * longestGap(events);
  return isWhole && events.length >= LOOP_EVENTS && recurrence >= LOOP_RECURRENCE ? 'loop' : 'phrase';
}

/** Returns the frames in which events begin. */
function eventFrames({ levels, onsets }: Pick<SoundFrames, 'levels' | 'onsets'>, loudest: number): number[] {
  const { all } = onsets;
  const strongest = all.subarray(EDGE_FRAMES, -EDGE_FRAMES).reduce((a, b) => Math.max(a, b), 0);
  const found: number[] = [];
  all.forEach((here, t) => {
    if (here < MIN_RISE || here < MIN_SHARE * strongest || t >= all.length - EDGE_FRAMES) return;
    let level = 0;
    for (let k = -NEIGHBORS; k <= NEIGHBORS; k++) {
      const other = all[t + k] ?? 0;
      if (k < 0 ? other >= here : other > here) return;
      level = Math.max(level, levels[t + k] ?? 0);
    }
    if (level >= MIN_EVENT_LEVEL * loudest) found.push(t);
  });
  return found;
}

/** Returns the time from the last event to the end of the file, in frames. */
function endGap(events: readonly number[], seconds: number): number {
  return seconds * FRAME_RATE - (events.at(-1) ?? 0);
}

function longestGap(events: readonly number[]): number {
  return events.reduce((longest, frame, i) => Math.max(longest, frame - (events[i - 1] ?? frame)), 0);
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function median(values: Float32Array): number {
  return values.slice().sort()[values.length >> 1] ?? 0;
}
