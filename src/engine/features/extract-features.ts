import { BLOCK_DIMENSIONS, type FeatureName, mapFeatures } from '../embedding.ts';
import type { Pcm } from '../pcm.ts';
import { type ReferenceStatistics, reference } from '../reference/reference-statistics.ts';
import { SILENT_BLOCKS } from '../silence.ts';
import { analyzeSound } from './analyze-frames.ts';
import { featureBlock, project, unit } from './feature-block.ts';
import type { FrameDescriptors } from './frame-descriptors.ts';
import { type SoundStatistics, statisticsOf } from './sound-statistics.ts';

export type FeatureBlocks = Record<FeatureName, Float32Array>;

/**
 * Computes the six acoustic blocks of a sound, each with a Euclidean norm of 1. All silent sounds have the same blocks.
 * Each has {@link BLOCK_DIMENSIONS} numbers, finite for any input (silence, a click). The same samples give equal bits.
 */
export function extractFeatures(pcm: Pcm): FeatureBlocks {
  return featuresOf(analyzeSound(pcm.feature));
}

/** Computes the six acoustic blocks of a sound from its frames, which are null for silence. */
export function featuresOf(frames: FrameDescriptors | null): FeatureBlocks {
  if (frames) return blocksOf(statisticsOf(frames), reference);
  return mapFeatures((name) => SILENT_BLOCKS[name].slice());
}

/** Computes the six acoustic blocks from the statistics of a sound and the fitted projections. */
export function blocksOf(statistics: SoundStatistics, fitted: ReferenceStatistics): FeatureBlocks {
  const spectrogram = unit(project(statistics.outline, fitted.outline));
  const outline = unit(Float64Array.from([...spectrogram, ...statistics.texture]));
  return mapFeatures((name) =>
    featureBlock(statistics.features[name], statistics.salience[name], outline, fitted.features[name]),
  );
}
