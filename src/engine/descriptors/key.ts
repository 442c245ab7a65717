import { FINE_CLASSES } from '../features/peak-chroma.ts';
import { PITCH_CLASSES } from './bass-note.ts';
import type { SoundFrames } from './sound-frames.ts';

export interface KeyEstimate {
  /** Tonic and mode, such as "A minor". */
  readonly key: string;
  /** Difference between the scores of the key and of the next best key, 0..1: 1 is certain. */
  readonly keyConfidence: number;
}

const NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
/** How common each step above the tonic is (Temperley 2007, "Music and Probability", from the Kostka-Payne corpus). */
const PROFILES = {
  major: standardized([0.748, 0.06, 0.488, 0.082, 0.67, 0.46, 0.096, 0.715, 0.104, 0.366, 0.057, 0.4]),
  minor: standardized([0.712, 0.084, 0.474, 0.618, 0.049, 0.46, 0.105, 0.747, 0.404, 0.067, 0.133, 0.33]),
};
/** Shares of the tonic, of its third and of its fifth in a chroma, or their weights. */
type Triad = readonly [tonic: number, third: number, fifth: number];

/** Evidence of a key, or its weights. */
interface KeyModel {
  /** Correlation of the chroma with the profile of the key. */
  readonly match: number;
  /** Shares of the tonic and of its fifth among the bass notes, of the whole sound and of its first quarter. */
  readonly bass: readonly [tonic: number, fifth: number];
  readonly firstBass: readonly [tonic: number, fifth: number];
  /** The tonic triad in the chroma of the first eighth, of the first quarter, and of the whole sound. */
  readonly eighth: Triad;
  readonly quarter: Triad;
  readonly whole: Triad;
  /** 1 for minor keys. */
  readonly minor: number;
}

/**
 * Models of loops, most of which begin with their tonic, and of longer pieces, fitted by a conditional logistic regression
 * to the chord loops and the music of `bench/quality/descriptors/generated-music.ts`, rendered with the soundfonts FluidR3,
 * OPL-3, csound and MuseScore. With Temperley's profiles, more keys were found than with those of Krumhansl and Kessler, of
 * Albrecht and Shanahan, or of Faraldo (EDMA).
 */
const LOOPS: KeyModel = {
  match: 2.29,
  bass: [1.6, 1.24],
  firstBass: [2.17, -0.14],
  eighth: [7.1, 4.54, 2.79],
  quarter: [4.07, 5.87, 4.95],
  whole: [3.55, 5.69, 2.55],
  minor: 0.28,
};
const PIECES: KeyModel = {
  match: 12.92,
  bass: [10.95, 10.8],
  firstBass: [-1.38, -4.99],
  eighth: [11.96, -5.58, -2.17],
  quarter: [-5.79, -10.96, 1.16],
  whole: [-4.55, 26.61, -22.28],
  minor: 1.37,
};
/** Length in seconds up to which a sound is taken for a loop, and from which it is taken for a piece. */
const LOOP_SECONDS = 8;
const PIECE_SECONDS = 16;
const FIFTH = 7;
const THIRDS = { major: 4, minor: 3 };
/**
 * Least sum of the greatest correlation with a profile and of the weighted tonality of a sound that has a key. Of the loops
 * that it was chosen on, 95 % of those of drums stay below it, and 2 % of those of chords.
 */
const MIN_CLARITY = 1.14;
const TONALITY_WEIGHT = 1.1;
/** Difference to the second best key at which a key is certain, as the natural logarithm of the odds. */
const CERTAIN_GAP = 4;
const THIRDS_PER_SEMITONE = FINE_CLASSES / PITCH_CLASSES;

/**
 * Estimates the key of a sound from the correlation of the chroma of its spectral peaks with the profile of each key, from
 * its bass notes, and from the chord at its start. The tuning is estimated first.
 * @returns null if the sound has no clear pitches
 */
export function estimateKey(
  frames: Pick<SoundFrames, 'chroma' | 'firstEighth' | 'firstQuarter' | 'bass' | 'firstBass' | 'levels' | 'tonality'>,
  seconds: number,
): KeyEstimate | null {
  const tuning = tuningOf(frames.chroma);
  const chroma = standardized([...foldToSemitones(frames.chroma, tuning)].map(Math.sqrt));
  const sharesOf = (fine: Float64Array) => shares(foldToSemitones(fine, tuning));
  const eighth = sharesOf(frames.firstEighth);
  const quarter = sharesOf(frames.firstQuarter);
  const whole = sharesOf(frames.chroma);
  const [bass, firstBass] = [shares(frames.bass), shares(frames.firstBass)];
  const loop = Math.max(0, Math.min(1, (PIECE_SECONDS - seconds) / (PIECE_SECONDS - LOOP_SECONDS)));
  const keys = (['major', 'minor'] as const).flatMap((mode) =>
    NAMES.map((name, tonic) => {
      const at = (values: ArrayLike<number>, step: number) => values[(tonic + step) % PITCH_CLASSES] ?? 0;
      const triad = (values: Float64Array): Triad => [at(values, 0), at(values, THIRDS[mode]), at(values, FIFTH)];
      const match = PROFILES[mode].reduce((sum, weight, step) => sum + (weight * at(chroma, step)) / PITCH_CLASSES, 0);
      const evidence: KeyModel = {
        match,
        bass: [at(bass, 0), at(bass, FIFTH)],
        firstBass: [at(firstBass, 0), at(firstBass, FIFTH)],
        eighth: triad(eighth),
        quarter: triad(quarter),
        whole: triad(whole),
        minor: mode === 'minor' ? 1 : 0,
      };
      const score = loop * weighted(LOOPS, evidence) + (1 - loop) * weighted(PIECES, evidence);
      return { key: `${name} ${mode}`, match, score };
    }),
  );
  const clarity = Math.max(...keys.map(({ match }) => match)) + TONALITY_WEIGHT * tonalityOf(frames);
  const [best, second] = keys.sort((a, b) => b.score - a.score);
  if (!best || !second || clarity < MIN_CLARITY) return null;
  return { key: best.key, keyConfidence: Math.min(1, (best.score - second.score) / CERTAIN_GAP) };
}

/** Returns the sum of the evidence of a key, weighted by a model. */
function weighted(model: KeyModel, evidence: KeyModel): number {
  const product = (weights: readonly number[], values: readonly number[]) =>
    weights.reduce((sum, weight, i) => sum + weight * (values[i] ?? 0), 0);
  return (
    model.match * evidence.match +
    product(model.bass, evidence.bass) +
    product(model.firstBass, evidence.firstBass) +
    product(model.eighth, evidence.eighth) +
    product(model.quarter, evidence.quarter) +
    product(model.whole, evidence.whole) +
    model.minor * evidence.minor
  );
}

/** Returns the mean tonality of the frames, weighted by their levels, 0..1. */
function tonalityOf({ levels, tonality }: Pick<SoundFrames, 'levels' | 'tonality'>): number {
  let sum = 0;
  let total = 0;
  levels.forEach((level, frame) => {
    sum += level * (tonality[frame] ?? 0);
    total += level;
  });
  return total > 0 ? sum / total : 0;
}

/** Returns the deviation from A = 440 Hz, in semitones: the phase of the period of one semitone. */
function tuningOf(fine: Float64Array): number {
  let [re, im] = [0, 0];
  fine.forEach((strength, third) => {
    re += strength * Math.cos((2 * Math.PI * third) / THIRDS_PER_SEMITONE);
    im += strength * Math.sin((2 * Math.PI * third) / THIRDS_PER_SEMITONE);
  });
  return Math.atan2(im, re) / (2 * Math.PI);
}

/** Adds up the thirds of semitones around each semitone, after a shift by the tuning of the sound. */
function foldToSemitones(fine: Float64Array, tuning: number): Float64Array {
  const out = new Float64Array(PITCH_CLASSES);
  fine.forEach((strength, third) => {
    const semitone = third / THIRDS_PER_SEMITONE - tuning;
    const below = Math.floor(semitone);
    const share = semitone - below;
    const [a, b] = [below, below + 1].map((step) => (step + PITCH_CLASSES) % PITCH_CLASSES);
    out[a ?? 0] = (out[a ?? 0] ?? 0) + strength * (1 - share);
    out[b ?? 0] = (out[b ?? 0] ?? 0) + strength * share;
  });
  return out;
}

function shares(strengths: Float64Array): Float64Array {
  const total = strengths.reduce((sum, strength) => sum + strength, 0);
  return total > 0 ? strengths.map((strength) => strength / total) : strengths;
}

/** Returns values with a mean of 0 and a variance of 1; zeros if all are equal. */
function standardized(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return values.map((value) => (deviation > 0 ? (value - mean) / deviation : 0));
}
