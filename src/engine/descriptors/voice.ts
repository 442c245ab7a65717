import { FEATURE_RATE } from '../pcm.ts';
import { HOP } from '../spectrum.ts';
import { periodOf } from './period.ts';
import { rms } from './pitch.ts';
import type { SoundFrames } from './sound-frames.ts';
import type { SpectralShape } from './spectral-shape.ts';

/** Length of a frame in which a period is sought, and number of places at which two frames, one hop apart, are compared. */
const FRAME = 3 * HOP;
const PLACES = 24;
/** Shortest sound that can be told to be a voice, in samples: 0.19 s. */
const MIN_LENGTH = 4096;
/** Lowest level of a frame relative to the loudest one: -20 dB. */
const MIN_LEVEL = 0.1;
/** Range of the pitch of speech, in hertz. */
const MIN_HERTZ = 70;
const MAX_HERTZ = 420;
/** Change of pitch within one hop, in cents, up to which the pitch is steady, and up to which it glides. */
const STEADY_CENTS = 8;
const GLIDING_CENTS = 150;
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
 * @param audible the audible part of the sound at {@link FEATURE_RATE}, which starts at sample `from` of the sound
 * @returns null if the sound is very short, or it cannot be told
 */
export function resemblesVoice(
  audible: Float32Array,
  from: number,
  frames: SoundFrames,
  shape: SpectralShape,
): boolean | null {
  if (audible.length < MIN_LENGTH) return null;
  const [first, end] = [Math.round(from / HOP), Math.round((from + audible.length) / HOP) + 1];
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
      length: Math.log2(audible.length / FEATURE_RATE),
    });
  const [least, greatest] = [answer(sum + MIN_PITCH_SUM), answer(sum + MAX_PITCH_SUM)];
  return least === greatest ? least : answer(sum + weighted(PITCH_WEIGHTS, pitchMovement(audible)));
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

/** Measures how the pitch of the loud frames moves: shares of frames, and the deviation of the pitch in octaves. */
function pitchMovement(samples: Float32Array) {
  const last = samples.length - FRAME - HOP;
  const starts = Array.from({ length: PLACES }, (_, i) => Math.round((last * i) / (PLACES - 1)));
  const levels = starts.map((start) => rms(samples.subarray(start, start + FRAME)));
  const loudest = Math.max(...levels);
  const loud = starts.filter((_, i) => (levels[i] ?? 0) >= MIN_LEVEL * loudest);
  const changes: number[] = [];
  const pitches: number[] = [];
  for (const start of loud) {
    const period = periodOf(samples.subarray(start, start + FRAME));
    const next = periodOf(samples.subarray(start + HOP, start + HOP + FRAME));
    if (period === null || next === null) continue;
    changes.push(Math.abs(1200 * Math.log2(period / next)));
    pitches.push(FEATURE_RATE / period);
  }
  const share = (count: number) => count / Math.max(1, changes.length);
  const median = [...pitches].sort((a, b) => a - b)[pitches.length >> 1] ?? 1;
  const squares = pitches.reduce((sum, hertz) => sum + Math.log2(hertz / median) ** 2, 0);
  return {
    voiced: changes.length / Math.max(1, loud.length),
    gliding: share(changes.filter((cents) => cents > STEADY_CENTS && cents < GLIDING_CENTS).length),
    steady: share(changes.filter((cents) => cents <= STEADY_CENTS).length),
    inRange: share(pitches.filter((hertz) => hertz > MIN_HERTZ && hertz < MAX_HERTZ).length),
    pitchDeviation: Math.sqrt(share(squares)),
  };
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
