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
/**
 * Weights of the shares of a tonic and of its fifth among the bass notes, and of the share of the tonic among the bass
 * notes of the first quarter of a loop.
 */
const BASS_WEIGHT = 0.5;
const FIFTH_WEIGHT = 0.15;
const FIFTH = 7;
const FIRST_BASS_WEIGHT = 0.6;
/** Length in seconds up to which a sound is taken for a loop that begins with its tonic, and from which it is not. */
const LOOP_SECONDS = 8;
const PIECE_SECONDS = 16;
/**
 * Weight of the share of the tonic triad in the chroma of the first eighth of a loop, and length in seconds from which it
 * does not count. Chosen on generated chord loops and music of two seeds that no reported table uses.
 */
const FIRST_TRIAD_WEIGHT = 1;
const TRIAD_SECONDS = 10;
const THIRDS = { major: 4, minor: 3 };
/**
 * Correlation with the profile of the best key below which a sound has no key. Most drum loops stay below 0.66. For a
 * sound whose power lies mostly in spectral peaks, a lower correlation is enough.
 */
const MIN_MATCH = 0.66;
const MIN_TONAL_MATCH = 0.45;
const MIN_TONALITY = 0.55;
/** Difference to the second best key at which a key is certain. */
const CERTAIN_GAP = 0.4;
const THIRDS_PER_SEMITONE = FINE_CLASSES / PITCH_CLASSES;

/**
 * Estimates the key of a sound: the correlation of the chroma of its spectral peaks with the profile of each key, plus
 * the shares of its tonic and fifth among the bass notes, and that of its tonic triad at the start of a loop. The tuning
 * is estimated first.
 * @returns null if the sound has no clear pitches
 */
export function estimateKey(
  frames: Pick<SoundFrames, 'chroma' | 'firstChroma' | 'bass' | 'firstBass' | 'levels' | 'tonality'>,
  seconds: number,
): KeyEstimate | null {
  const chroma = standardized([...foldToSemitones(frames.chroma)].map(Math.sqrt));
  const firstWeight = FIRST_BASS_WEIGHT * loopShare(seconds, PIECE_SECONDS);
  const triadWeight = FIRST_TRIAD_WEIGHT * loopShare(seconds, TRIAD_SECONDS);
  const firstChroma = shares(foldToSemitones(frames.firstChroma));
  const [bass, firstBass] = [shares(frames.bass), shares(frames.firstBass)];
  const scores = (['major', 'minor'] as const).flatMap((mode) =>
    NAMES.map((name, tonic) => {
      const match = PROFILES[mode].reduce(
        (sum, weight, step) => sum + (weight * (chroma[(tonic + step) % PITCH_CLASSES] ?? 0)) / PITCH_CLASSES,
        0,
      );
      const fifth = bass[(tonic + FIFTH) % PITCH_CLASSES] ?? 0;
      const bassScore = BASS_WEIGHT * (bass[tonic] ?? 0) + FIFTH_WEIGHT * fifth;
      const triad = [0, THIRDS[mode], FIFTH].map((step) => firstChroma[(tonic + step) % PITCH_CLASSES] ?? 0);
      const triadScore = triadWeight * triad.reduce((sum, share) => sum + share, 0);
      const score = match + bassScore + triadScore + firstWeight * (firstBass[tonic] ?? 0);
      return { key: `${name} ${mode}`, match, score };
    }),
  );
  const [best, second] = scores.sort((a, b) => b.score - a.score);
  const minMatch = tonalityOf(frames) >= MIN_TONALITY ? MIN_TONAL_MATCH : MIN_MATCH;
  if (!best || !second || best.match < minMatch) return null;
  return { key: best.key, keyConfidence: Math.min(1, (best.score - second.score) / CERTAIN_GAP) };
}

/** Returns how far a sound of a length is taken for a loop, 1 up to {@link LOOP_SECONDS} and 0 from `end` on. */
function loopShare(seconds: number, end: number): number {
  return Math.max(0, Math.min(1, (end - seconds) / (end - LOOP_SECONDS)));
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
