import type { JobOptions } from '../workers/pool.ts';
import { type ClapThreads, type ClapThreadsOptions, type Meaning, startClap } from './clap-pool.ts';
import { ClapUnavailable, locateClap } from './locate.ts';

/** CLAP as it comes and goes: not there, loaded, replaced by another model, failed. */
export interface ClapSwitch {
  readonly current: ClapThreads | null;
  /** Null where CLAP is not there or fails: the sound then goes on its acoustic features alone. */
  hear(windows: readonly Float32Array<ArrayBuffer>[], how: JobOptions): Promise<Meaning | null>;
  /** Looks at the model's files again: loads what has appeared or changed, lets go of what is gone. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** @param onWarning told, once for each reason, why a model that is there cannot be used */
export function createClapSwitch(options: ClapThreadsOptions, onWarning: (message: string) => void): ClapSwitch {
  let current: ClapThreads | null = null;
  let told: string | null = null;
  let refreshing: Promise<void> | null = null;

  const letGo = async () => {
    const old = current;
    current = null;
    await old?.close();
  };
  const fail = async (error: unknown) => {
    if (!(error instanceof ClapUnavailable)) throw error;
    const wasLoaded = current !== null;
    await letGo();
    // To have no model is a normal way to run; to lose one, or to have one that does not work, is not.
    if ((error.reason !== 'missing' || wasLoaded) && error.message !== told) {
      told = error.message;
      onWarning(`CLAP cannot be used, so sounds are compared by their acoustic features alone: ${error.message}`);
    }
  };
  const look = async () => {
    try {
      const { stamp } = await locateClap(options);
      if (current?.stamp === stamp) return;
      await letGo();
      current = await startClap(options);
      told = null;
    } catch (error) {
      await fail(error);
    }
  };

  return {
    get current() {
      return current;
    },
    async hear(windows, how) {
      const clap = current;
      if (!clap) return null;
      try {
        return await clap.hear(windows, how);
      } catch (error) {
        how.signal?.throwIfAborted();
        // Its threads were stopped because the model changed meanwhile.
        if (clap !== current) return null;
        await fail(error);
        return null;
      }
    },
    refresh() {
      refreshing ??= look().finally(() => {
        refreshing = null;
      });
      return refreshing;
    },
    async close() {
      await refreshing;
      await letGo();
    },
  };
}
