import type { SelfSimilarity } from './self-similarity.ts';

/** A tempo that a sound may have. */
export interface TempoCandidate {
  readonly bpm: number;
  /** Length of a beat in frames. */
  readonly lag: number;
  /** Number of beats of a loop of whole beats; null for another sound. */
  readonly beats: number | null;
}

/** What is known of a sound whose tempo is sought. */
export interface TempoEvidence {
  /** How similar the onset envelopes of all bands, of the bass and of the treble are to themselves. */
  readonly similarities: Readonly<Record<'all' | 'bass' | 'treble', SelfSimilarity>>;
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
  /** Weights of a number of beats that is a power of two, a multiple of four, or odd. */
  readonly beats: Readonly<Record<'power' | 'four' | 'odd', number>>;
}

/** Tempo from which the logarithmic distance of a candidate is measured. */
const CENTER_BPM = 110;
/** Lowest number of events per second that is distinguished. */
const MIN_DENSITY = 0.3;

/**
 * Models of loops of whole beats, and of other sounds. Fitted by a conditional logistic regression to regular clicks, and
 * to drum loops and music of 48 to 180 beats a minute (`bench/quality/descriptors/generated-music.ts`, FluidR3).
 */
const LOOPS: TempoModel = {
  all: new Map([
    [1 / 4, 0.65],
    [1 / 3, 0.27],
    [1 / 2, 3.99],
    [2 / 3, 0.93],
    [1, 4.24],
    [3 / 2, -1.32],
    [2, 3.9],
    [3, -0.59],
    [4, 1.14],
  ]),
  bass: new Map([
    [1 / 2, -2.15],
    [1, 1.9],
    [2, -4.4],
    [4, 1.56],
  ]),
  treble: new Map([
    [1 / 4, 0.75],
    [1 / 2, 0.64],
    [1, 1.37],
  ]),
  octaves: [1.16, -0.98],
  density: [-0.45, -1.07],
  beats: { power: 0.02, four: 0.9, odd: -0.33 },
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
  beats: { power: 0, four: 0, odd: 0 },
};

/** Returns how well a tempo explains the onsets of a sound: higher is better, among candidates of the same sound. */
export function tempoScore({ bpm, lag, beats }: TempoCandidate, { similarities, density }: TempoEvidence): number {
  const { all, bass, treble } = similarities;
  const model = beats === null ? OTHERS : LOOPS;
  return (
    weighted(all, model.all, lag, all.at(lag) ?? 0) +
    weighted(bass, model.bass, lag, bass.at(lag) ?? 0) +
    weighted(treble, model.treble, lag, 0) +
    quadratic(model.octaves, Math.log2(bpm / CENTER_BPM)) +
    quadratic(model.density, Math.log2((60 * Math.max(MIN_DENSITY, density)) / bpm)) +
    (beats === null ? 0 : beatsScore(model, beats))
  );
}

function beatsScore({ beats: weights }: TempoModel, beats: number): number {
  const isPower = (beats & (beats - 1)) === 0;
  return (isPower ? weights.power : 0) + (beats % 4 === 0 ? weights.four : 0) + (beats % 2 === 1 ? weights.odd : 0);
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
