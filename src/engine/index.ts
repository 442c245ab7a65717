/** The engine's public interface, which other programs may import too. */
export { onnxProblem } from './clap/onnx-problem.ts';
export { usableDecoder } from './decode/usable-decoder.ts';
export { DESCRIPTORS_VERSION, type Descriptors, SOUND_KINDS, type SoundKind } from './descriptors/descriptors.ts';
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
export type { FileMetadata } from './metadata/read-metadata.ts';
export { levelDifference } from './recordings/fingerprint.ts';
export {
  FINGERPRINT_VERSION,
  type Fingerprint,
  type Part,
  type Recording,
  type Relation,
} from './recordings/recording.ts';
export { createRecordingIndex, type RecordingIndex } from './recordings/recording-index.ts';
export { type AlignedBeat, alignBeat } from './search/beat/align-beat.ts';
export { likenessOf } from './search/claims.ts';
export type { FindOptions } from './search/create-finder.ts';
export { type FindQuery, type Found, SEARCH_KINDS, type SearchKind } from './search/find-query.ts';
export { SEARCH_DATA_VERSION, type SearchData } from './search/search-data.ts';
export { suggestSearch } from './search/suggest-search.ts';
export { type AlignedTune, alignTune } from './search/tune/align-tune.ts';
export { isSilence } from './silence.ts';
export type { Sketch } from './sketch.ts';
