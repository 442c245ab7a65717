import { workerData } from 'node:worker_threads';
import { collectGarbage, LONG_SECONDS } from '../collect-garbage.ts';
import { mayBeNative } from '../decode/choose-decoder.ts';
import { decodeAudio } from '../decode/decode.ts';
import { type CopyOptions, makeCopy, type PlayableCopy } from '../playback/make-copy.ts';
import type { AnalysisOptions } from './analyze.worker.ts';
import { defineJob } from './job.ts';
import { type Stoppable, withChildren } from './stop-flag.ts';

export interface CopyJob extends Omit<CopyOptions, 'timeoutMs'> {
  readonly source: string | Uint8Array;
}

const options: AnalysisOptions = workerData;

/** Decodes an audio file, and makes a copy of the sound for playing. */
export const copy = defineJob(async ({ source, stopFlag, ...wanted }: CopyJob & Stoppable): Promise<PlayableCopy> => {
  const { clap, seconds } = await withChildren(stopFlag, mayBeNative(options), (signal) =>
    decodeAudio(source, { ...options, withClap: true, signal }),
  );
  // Frees the file, and the samples at 22,050 Hz, which the copy does not need.
  if (seconds > LONG_SECONDS) collectGarbage();
  const made = await makeCopy(clap ?? new Float32Array(), { ...wanted, timeoutMs: options.timeoutMs });
  if (seconds > LONG_SECONDS) setImmediate(collectGarbage);
  return made;
});
