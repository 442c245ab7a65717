import { workerData } from 'node:worker_threads';
import { defineJob } from '../workers/job.ts';
import { loadClapModel } from './clap-model.ts';
import type { ClapOptions } from './locate-model.ts';

/** Input of one job: a window of a sound, or a description. Null loads the model without embedding anything. */
export type ClapJob = { readonly window: Float32Array } | { readonly text: string } | null;

export interface ClapResult {
  /** Identity of the CLAP model that this thread has loaded. */
  readonly model: string;
  /** Unit vector of the input (512 numbers); null if there was no input. */
  readonly vector: Float32Array | null;
}

const options: ClapOptions = workerData;

/** Embeds one window of a sound, or one description. The first job of a thread loads the model. */
export const embed = defineJob(async (job: ClapJob): Promise<ClapResult> => {
  const model = await loadClapModel(options);
  const vector = job && ('text' in job ? await model.embedText(job.text) : await model.embedWindow(job.window));
  return { model: model.id, vector };
});
