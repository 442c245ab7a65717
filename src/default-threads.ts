import { availableParallelism } from 'node:os';

/** Memory of the bot without analysis threads, and of each thread while it analyzes, in MiB (docs/performance.md). */
export const BASE_MB = 250;
export const THREAD_MB = 300;

/**
 * Returns the default number of analysis threads: one for each core, if the memory suffices for them; at least one.
 * @param memory bytes that the process may still use
 */
export function defaultThreads(cores = availableParallelism(), memory = freeMemory()): number {
  const fitting = Math.floor((memory / 2 ** 20 - BASE_MB) / THREAD_MB);
  return Math.max(1, Math.min(cores, fitting, 64));
}

/** Returns the bytes that are free on the machine, or below the limit of a container or unit, if that is less. */
export function freeMemory(): number {
  return process.availableMemory();
}
