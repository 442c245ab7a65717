import { type MessagePort, workerData } from 'node:worker_threads';
import { cutWindows } from '../clap/windows.ts';
import { type DecodeOptions, decodeAudio } from '../decode/decode.ts';
import type { FeatureName } from '../embedding.ts';
import { extractFeatures } from '../features/extract-features.ts';
import { type Sketch, sketchOf } from '../sketch.ts';
import { defineJob } from './job.ts';

/** Options of all jobs of a thread, passed as its `workerData`. */
export type AnalysisOptions = Omit<DecodeOptions, 'withClap' | 'signal'>;

export interface AnalysisJob {
  /** Path or bytes of an audio file. */
  readonly source: string | Uint8Array;
  /** Whether CLAP's windows are wanted too. */
  readonly withClap: boolean;
  /** Whether a sketch for pictures is wanted too, or nothing else. */
  readonly sketch: 'none' | 'also' | 'only';
  /** Receives `decoding` and `listening` as each stage begins. */
  readonly port?: MessagePort;
}

export interface AnalysisResult {
  readonly seconds: number;
  /** The six acoustic blocks; null if only the sketch was wanted. */
  readonly features: Record<FeatureName, Float32Array> | null;
  /** Windows of 10 s at 48 kHz; null if they were not wanted. */
  readonly windows: readonly Float32Array<ArrayBuffer>[] | null;
  /** Null if it was not wanted. */
  readonly sketch: Sketch | null;
}

const options: AnalysisOptions = workerData;

/**
 * Decodes an audio file and computes its acoustic blocks.
 * If wanted, computes its CLAP windows and its sketch too.
 */
export const analyze = defineJob(
  async ({ source, withClap, sketch, port }: AnalysisJob): Promise<AnalysisResult> => {
    port?.postMessage('decoding');
    const pcm = await decodeAudio(source, { ...options, withClap });
    port?.postMessage('listening');
    return {
      seconds: pcm.seconds,
      features: sketch === 'only' ? null : extractFeatures(pcm),
      windows: pcm.clap ? cutWindows(pcm.clap) : null,
      sketch: sketch === 'none' ? null : sketchOf(pcm.feature),
    };
  },
  // Windows are transferred instead of copied, because each is 2 MB.
  ({ windows }) => (windows ?? []).map((window) => window.buffer),
);
