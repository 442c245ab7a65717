import { workerData } from 'node:worker_threads';
import { mayBeNative } from '../decode/choose-decoder.ts';
import { decodeAudio } from '../decode/decode.ts';
import { type BoardSound, type BoardSoundOptions, makeBoardSound } from '../soundboard/make-board-sound.ts';
import type { AnalysisOptions } from './analyze.worker.ts';
import { defineJob } from './job.ts';
import { type Stoppable, withChildren } from './stop-flag.ts';

export interface BoardSoundJob extends Omit<BoardSoundOptions, 'timeoutMs'> {
  readonly source: string | Uint8Array;
}

const options: AnalysisOptions = workerData;

/** Decodes an audio file, and cuts the sound for a soundboard. */
export const boardSound = defineJob(
  async ({ source, stopFlag, ...wanted }: BoardSoundJob & Stoppable): Promise<BoardSound> => {
    const { clap } = await withChildren(stopFlag, mayBeNative(options), (signal) =>
      decodeAudio(source, { ...options, withClap: true, signal }),
    );
    return makeBoardSound(clap ?? new Float32Array(), { ...wanted, timeoutMs: options.timeoutMs });
  },
);
