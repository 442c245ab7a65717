import type { Outcome } from '../workers/job.ts';
import { type ClapOptions, ClapUnavailable, type ClapUnavailableReason } from './locate.ts';
import { loadClap } from './model.ts';

export interface ClapJob {
  readonly options: ClapOptions;
  /** What to hear or read; nothing is asked of a thread that is only to load the model. */
  readonly input: { readonly window: Float32Array } | { readonly text: string } | null;
}

/** The model that answered, and the unit vector (512) that was asked for. A failure travels as data, see `outcome.ts`. */
export type ClapAnswer =
  | { readonly model: string; readonly vector: Float32Array | null }
  | { readonly unavailable: ClapUnavailableReason; readonly message: string };

/** A CLAP thread's one job. The model is loaded with the first. */
export async function hearClap({ options, input }: ClapJob): Promise<Outcome<ClapAnswer>> {
  try {
    const clap = await loadClap(options);
    const vector = input && ('text' in input ? await clap.embedText(input.text) : await clap.embedWindow(input.window));
    return { ok: true, value: { model: clap.model, vector } };
  } catch (error) {
    if (!(error instanceof ClapUnavailable)) throw error;
    return { ok: true, value: { unavailable: error.reason, message: error.message } };
  }
}
