import { BLOCK_DIMENSIONS, FEATURE_NAMES, type FeatureName } from '../embedding.ts';
import type { Pcm } from '../pcm.ts';
import { type ReferenceStatistics, reference } from '../reference/statistics.ts';
import { block, project, unit } from './block.ts';
import { silentBlock } from './silence.ts';
import { type SoundStatistics, soundStatistics } from './statistics.ts';

export type FeatureBlocks = Record<FeatureName, Float32Array>;

/**
 * The six acoustic blocks of a sound, each of unit length, {@link BLOCK_DIMENSIONS} numbers long and finite
 * whatever the sound: silence, a click, ten minutes. Pure; the same samples give the same bits.
 */
export function extractFeatures(pcm: Pcm): FeatureBlocks {
  const statistics = soundStatistics(pcm.feature);
  if (statistics) return blocksOf(statistics, reference);
  return everyFeature((name) => silentBlock(BLOCK_DIMENSIONS[name], pcm.feature.length));
}

/** The blocks of a sound that has been measured. */
export function blocksOf(statistics: SoundStatistics, learnt: ReferenceStatistics): FeatureBlocks {
  const outline = unit(project(statistics.fingerprint, learnt.fingerprint));
  const fingerprint = unit(Float64Array.from([...outline, ...statistics.texture]));
  return everyFeature((name) =>
    block(statistics.features[name], statistics.salience[name], fingerprint, learnt.features[name]),
  );
}

function everyFeature(make: (name: FeatureName) => Float32Array): FeatureBlocks {
  const [mfcc, chroma, contrast, rhythm, zcr, rms] = FEATURE_NAMES;
  return {
    mfcc: make(mfcc),
    chroma: make(chroma),
    contrast: make(contrast),
    rhythm: make(rhythm),
    zcr: make(zcr),
    rms: make(rms),
  };
}
