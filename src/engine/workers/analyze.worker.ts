import { type MessagePort, workerData } from 'node:worker_threads';
import { cutWindows } from '../clap/windows.ts';
import { type DecodeOptions, decodeAudio } from '../decode/decode.ts';
import type { FeatureName } from '../embedding.ts';
import { extractFeatures } from '../features/extract-features.ts';
import { type Sketch, sketchOf } from '../sketch.ts';
import { defineJob } from './job.ts';

export type AnalysisOptions = Omit<DecodeOptions, 'withClap' | 'signal'>;

export interface AnalysisJob {
  readonly source: string | Uint8Array;
  /** Whether to return the windows for CLAP as well. */
  readonly withClap: boolean;
  /** Whether to compute the data for pictures: `also` in addition to the features, `only` instead of the features. */
  readonly sketch: 'none' | 'also' | 'only';
  /** Port that receives the name of each stage as it begins: `decoding`, then `listening`. */
  readonly port?: MessagePort;
}

export interface AnalysisResult {
  readonly seconds: number;
  /** The six acoustic blocks; null if only the data for pictures was requested. */
  readonly features: Record<FeatureName, Float32Array> | null;
  /** Windows of 10 s at 48 kHz for CLAP; null if they were not requested. */
  readonly windows: readonly Float32Array<ArrayBuffer>[] | null;
  readonly sketch: Sketch | null;
}

const options: AnalysisOptions = workerData;

/** Decodes an audio file, computes its acoustic blocks and, if requested, its CLAP windows and its sketch. */
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
  // Windows are transferred instead of copied, because each takes 2 MB.
  ({ windows }) => (windows ?? []).map((window) => window.buffer),
);
