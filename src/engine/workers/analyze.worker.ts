import { type MessagePort, workerData } from 'node:worker_threads';
import { cutWindows } from '../clap/windows.ts';
import { collectGarbage, LONG_SECONDS } from '../collect-garbage.ts';
import { mayBeNative } from '../decode/choose-decoder.ts';
import { type DecodeOptions, decodeAudio } from '../decode/decode.ts';
import { describeSound } from '../descriptors/describe-sound.ts';
import type { Descriptors } from '../descriptors/descriptors.ts';
import { soundFrames } from '../descriptors/sound-frames.ts';
import type { FeatureName } from '../embedding.ts';
import { analyzeSound } from '../features/analyze-frames.ts';
import { audiblePart } from '../features/excerpt.ts';
import { featuresOf } from '../features/extract-features.ts';
import { CLAP_RATE } from '../pcm.ts';
import { fingerprintOf } from '../recordings/fingerprint.ts';
import type { Fingerprint } from '../recordings/recording.ts';
import { type FindQuery, findQueryOf, type SearchKind } from '../search/find-query.ts';
import { type SearchData, searchDataOf } from '../search/search-data.ts';
import { type Sketch, sketchOf } from '../sketch.ts';
import { crowdedFrames } from '../soundboard/crowded-frames.ts';
import { defineJob } from './job.ts';
import { type StopFlag, withChildren } from './stop-flag.ts';

export type AnalysisOptions = Omit<DecodeOptions, 'withClap' | 'withLevels' | 'signal'>;

export interface AnalysisJob {
  readonly source: string | Uint8Array;
  /** Whether to return the windows for CLAP as well. */
  readonly withClap: boolean;
  /** What to compute from the decoded samples. */
  readonly parts: readonly ('features' | 'sketch' | 'fingerprint' | 'searchData' | 'descriptors' | 'crowded')[];
  /** The kind of search for which the sound is prepared as a query; by default, it is not. */
  readonly findBy?: SearchKind | undefined;
  /** Port that receives the name of each stage as it begins: `decoding`, then `listening`. */
  readonly port?: MessagePort;
  readonly stopFlag: StopFlag;
}

export interface AnalysisResult {
  readonly seconds: number;
  /** The six acoustic blocks. This and the following are null if they were not requested. */
  readonly features: Record<FeatureName, Float32Array> | null;
  /** Windows of 10 s at 48 kHz for CLAP, without silence at the ends of the sound. */
  readonly windows: readonly Float32Array<ArrayBuffer>[] | null;
  readonly sketch: Sketch | null;
  readonly fingerprint: Fingerprint | null;
  readonly searchData: SearchData | null;
  readonly findQuery: FindQuery | null;
  readonly descriptors: Descriptors | null;
  /** Number of frames that `crowdedFrames` counts. */
  readonly crowded: number | null;
}

const options: AnalysisOptions = workerData;

/** Decodes an audio file, computes its CLAP windows and the requested parts. */
export const analyze = defineJob(
  async ({ source, withClap, parts, findBy, port, stopFlag }: AnalysisJob): Promise<AnalysisResult> => {
    port?.postMessage('decoding');
    const withLevels = parts.includes('descriptors');
    const withCrowding = parts.includes('crowded');
    const pcm = await withChildren(stopFlag, mayBeNative(options), (signal) =>
      decodeAudio(source, { ...options, withClap: withClap || withCrowding, withLevels, signal }),
    );
    port?.postMessage('listening');
    const isLong = pcm.seconds > LONG_SECONDS;
    if (isLong) collectGarbage();
    const has = (part: AnalysisJob['parts'][number]) => parts.includes(part);
    const unchanged = {
      seconds: pcm.seconds,
      windows: withClap && pcm.clap ? cutWindows(audiblePart(pcm.feature, pcm.clap, CLAP_RATE)) : null,
      sketch: has('sketch') ? sketchOf(pcm.feature) : null,
      fingerprint: has('fingerprint') ? fingerprintOf(pcm.feature) : null,
      searchData: has('searchData') ? searchDataOf(pcm.feature) : null,
      findQuery: findBy ? findQueryOf(pcm.feature, findBy) : null,
      crowded: withCrowding && pcm.clap ? crowdedFrames(pcm.clap) : null,
    };
    // The frames come last, because they overwrite the samples of a long sound.
    const frames = pcm.levels && soundFrames(pcm.feature, true);
    // The features and the descriptors are computed from the same frames.
    const analysis = () => (pcm.levels ? (frames?.analysis ?? null) : analyzeSound(pcm.feature, undefined, true));
    // The callback runs after the job has ended, when its samples are no longer used.
    if (isLong) setImmediate(collectGarbage);
    return {
      ...unchanged,
      features: has('features') ? featuresOf(analysis()) : null,
      descriptors: pcm.levels && describeSound(pcm.feature, pcm.levels, frames),
    };
  },
  // Windows are transferred instead of copied, because each takes 2 MB.
  ({ windows }) => (windows ?? []).map((window) => window.buffer),
);
