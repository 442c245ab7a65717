import { BLOCK_DIMENSIONS, type FeatureName } from '../embedding.ts';
import type { Pcm } from '../pcm.ts';
import { statistics } from '../reference/statistics.ts';
import { chromaStatistics } from './chroma.ts';
import { contrastStatistics } from './contrast.ts';
import { type Heard, hear } from './heard.ts';
import { mfccStatistics } from './mfcc.ts';
import { rhythmStatistics } from './rhythm.ts';
import { rmsStatistics } from './rms.ts';
import { shape } from './shape.ts';
import { silentBlock } from './silence.ts';
import { zcrStatistics } from './zcr.ts';

const STATISTICS: Readonly<Record<FeatureName, (heard: Heard) => Float64Array>> = {
  mfcc: mfccStatistics,
  chroma: chromaStatistics,
  contrast: contrastStatistics,
  rhythm: rhythmStatistics,
  zcr: zcrStatistics,
  rms: rmsStatistics,
};

/**
 * The six acoustic blocks of a sound, each of unit length, {@link BLOCK_DIMENSIONS} numbers long and finite
 * whatever the sound: silence, a click, ten minutes. Pure; the same samples give the same bits.
 */
export function extractFeatures(pcm: Pcm): Record<FeatureName, Float32Array> {
  const heard = hear(pcm.feature);
  const block = (name: FeatureName) =>
    heard ? shape(STATISTICS[name](heard), statistics[name]) : silentBlock(BLOCK_DIMENSIONS[name], pcm.feature.length);
  return {
    mfcc: block('mfcc'),
    chroma: block('chroma'),
    contrast: block('contrast'),
    rhythm: block('rhythm'),
    zcr: block('zcr'),
    rms: block('rms'),
  };
}
