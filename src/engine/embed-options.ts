import type { Fingerprint } from './recordings/recording.ts';
import type { AnalysisStage } from './report-analysis.ts';
import type { Sketch } from './sketch.ts';

/** How a job of the engine waits for a thread, and how it is stopped. */
export interface QueueOptions {
  /** Aborts the analysis itself, not only the caller's wait for its result. */
  readonly signal?: AbortSignal;
  /** Name of the file's queue lane, usually the id of a Discord server. Lanes get equal processor time. */
  readonly lane?: string;
  /** Id of the member who waits. Members of a lane get equal processor time. */
  readonly member?: string;
}

/** Options of an analysis. */
export interface EmbedOptions extends QueueOptions {
  readonly onProgress?: (stage: Exclude<AnalysisStage, 'waiting'>) => void;
  /** Receives the data for pictures of the sound, so that a picture does not need a second decoding. */
  readonly onSketch?: (sketch: Sketch) => void;
  /** Receives the fingerprint of the sound, so that the fingerprint does not need a second decoding. */
  readonly onFingerprint?: (fingerprint: Fingerprint) => void;
}
