import { type BeatPulses, beatPulses, meanAt, type PulseStrength } from './beat-pulses.ts';
import type { SelfSimilarity } from './self-similarity.ts';

/** A tempo that a sound may have. */
export interface TempoCandidate {
  readonly bpm: number;
  /** Length of a beat in frames. */
  readonly lag: number;
  /** Number of beats of a loop of whole beats; null for another sound. */
  readonly beats: number | null;
}

type Strengths = Readonly<Record<'all' | 'bass' | 'middle', PulseStrength>>;

/** What is known of a sound whose tempo is sought. */
export interface TempoEvidence {
  /** How similar the onset envelopes of all bands, of the bass and of the treble are to themselves. */
  readonly similarities: Readonly<Record<'all' | 'bass' | 'treble', SelfSimilarity>>;
  /** Strength of the events of a loop at each frame, in all bands, in the bass and between bass and treble. */
  readonly strengths: Strengths | null;
  /** Number of events per second. */
  readonly density: number;
}

/** Weights of a linear model of the tempo. Those of similarities belong to multiples of the beat. */
interface TempoModel {
  readonly all: ReadonlyMap<number, number>;
  readonly bass: ReadonlyMap<number, number>;
  readonly treble: ReadonlyMap<number, number>;
  /** Weights of the octaves between the tempo and {@link CENTER_BPM}, and of their square. */
  readonly octaves: readonly [number, number];
  /** Weights of the octaves between the number of events per beat and 1, and of their square. */
  readonly density: readonly [number, number];
  /** What counts for loops of whole beats alone. */
  readonly loop: LoopModel | null;
}

interface LoopModel {
  /** Weights of a number of beats that is a power of two, a multiple of four, or odd. */
  readonly beats: Readonly<Record<'power' | 'four' | 'odd', number>>;
  /** Weights of the events on the beats, and between them. */
  readonly all: BeatPulses;
  readonly middle: BeatPulses;
  /**
   * Weights of two differences in bars of four beats: the middle on the third beat, and the bass on the first and the
   * third, each less the same band on the second and the fourth.
   */
  readonly bar: Readonly<Record<'middle' | 'bass', number>>;
}

/** Tempo from which the logarithmic distance of a candidate is measured. */
const CENTER_BPM = 110;
/** Lowest number of events per second that is distinguished. */
const MIN_DENSITY = 0.3;

/**
 * Models of loops of whole beats, and of other sounds, fitted by conditional logistic regressions. Loops: to regular clicks
 * and the drum loops of `generated-music.ts` and `drum-styles.ts` (`bench/quality/descriptors/`), rendered with the
 * soundfonts FluidR3, OPL-3, csound and MuseScore. Others: to regular clicks, drum loops and music, rendered with FluidR3.
 */
const LOOPS: TempoModel = {
  all: new Map([
    [1 / 4, 1.69],
    [1 / 3, 0.87],
    [1 / 2, 4.36],
    [2 / 3, -0.35],
    [1, 1.7],
    [3 / 2, -0.35],
    [2, 1.41],
    [3, -0.84],
    [4, -1.37],
  ]),
  bass: new Map([
    [1 / 2, -2.82],
    [1, 1.12],
    [2, -2.46],
    [4, 1.52],
  ]),
  treble: new Map([
    [1 / 4, 0.13],
    [1 / 2, -0.97],
    [1, 0.5],
  ]),
  octaves: [2.39, -1.7],
  density: [-0.97, -0.4],
  loop: {
    beats: { power: 0.54, four: 1.91, odd: -1.01 },
    all: { on: 1.85, half: -0.16, quarter: 1.32, third: -0.09 },
    middle: { on: 2.84, half: 1, quarter: -0.28, third: 1.53 },
    bar: { middle: -0.69, bass: 0.42 },
  },
};
const OTHERS: TempoModel = {
  all: new Map([
    [1 / 4, -3.27],
    [1 / 3, -0.97],
    [1 / 2, 4.84],
    [2 / 3, -2.09],
    [1, 3.0],
    [3 / 2, 0.14],
    [2, 0.82],
    [3, -0.16],
    [4, 0.93],
  ]),
  bass: new Map([
    [1 / 2, -3.07],
    [1, 4.28],
    [2, -2.67],
    [4, 5.3],
  ]),
  treble: new Map([
    [1 / 4, 2.21],
    [1 / 2, -1.05],
    [1, 0.74],
  ]),
  octaves: [1.01, -1.17],
  density: [-0.51, -0.88],
  loop: null,
};

/** Returns how well a tempo explains the onsets of a sound: higher is better, among candidates of the same sound. */
export function tempoScore({ bpm, lag, beats }: TempoCandidate, evidence: TempoEvidence): number {
  const { all, bass, treble } = evidence.similarities;
  const model = beats === null ? OTHERS : LOOPS;
  return (
    weighted(all, model.all, lag, all.at(lag) ?? 0) +
    weighted(bass, model.bass, lag, bass.at(lag) ?? 0) +
    weighted(treble, model.treble, lag, 0) +
    quadratic(model.octaves, Math.log2(bpm / CENTER_BPM)) +
    quadratic(model.density, Math.log2((60 * Math.max(MIN_DENSITY, evidence.density)) / bpm)) +
    (beats !== null && model.loop && evidence.strengths ? loopScore(model.loop, beats, evidence.strengths) : 0)
  );
}

function loopScore(model: LoopModel, beats: number, { all, bass, middle }: Strengths): number {
  const isPower = (beats & (beats - 1)) === 0;
  const at = (strength: PulseStrength, ...inBar: readonly number[]) => meanAt(strength, beats, { inBar });
  const bar =
    beats < 4
      ? 0
      : model.bar.middle * (at(middle, 2) - at(middle, 1, 3)) + model.bar.bass * (at(bass, 0, 2) - at(bass, 1, 3));
  return (
    (isPower ? model.beats.power : 0) +
    (beats % 4 === 0 ? model.beats.four : 0) +
    (beats % 2 === 1 ? model.beats.odd : 0) +
    pulseScore(model.all, beatPulses(all, beats)) +
    pulseScore(model.middle, beatPulses(middle, beats)) +
    bar
  );
}

function pulseScore(weights: BeatPulses, { on, half, quarter, third }: BeatPulses): number {
  return weights.on * on + weights.half * half + weights.quarter * quarter + weights.third * third;
}

function quadratic([linear, square]: readonly [number, number], octaves: number): number {
  return linear * octaves + square * octaves * octaves;
}

/** Returns the weighted sum of the similarities at multiples of a lag. `instead` replaces those that cannot be told. */
function weighted(
  similarity: SelfSimilarity,
  weights: ReadonlyMap<number, number>,
  lag: number,
  instead: number,
): number {
  let sum = 0;
  for (const [multiple, weight] of weights) sum += weight * (similarity.at(multiple * lag) ?? instead);
  return sum;
}
