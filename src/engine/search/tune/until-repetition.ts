import type { PitchedNote } from './hummed-notes.ts';

/** Duration of a frame in seconds, in which pitches are compared. */
const FRAME_SECONDS = 0.05;
/** Minimum duration of what is repeated, in seconds. */
const MIN_SECONDS = 1;
/** Minimum share of what is repeated that the repetition holds. */
const MIN_REPEATED = 0.6;
/** Minimum share of the frames whose pitches agree, and greatest difference of such pitches in semitones. */
const MIN_AGREEMENT = 0.65;
const SAME_PITCH = 0.6;
/** Frames by which the repetition may be early or late. */
const REACH = 2;
/** Greatest difference of an agreement from the best, at which a shorter period counts. */
const MAX_DEFICIT = 0.08;

/**
 * Returns the notes of a melody up to its first repetition: people hum a short tune twice.
 * The period is the shortest time after which the pitches agree with those before (autocorrelation of the melody).
 * @returns null if the melody does not repeat
 */
export function untilRepetition(notes: readonly PitchedNote[]): PitchedNote[] | null {
  const first = notes[0]?.start ?? 0;
  const pitches = pitchesOf(notes, first);
  const agreements: { lag: number; agreement: number }[] = [];
  const longest = pitches.length / (1 + MIN_REPEATED);
  for (let lag = Math.round(MIN_SECONDS / FRAME_SECONDS); lag <= longest; lag++)
    agreements.push({ lag, agreement: agreementAt(pitches, lag) });
  const best = agreements.reduce((max, { agreement }) => Math.max(max, agreement), 0);
  if (best < MIN_AGREEMENT) return null;
  const peak = agreements.find(({ agreement }, i) => {
    const isHighest = agreement >= Math.max(agreements[i - 1]?.agreement ?? 0, agreements[i + 1]?.agreement ?? 0);
    return isHighest && agreement >= Math.max(MIN_AGREEMENT, best - MAX_DEFICIT);
  });
  if (!peak) return null;
  const end = first + (peak.lag - REACH) * FRAME_SECONDS;
  return notes.filter(({ start }) => start < end);
}

/** Returns the pitch of each frame; NaN between notes. */
function pitchesOf(notes: readonly PitchedNote[], first: number): Float32Array {
  const frames = Math.ceil(((notes.at(-1)?.end ?? first) - first) / FRAME_SECONDS);
  const pitches = new Float32Array(frames).fill(Number.NaN);
  for (const { start, end, pitch } of notes)
    pitches.fill(pitch, Math.round((start - first) / FRAME_SECONDS), Math.round((end - first) / FRAME_SECONDS));
  return pitches;
}

/** Returns the share of the pitches that occur again after `lag` frames, or up to {@link REACH} frames from there. */
function agreementAt(pitches: Float32Array, lag: number): number {
  let [same, all] = [0, 0];
  for (let t = 0; t + lag < pitches.length; t++) {
    const pitch = pitches[t] ?? Number.NaN;
    if (Number.isNaN(pitch)) continue;
    all++;
    const near = pitches.subarray(t + lag - REACH, t + lag + REACH + 1);
    if (near.some((other) => Math.abs(other - pitch) <= SAME_PITCH)) same++;
  }
  return all > 0 ? same / all : 0;
}
