import type { FeatureName } from '../embedding.ts';
import { analyzeSound } from './analyze-frames.ts';
import { chromaStatistics } from './chroma.ts';
import { contrastStatistics } from './contrast.ts';
import type { FrameDescriptors } from './frame-descriptors.ts';
import { mfccStatistics } from './mfcc.ts';
import { outlineStatistics, textureStatistics } from './outline.ts';
import { rhythmStatistics } from './rhythm.ts';
import { rmsStatistics } from './rms.ts';
import { salienceOf } from './salience.ts';
import { zcrStatistics } from './zcr.ts';

/** The raw statistics of a sound, before the projections that are fitted to other sounds. */
export interface SoundStatistics {
  readonly features: Readonly<Record<FeatureName, Float64Array>>;
  /** Degree to which each feature is present in the sound, 0..1. */
  readonly salience: Readonly<Record<FeatureName, number>>;
  readonly outline: Float64Array;
  readonly texture: Float64Array;
}

/** Computes the statistics of a signal at 22,050 Hz. Returns null for silence. */
export function soundStatistics(samples: Float32Array): SoundStatistics | null {
  const frames = analyzeSound(samples);
  return frames && statisticsOf(frames);
}

/** Computes the statistics of the frames of a sound. */
export function statisticsOf(frames: FrameDescriptors): SoundStatistics {
  return {
    features: {
      mfcc: mfccStatistics(frames),
      chroma: chromaStatistics(frames),
      contrast: contrastStatistics(frames),
      rhythm: rhythmStatistics(frames),
      zcr: zcrStatistics(frames),
      rms: rmsStatistics(frames),
    },
    salience: salienceOf(frames),
    outline: outlineStatistics(frames),
    texture: textureStatistics(frames),
  };
}
