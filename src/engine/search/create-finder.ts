import type { QueueOptions } from '../engine-options.ts';
import type { FindJob } from '../workers/find.worker.ts';
import { createPool } from '../workers/pool.ts';
import { siblingModule } from '../workers/sibling-module.ts';
import type { FindQuery, Found } from './find-query.ts';

export interface FindOptions extends QueueOptions {
  readonly top: number;
  /** Receives the number of sounds that have been compared so far, and the number of all sounds to compare. */
  readonly onProgress?: (compared: number, all: number) => void;
}

/** Finds sounds by tune, beat or part in worker threads, which start with the first search. */
export interface Finder {
  find(query: FindQuery, sounds: readonly Uint8Array[], options: FindOptions): Promise<Found[]>;
  close(): Promise<void>;
}

/** Number of sounds that a thread compares at a time, in about 0.1 s. */
const SOUNDS_PER_JOB = 1000;
/** Time after which an idle thread ends, in milliseconds. */
const IDLE_MS = 60_000;

export function createFinder({ threads, timeoutMs }: { threads: number; timeoutMs: number }): Finder {
  const pool = createPool<FindJob, Found[]>({
    module: siblingModule(import.meta.url, '../workers/find.worker'),
    name: 'find',
    maxWaiting: Number.POSITIVE_INFINITY,
    threads,
    // The jobs are so short that other members wait only briefly.
    threadsPerMember: threads,
    timeoutMs,
    idleMs: IDLE_MS,
  });
  return {
    async find(query, sounds, { top, onProgress, ...how }) {
      let compared = 0;
      const starts = Array.from({ length: Math.ceil(sounds.length / SOUNDS_PER_JOB) }, (_, i) => i * SOUNDS_PER_JOB);
      const jobs = starts.map(async (start) => {
        const part = sounds.slice(start, start + SOUNDS_PER_JOB);
        const found = await pool.run({ query, sounds: part, top }, how);
        compared += part.length;
        onProgress?.(compared, sounds.length);
        return found.map((hit) => ({ ...hit, index: start + hit.index }));
      });
      const found = (await Promise.all(jobs)).flat();
      return found.sort((a, b) => b.score - a.score || a.index - b.index).slice(0, top);
    },
    close: () => pool.close(),
  };
}
