import { type FeatureName, mapFeatures } from '../embedding.ts';
import { FFT_SIZE, HOP } from '../spectrum.ts';
import type { FrameDescriptors } from './frame-descriptors.ts';
import { MEL_BANDS } from './mel-bank.ts';
import { columnMeans } from './moments.ts';
import { onsetFrames, onsetStrength } from './onsets.ts';
import { ramp } from './ramp.ts';
import { onsetAutocorrelation } from './rhythm.ts';

type Range = readonly [from: number, to: number];

/** Range of the share of power in spectral peaks. Noise is below the range, notes are above it. */
const TONALITY: Range = [0.25, 0.5];
/** Range of the maximum onset strength in dB per frame. A drone is below the range, a clear attack is above it. */
const ATTACK_DB: Range = [1, 2];
/**
 * Range in dB of the maximum over the frames of the rise within two frames, which is the mean of the bands, weighted by
 * magnitude. Background noise is below the
 * range. The attack of a soft note, which raises few bands, is above it.
 */
const LOUD_BANDS_DB: Range = [3.5, 6];
/** Range of the sum of onset strengths relative to the strongest onset. A single hit is below the range. */
const ONSETS: Range = [1.1, 2.1];
/** Range of the maximum autocorrelation of the onsets at the lag of a beat. Irregular onsets are below the range. */
const PERIODICITY: Range = [0.15, 0.3];
/** Index of the shortest autocorrelation lag that can be a beat: 0.18 s. */
const MIN_BEAT_LAG = 17;

/** Computes the salience of each feature, 0..1: how clearly a sound has it. Only chroma and rhythm can be below 1. */
export function salienceOf(frames: FrameDescriptors): Record<FeatureName, number> {
  return { ...mapFeatures(() => 1), chroma: chromaSalience(frames), rhythm: rhythmSalience(frames) };
}

/** Computes how melodic a sound is, 0..1: 0 for noise, 1 for notes. */
export function chromaSalience(frames: FrameDescriptors): number {
  const [tonality] = columnMeans(frames.tonality, 1, frames.weights.loud);
  return smoothStep(tonality ?? 0, TONALITY);
}

/** Computes how rhythmic a sound is: 0 for a drone or a single hit, 1 for several clear onsets. */
export function rhythmSalience(frames: FrameDescriptors): number {
  const strength = onsetStrength(frames);
  const max = strength.reduce((a, b) => Math.max(a, b), 0);
  const onsets = onsetFrames(strength).reduce((sum, t) => sum + (strength[t] ?? 0) / max, 0);
  const periodicity = onsetAutocorrelation(strength)
    .subarray(MIN_BEAT_LAG)
    .reduce((a, b) => Math.max(a, b), 0);
  const attack = Math.max(smoothStep(max, ATTACK_DB), smoothStep(maxRise(frames), LOUD_BANDS_DB));
  return attack * Math.max(smoothStep(onsets, ONSETS), smoothStep(periodicity, PERIODICITY));
}

/** Number of frames over which a rise in level is measured. */
const LAG = 2;
/** Number of frames at the start whose window reaches before the recording. */
const EDGE = FFT_SIZE / 2 / HOP;
/** Converts a level in dB to a magnitude: 10^(dB / 20). */
const MAGNITUDE = Math.LN10 / 20;

/** Returns the maximum over the frames of the mean rise of the bands in dB, weighted by their magnitudes. */
function maxRise({ count, mel }: FrameDescriptors): number {
  let max = 0;
  for (let t = EDGE + 1; t < count; t++) {
    const start = t * MEL_BANDS;
    let loudest = Number.NEGATIVE_INFINITY;
    for (let b = start; b < start + MEL_BANDS; b++) loudest = Math.max(loudest, mel[b] ?? 0);
    let [sum, total] = [0, 0];
    for (let b = start; b < start + MEL_BANDS; b++) {
      const weight = Math.exp(MAGNITUDE * ((mel[b] ?? 0) - loudest));
      sum += weight * Math.max(0, (mel[b] ?? 0) - (mel[b - LAG * MEL_BANDS] ?? 0));
      total += weight;
    }
    max = Math.max(max, sum / total);
  }
  return max;
}

/** Maps `x` to 0 below the range, to 1 above it, and to a smooth cubic within it. */
function smoothStep(x: number, [from, to]: Range): number {
  const t = ramp(x, from, to);
  return t * t * (3 - 2 * t);
}
