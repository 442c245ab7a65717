import type { FeatureName } from '../embedding.ts';
import { analyzeSound } from './analyze-frames.ts';
import { chromaSalience, chromaStatistics } from './chroma.ts';
import { contrastStatistics } from './contrast.ts';
import { fingerprintStatistics } from './fingerprint.ts';
import { mfccStatistics } from './mfcc.ts';
import { rhythmSalience, rhythmStatistics } from './rhythm.ts';
import { rmsStatistics } from './rms.ts';
import { textureStatistics } from './texture.ts';
import { zcrStatistics } from './zcr.ts';

/** What is measured of a sound, before anything learnt from other sounds is applied to it. */
export interface SoundStatistics {
  readonly features: Readonly<Record<FeatureName, Float64Array>>;
  /** How much each feature has to say of this sound, 0..1. */
  readonly salience: Readonly<Record<FeatureName, number>>;
  /** The outline of the sound as a whole, see `fingerprintStatistics`, and its grain, see `texture`. */
  readonly fingerprint: Float64Array;
  readonly texture: Float64Array;
}

/** Measures a signal at 22,050 Hz; null for silence. */
export function soundStatistics(samples: Float32Array): SoundStatistics | null {
  const frames = analyzeSound(samples);
  if (!frames) return null;
  return {
    features: {
      mfcc: mfccStatistics(frames),
      chroma: chromaStatistics(frames),
      contrast: contrastStatistics(frames),
      rhythm: rhythmStatistics(frames),
      zcr: zcrStatistics(frames),
      rms: rmsStatistics(frames),
    },
    salience: { mfcc: 1, chroma: chromaSalience(frames), contrast: 1, rhythm: rhythmSalience(frames), zcr: 1, rms: 1 },
    fingerprint: fingerprintStatistics(frames),
    texture: textureStatistics(frames),
  };
}
