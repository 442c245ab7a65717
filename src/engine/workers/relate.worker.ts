import { workerData } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import { collectGarbage, LONG_SECONDS } from '../collect-garbage.ts';
import { mayBeNative } from '../decode/choose-decoder.ts';
import { type DecodeOptions, decodeAudio } from '../decode/decode.ts';
import { peaksOf } from '../recordings/fingerprint.ts';
import type { Fingerprint, Relation } from '../recordings/recording.ts';
import { relateRecordings } from '../recordings/relate-recordings.ts';
import { type Waveform, waveformOf } from '../recordings/waveform.ts';
import { defineJob } from './job.ts';
import { type StopFlag, withChildren } from './stop-flag.ts';

type RelateOptions = Omit<DecodeOptions, 'withClap' | 'signal'>;

export interface RelateJob {
  readonly a: RelateSide;
  readonly b: RelateSide;
  readonly stopFlag: StopFlag;
  readonly isThorough: boolean;
}

export interface RelateSide {
  /** Identifies the audio of the sound. */
  readonly id: string;
  readonly fingerprint: Fingerprint;
  /** The audio file; undefined in the first attempt, which succeeds if the fingerprints suffice. */
  readonly source?: string | Uint8Array;
}

const options: RelateOptions = workerData;
/** Maximum size of the cached waveforms, in bytes. A new sound is compared with several stored ones. */
const MAX_CACHED = 32 * 2 ** 20;
const cache = new LRUCache<string, { waveform: Waveform | null }>({
  maxSize: MAX_CACHED,
  sizeCalculation: ({ waveform }) => 1 + (waveform?.samples.byteLength ?? 0) + (waveform?.unfiltered?.byteLength ?? 0),
});

async function waveformFor({ id, source }: RelateSide, { stopFlag, isThorough }: RelateJob): Promise<Waveform | null> {
  const key = `${id} ${isThorough}`;
  const cached = cache.get(key);
  if (cached) return cached.waveform;
  if (source === undefined) throw new SourceNeeded();
  const pcm = await withChildren(stopFlag, mayBeNative(options), (signal) =>
    decodeAudio(source, { ...options, withClap: false, signal }),
  );
  const waveform = waveformOf(pcm.feature, { mayOverwrite: true, keepsUnfiltered: isThorough });
  if (pcm.seconds > LONG_SECONDS) setImmediate(collectGarbage);
  cache.set(key, { waveform });
  return waveform;
}

class SourceNeeded extends Error {}

/** Finds what two sounds are to each other. Returns `source needed` if their audio files are needed and not given. */
export const relate = defineJob(async (job: RelateJob): Promise<Relation | null | 'source needed'> => {
  const { a, b, isThorough } = job;
  const waveforms = async () => [await waveformFor(a, job), await waveformFor(b, job)] as const;
  try {
    return await relateRecordings(peaksOf(a.fingerprint), peaksOf(b.fingerprint), waveforms, isThorough);
  } catch (error) {
    if (error instanceof SourceNeeded) return 'source needed';
    throw error;
  }
});
