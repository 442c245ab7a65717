/** The engine's public interface, which other programs may import too. */
export {
  type Comparison,
  type Embedding,
  ENGINE_VERSION,
  FEATURE_NAMES,
  type FeatureName,
  type Query,
  type Weights,
} from './embedding.ts';
export { createEngine, type EmbedOptions, type Engine, type EngineOptions } from './engine.ts';
export type { Sketch } from './sketch.ts';
