import { periodOf } from '../../descriptors/period.ts';
import { FEATURE_RATE } from '../../pcm.ts';
import { HARMONIC_FRAME, harmonicSummation, LOWEST_PITCH, PITCHES } from './harmonic-summation.ts';
import { levelDips } from './level-dips.ts';

/** Number of samples between two pitches of a line: 46 ms. */
const LINE_HOP = 1024;
const FRAME = 2048;
/** Frames more than this below the level of the loudest have no pitch: 35 dB. */
const MIN_LEVEL = 10 ** (-35 / 20);
/** A note ends if the pitch is further than this from the note's median, in semitones. */
const NOTE_WIDTH = 0.6;
/** Minimum length of a note, in frames. */
const MIN_NOTE = 3;
/**
 * Minimum salience of a pitch relative to the most salient semitone of its frame. If one tone rings on below the next,
 * YIN finds a common period of both, far below either (glockenspiel, strings, reverberation).
 */
const MIN_SALIENCE = 0.6;
/** A note also begins if the level has risen by this factor, 4 dB, within two frames. */
const ATTACK = 1.6;

/** A note of a melody: start and end in seconds, pitch as a fractional MIDI number. */
export interface PitchedNote {
  readonly start: number;
  readonly end: number;
  readonly pitch: number;
}

/** The melody of a sound with one voice. */
export interface PitchLine {
  /** Pitch of each frame as a fractional MIDI number; NaN if the frame has none. Frames are {@link LINE_HOP} apart. */
  readonly pitches: Float32Array;
  readonly notes: readonly PitchedNote[];
}

/**
 * Finds the pitch of each frame of a sound at {@link FEATURE_RATE} by YIN, and cuts the pitches into notes. A pitch whose
 * harmonics are weak is replaced by the frame's most salient one ({@link harmonicSummation}). The singer's tuning
 * is removed: pitches are shifted together so that they are near whole semitones.
 */
export function pitchLine(samples: Float32Array): PitchLine {
  const count = Math.max(0, Math.floor((samples.length - FRAME) / LINE_HOP) + 1);
  const levels = new Float32Array(count);
  for (let t = 0; t < count; t++) {
    let sum = 0;
    for (let i = t * LINE_HOP; i < t * LINE_HOP + FRAME; i++) sum += (samples[i] ?? 0) ** 2;
    levels[t] = Math.sqrt(sum);
  }
  const loudest = levels.reduce((max, level) => Math.max(max, level), 0);
  const sumHarmonics = harmonicSummation();
  const replaced = new Map<number, number>();
  const raw = new Float32Array(count).fill(Number.NaN);
  for (let t = 0; t < count; t++) {
    if ((levels[t] ?? 0) <= MIN_LEVEL * loudest) continue;
    const period = periodOf(samples.subarray(t * LINE_HOP, t * LINE_HOP + FRAME));
    if (period === null) continue;
    const pitch = 69 + 12 * Math.log2(FEATURE_RATE / period / 440);
    const { saliences } = sumHarmonics(samples, t * LINE_HOP + (FRAME - HARMONIC_FRAME) / 2);
    const clearer = clearerPitch(pitch, saliences);
    if (clearer === null) raw[t] = pitch;
    else replaced.set(t, clearer);
  }
  // The saliences are of whole semitones, so that they are in tune.
  const inTune = tuned(raw);
  for (const [t, pitch] of replaced) inTune[t] = pitch;
  const pitches = smoothed(inTune);
  // A dip belongs to the frame whose second half begins with it.
  const dips = new Set(levelDips(samples).map((at) => Math.max(0, Math.round(at / LINE_HOP))));
  return { pitches, notes: notesOf(pitches, levels, dips) };
}

/** Returns the most salient semitone of a frame if a pitch is much less salient; null if not. */
function clearerPitch(pitch: number, saliences: Float32Array): number | null {
  let best = 0;
  for (let i = 1; i < PITCHES; i++) if ((saliences[i] ?? 0) > (saliences[best] ?? 0)) best = i;
  const place = Math.round(pitch) - LOWEST_PITCH;
  // A whistle above the highest semitone is a harmonic of the semitone an octave below, which is the most salient.
  const isAbove = place >= PITCHES;
  const at = isAbove ? place - 12 : place;
  const own = Math.max(saliences[at - 1] ?? 0, saliences[at] ?? 0, saliences[at + 1] ?? 0);
  return own >= (isAbove ? 1 : MIN_SALIENCE) * (saliences[best] ?? 0) ? null : best + LOWEST_PITCH;
}

/** Replaces each pitch by the median of up to three. A single pitch between frames without one is removed. */
function smoothed(pitches: Float32Array): Float32Array {
  return pitches.map((pitch, t) => {
    if (Number.isNaN(pitch)) return pitch;
    const near = [pitches[t - 1] ?? Number.NaN, pitch, pitches[t + 1] ?? Number.NaN].filter((x) => !Number.isNaN(x));
    return near.length === 1 ? Number.NaN : medianOf(near);
  });
}

/** Shifts all pitches by the circular mean of their distances from whole semitones. */
function tuned(pitches: Float32Array): Float32Array {
  let [re, im] = [0, 0];
  for (const pitch of pitches) {
    if (Number.isNaN(pitch)) continue;
    re += Math.cos(2 * Math.PI * pitch);
    im += Math.sin(2 * Math.PI * pitch);
  }
  const offset = Math.atan2(im, re) / (2 * Math.PI);
  return pitches.map((pitch) => pitch - offset);
}

/** @param dips frames at which a note of the same pitch begins, because the level dips before them */
function notesOf(pitches: Float32Array, levels: Float32Array, dips: ReadonlySet<number>): PitchedNote[] {
  const notes: PitchedNote[] = [];
  let start = 0;
  const close = (end: number) => {
    const median = medianOf([...pitches.subarray(start, end)]);
    if (end - start < MIN_NOTE) return;
    const seconds = (t: number) => (t * LINE_HOP + FRAME / 2) / FEATURE_RATE;
    notes.push({ start: seconds(start), end: seconds(end), pitch: median });
  };
  for (let t = 0; t <= pitches.length; t++) {
    const pitch = pitches[t] ?? Number.NaN;
    const isInNote = t > start && Math.abs(pitch - medianOf([...pitches.subarray(start, t)])) <= NOTE_WIDTH;
    const isAttack = t > start + 2 && (dips.has(t) || (levels[t] ?? 0) > ATTACK * (levels[t - 2] ?? 0));
    if (isInNote && !isAttack) continue;
    if (t > start) close(t);
    start = t;
    while (start < pitches.length && Number.isNaN(pitches[start] ?? 0)) start++;
    t = start;
  }
  return notes;
}

function medianOf(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
