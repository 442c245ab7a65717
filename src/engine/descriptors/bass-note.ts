import { FEATURE_RATE } from '../pcm.ts';
import { FFT_SIZE } from '../spectrum.ts';

/** Range of the fundamentals of bass notes, in hertz, and the range of peaks that is searched. */
const MIN_HERTZ = 50;
const MAX_HERTZ = 260;
const FIRST_BIN = Math.floor((MIN_HERTZ * FFT_SIZE) / FEATURE_RATE);
const LAST_BIN = Math.ceil((MAX_HERTZ * FFT_SIZE) / FEATURE_RATE);
/** Pitch of C4 in hertz. */
const MIDDLE_C = 261.6256;
export const PITCH_CLASSES = 12;
/** Power below which a peak is no note, in a sound whose loudest 3 ms have an RMS of 1. */
const MIN_POWER = 1e-3;

/** The bass note of a frame. */
export interface BassNote {
  /** 0 (C) to 11 (B). */
  readonly pitchClass: number;
  /** Square root of the magnitude of its peak. */
  readonly strength: number;
}

/** Returns the lowest strong peak of a spectrum from 50 to 260 Hz; null if there is none. */
export function bassNote(power: Float64Array): BassNote | null {
  let loudest = 0;
  for (let k = FIRST_BIN; k <= LAST_BIN; k++) loudest = Math.max(loudest, power[k] ?? 0);
  for (let k = FIRST_BIN; k <= LAST_BIN; k++) {
    const left = power[k - 1] ?? 0;
    const here = power[k] ?? 0;
    const right = power[k + 1] ?? 0;
    if (here < loudest / 4 || here <= left || here < right || here < MIN_POWER) continue;
    // Distance of the peak from bin `k`: the vertex of the parabola through three levels in dB.
    const shift = (0.5 * Math.log(left / right)) / Math.log((left * right) / (here * here));
    const hertz = ((k + shift) * FEATURE_RATE) / FFT_SIZE;
    const semitones = Math.round(PITCH_CLASSES * Math.log2(hertz / MIDDLE_C));
    const pitchClass = ((semitones % PITCH_CLASSES) + PITCH_CLASSES) % PITCH_CLASSES;
    return { pitchClass, strength: Math.sqrt(Math.sqrt(here)) };
  }
  return null;
}
