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
/** Weights of the evidence of a key. */
interface KeyModel {
  /** Correlation of the chroma with the profile of the key. */
  readonly match: number;
  /** Shares of the tonic and of its fifth among the bass notes, of the whole sound and of its first quarter. */
  readonly bassTonic: number;
  readonly bassFifth: number;
  readonly firstBassTonic: number;
  readonly firstBassFifth: number;
  /** Shares of the tonic and of its third in the chroma of the first eighth. */
  readonly firstTonic: number;
  readonly firstThird: number;
  /** Added to the score of minor keys. */
  readonly minor: number;
}

/**
 * Models of loops, most of which begin with their tonic, and of longer pieces, fitted by a conditional logistic regression
 * to the chord loops and the music of `bench/quality/descriptors/generated-music.ts`, rendered with the soundfonts FluidR3,
 * OPL-3, csound and MuseScore. Temperley's profiles did better there than those of Krumhansl and Kessler, of Albrecht and
 * Shanahan, and of Faraldo (EDMA), and as well as any two of them together.
 */
const LOOPS: KeyModel = {
  match: 8.81,
  ...{ bassTonic: 3.05, bassFifth: 4.45, firstBassTonic: 2.97, firstBassFifth: -2.19 },
  ...{ firstTonic: 11.49, firstThird: 9.27, minor: 1.01 },
};
const PIECES: KeyModel = {
  match: 11.39,
  ...{ bassTonic: 11.9, bassFifth: 8.46, firstBassTonic: -2.42, firstBassFifth: -5.53 },
  ...{ firstTonic: 9.25, firstThird: -6.61, minor: 1.25 },
};
/** Length in seconds up to which a sound is taken for a loop, and from which it is taken for a piece. */
const LOOP_SECONDS = 8;
const PIECE_SECONDS = 16;
const FIFTH = 7;
const THIRDS = { major: 4, minor: 3 };
/**
 * Least sum of the greatest correlation with a profile and of the weighted tonality of a sound that has a key. 94 % of drum
 * loops stay below it, and 2 % of chord loops.
 */
const MIN_CLARITY = 1.14;
const TONALITY_WEIGHT = 1.1;
/** Difference to the second best key at which a key is certain, in nepers of odds. */
const CERTAIN_GAP = 4;
const THIRDS_PER_SEMITONE = FINE_CLASSES / PITCH_CLASSES;

/**
 * Estimates the key of a sound from the correlation of the chroma of its spectral peaks with the profile of each key, from
 * its bass notes, and from the chord at its start. The tuning is estimated first.
 * @returns null if the sound has no clear pitches
 */
export function estimateKey(
  frames: Pick<SoundFrames, 'chroma' | 'firstChroma' | 'bass' | 'firstBass' | 'levels' | 'tonality'>,
  seconds: number,
): KeyEstimate | null {
  const chroma = standardized([...foldToSemitones(frames.chroma)].map(Math.sqrt));
  const first = shares(foldToSemitones(frames.firstChroma));
  const [bass, firstBass] = [shares(frames.bass), shares(frames.firstBass)];
  const loop = Math.max(0, Math.min(1, (PIECE_SECONDS - seconds) / (PIECE_SECONDS - LOOP_SECONDS)));
  const keys = (['major', 'minor'] as const).flatMap((mode) =>
    NAMES.map((name, tonic) => {
      const at = (values: Float64Array, step: number) => values[(tonic + step) % PITCH_CLASSES] ?? 0;
      const match = PROFILES[mode].reduce(
        (sum, weight, step) => sum + (weight * (chroma[(tonic + step) % PITCH_CLASSES] ?? 0)) / PITCH_CLASSES,
        0,
      );
      const evidence: KeyModel = {
        match,
        bassTonic: at(bass, 0),
        bassFifth: at(bass, FIFTH),
        firstBassTonic: at(firstBass, 0),
        firstBassFifth: at(firstBass, FIFTH),
        firstTonic: at(first, 0),
        firstThird: at(first, THIRDS[mode]),
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

function weighted(model: KeyModel, evidence: KeyModel): number {
  return (
    model.match * evidence.match +
    model.bassTonic * evidence.bassTonic +
    model.bassFifth * evidence.bassFifth +
    model.firstBassTonic * evidence.firstBassTonic +
    model.firstBassFifth * evidence.firstBassFifth +
    model.firstTonic * evidence.firstTonic +
    model.firstThird * evidence.firstThird +
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

/** Adds up the thirds of semitones around each semitone, after a shift by the tuning of the sound. */
function foldToSemitones(fine: Float64Array): Float64Array {
  let [re, im] = [0, 0];
  fine.forEach((strength, third) => {
    re += strength * Math.cos((2 * Math.PI * third) / THIRDS_PER_SEMITONE);
    im += strength * Math.sin((2 * Math.PI * third) / THIRDS_PER_SEMITONE);
  });
  // Deviation from A = 440 Hz, in semitones: the phase of the period of one semitone.
  const tuning = Math.atan2(im, re) / (2 * Math.PI);
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
