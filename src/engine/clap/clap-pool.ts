import { UserError } from '../../errors.ts';
import { type JobOptions, siblingModule, startPool } from '../workers/pool.ts';
import type { ClapAnswer, ClapJob } from './clap.worker.ts';
import { type ClapOptions, ClapUnavailable, locateClap } from './locate.ts';
import { meanUnit } from './mean-unit.ts';

export interface ClapThreadsOptions extends ClapOptions {
  readonly threads: number;
  /** Jobs that may wait; one more is answered "busy". */
  readonly maxWaiting: number;
  readonly timeoutMs: number;
}

/** A vector and the identity of the model that it came from. */
export interface Meaning {
  readonly model: string;
  /** Unit length, 512 numbers. */
  readonly vector: Float32Array;
}

export interface ClapThreads {
  /** Identity of the model that was found at the start. */
  readonly model: string;
  /** What its files looked like; see `ClapFiles`. */
  readonly stamp: string;
  /** The mean of the windows' unit vectors, at unit length again. The windows' buffers are handed over. */
  hear(windows: readonly Float32Array<ArrayBuffer>[], how?: JobOptions): Promise<Meaning>;
  read(text: string, how?: JobOptions): Promise<Meaning>;
  close(): Promise<void>;
}

/**
 * Loads CLAP in worker threads, each with a network of its own.
 * Windows are jobs of their own, so that a long sound is no obstacle to a short one, and cancelling it stops between
 * two windows: a thread is never killed for that, as ONNX Runtime leaks on every reload and ends the process where it is
 * interrupted.
 *
 * @throws ClapUnavailable
 */
export async function startClap(settings: ClapThreadsOptions): Promise<ClapThreads> {
  const { threads, maxWaiting, timeoutMs, ...options } = settings;
  const { folder, stamp } = await locateClap(options);
  const module = siblingModule(import.meta.url, 'clap.worker');
  const pool = startPool<ClapJob, ClapAnswer>({
    module,
    name: 'hearClap',
    threads,
    maxWaiting,
    timeoutMs,
    gently: true,
  });
  const ask = async (input: ClapJob['input'], how?: JobOptions) => {
    const answer = await pool.run({ options, input }, how);
    if ('unavailable' in answer) throw new ClapUnavailable(answer.unavailable, answer.message);
    return answer;
  };

  try {
    const { model } = await ask(null).catch((cause: unknown) => {
      // The pool says it of a sound; here it is the model that takes too long or too much memory.
      if (!(cause instanceof UserError)) throw cause;
      throw new ClapUnavailable('unsupported', `${folder} takes too long, or too much memory, to load here`, { cause });
    });
    return {
      model,
      stamp,
      async hear(windows, how) {
        const answers = await Promise.all(
          windows.map((window) => ask({ window }, { ...how, transfer: [window.buffer] })),
        );
        return { model, vector: meanUnit(answers.map((answer) => vectorOf(answer, model))) };
      },
      async read(text, how) {
        return { model, vector: vectorOf(await ask({ text }, how), model) };
      },
      close: () => pool.close(),
    };
  } catch (error) {
    // Not waited for: what takes too long to load goes on with it.
    void pool.close();
    throw error;
  }
}

/** A thread that was replaced may have loaded another model than its neighbours: their vectors are never mixed. */
function vectorOf(answer: { model: string; vector: Float32Array | null }, model: string): Float32Array {
  if (answer.model !== model) throw new ClapUnavailable('replaced', `the model is now ${answer.model}`);
  if (!answer.vector) throw new Error('the worker answered without a vector');
  return answer.vector;
}
