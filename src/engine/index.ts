/** The engine's public face: what other programs may import. */
export { createEngine } from './create-engine.ts';
export {
  type Comparison,
  type Embedding,
  ENGINE_VERSION,
  FEATURE_NAMES,
  type FeatureName,
  type Query,
  type Weights,
} from './embedding.ts';
export type { AnalysisEvent, EmbedOptions, Engine, EngineOptions } from './engine.ts';
export type { Sketch } from './sketch.ts';
