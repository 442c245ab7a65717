import { workerData } from 'node:worker_threads';
import { defineJob } from '../workers/job.ts';
import { loadClapModel } from './clap-model.ts';
import type { ClapOptions } from './locate-model.ts';

export interface ClapVector {
  /** Identity of the CLAP model that computed the vector. */
  readonly model: string;
  /** Unit vector of 512 numbers. */
  readonly vector: Float32Array;
}

/** Result of a job. The vector is null if there was no window. */
export type WindowResult = Pick<ClapVector, 'model'> & { readonly vector: Float32Array | null };

const options: ClapOptions = workerData;

/** Embeds one window of a sound. Null only loads the model. The first job of a thread loads the audio network. */
export const embedWindow = defineJob(async (window: Float32Array | null): Promise<WindowResult> => {
  const model = await loadClapModel(options);
  return { model: model.id, vector: window && (await model.embedWindow(window)) };
});
