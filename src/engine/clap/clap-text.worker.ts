import { workerData } from 'node:worker_threads';
import { defineJob } from '../workers/job.ts';
import type { ClapVector } from './clap.worker.ts';
import type { ClapOptions } from './locate-model.ts';
import { loadTextModel, type TextModel } from './text-model.ts';

const options: ClapOptions = workerData;

let loading: Promise<TextModel> | null = null;

/** Embeds a description. The first job of the thread loads the text network. */
export const embedText = defineJob(async (description: string): Promise<ClapVector> => {
  loading ??= loadTextModel(options).catch((error: unknown) => {
    loading = null;
    throw error;
  });
  const model = await loading;
  return { model: model.id, vector: await model.embedText(description) };
});
