import { FEATURE_RATE } from '../pcm.ts';
import { HOP } from '../spectrum.ts';
import type { SoundFrames } from './sound-frames.ts';
import type { SpectralShape } from './spectral-shape.ts';

/** Shortest sound that can be told to be a voice, in samples: 0.19 s. */
const MIN_LENGTH = 4096;
/** Likelihood from which a sound resembles a voice, and below which it does not. Between them, it cannot be told. */
const VOICE = 0.8;
const NO_VOICE = 0.5;

/**
 * Weights of the logistic regression, fitted to recorded speech in four languages and to generated music and noise.
 * The evidence of the pitch lies between 0 and 1, except for the deviation.
 */
const PITCH_WEIGHTS = { voiced: -0.17, gliding: 1.27, steady: -2.02, inRange: 2.3, pitchDeviation: 0.2 } as const;
const WEIGHTS = {
  brightness: 0.11,
  flatness: -5.46,
  rolloff: -1.1,
  tonality: 3.23,
  tonalityDeviation: 5.4,
  levelDeviation: 2.95,
  onsets: 10.72,
  length: 0.07,
} as const;
const OFFSET = -8.92;
/** Greatest deviation of the pitch in octaves: the range in which periods are found. */
const MAX_DEVIATION = 7;
/** Lowest and greatest sum of the evidence of the pitch. */
const MIN_PITCH_SUM = PITCH_WEIGHTS.voiced + PITCH_WEIGHTS.steady;
const MAX_PITCH_SUM = PITCH_WEIGHTS.gliding + PITCH_WEIGHTS.inRange + MAX_DEVIATION * PITCH_WEIGHTS.pitchDeviation;

/**
 * Returns whether a sound resembles a human voice: speech has a gliding pitch, and alternates between tones and noise.
 * The pitch is measured only if the result depends on it, because its measurement takes longest.
 * @returns null if the sound is very short, or it cannot be told
 */
export function resemblesVoice(frames: SoundFrames, shape: SpectralShape): boolean | null {
  const { from, to } = frames;
  if (to - from < MIN_LENGTH) return null;
  const [first, end] = [Math.round(from / HOP), Math.round(to / HOP) + 1];
  const levels = frames.levels.subarray(first, end);
  const tonality = weightedMoments(frames.tonality.subarray(first, end), levels);
  const loudest = levels.reduce((a, b) => Math.max(a, b), 0);
  const logLevels = levels.map((level) => Math.log(level + loudest / 1000));
  const onsets = frames.onsets.all.subarray(first, end);
  const sum =
    OFFSET +
    weighted(WEIGHTS, {
      brightness: Math.log2(shape.centroidHz / 1000),
      flatness: shape.flatness,
      rolloff: Math.log2(shape.rolloffHz / 5000),
      tonality: tonality.mean,
      tonalityDeviation: tonality.deviation,
      levelDeviation: moments(logLevels).deviation,
      onsets: moments(onsets).mean,
      length: Math.log2((to - from) / FEATURE_RATE),
    });
  const [least, greatest] = [answer(sum + MIN_PITCH_SUM), answer(sum + MAX_PITCH_SUM)];
  return least === greatest ? least : answer(sum + weighted(PITCH_WEIGHTS, frames.waveform.movement()));
}

/** Returns the answer at a sum of weighted evidence. */
function answer(sum: number): boolean | null {
  const likelihood = 1 / (1 + Math.exp(-sum));
  return likelihood >= VOICE ? true : likelihood < NO_VOICE ? false : null;
}

function weighted<Name extends string>(
  weights: Readonly<Record<Name, number>>,
  evidence: Readonly<Record<Name, number>>,
): number {
  let sum = 0;
  for (const name in weights) sum += weights[name] * evidence[name];
  return sum;
}

function moments(values: Float32Array) {
  return weightedMoments(
    values,
    values.map(() => 1),
  );
}

function weightedMoments(values: Float32Array, weights: Float32Array) {
  let [total, sum, squares] = [0, 0, 0];
  values.forEach((value, i) => {
    const weight = weights[i] ?? 0;
    total += weight;
    sum += weight * value;
    squares += weight * value * value;
  });
  const mean = total > 0 ? sum / total : 0;
  return { mean, deviation: total > 0 ? Math.sqrt(Math.max(0, squares / total - mean * mean)) : 0 };
}
