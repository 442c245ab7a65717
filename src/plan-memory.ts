import { availableParallelism, totalmem } from 'node:os';

/** How the process divides the memory that it may use. */
export interface MemoryPlan {
  /** Number of analysis threads. */
  readonly threads: number;
  /** Maximum bytes of files that are read, packed or sent at the same time. */
  readonly filesInFlight: number;
  /** Maximum bytes of removed sounds that can still be restored. */
  readonly removedSounds: number;
}

const MIB = 2 ** 20;
/** Memory of the idle process, with a few libraries. */
const BASE = 320 * MIB;
/** Memory of an analysis thread at its peak, for a file of ten minutes. */
const PER_THREAD = 320 * MIB;
/** Memory of a CLAP thread, of which there are half as many as analysis threads. */
const PER_CLAP_THREAD = 400 * MIB;
/** Memory to send one request of the maximum size. Less would stop the bot from sending it at all. */
const MIN_IN_FLIGHT = 72 * MIB;
const MAX_IN_FLIGHT = 1024 * MIB;
/** Share of the free memory for files in flight. Most of it stays free, because memory is freed with a delay. */
const SHARE = 1 / 4;
const MAX_REMOVED = 128 * MIB;

/**
 * Divides memory between threads and files.
 * @param limit bytes that the process may use; by default, {@link memoryLimit}
 */
export function planMemory(
  { clap, threads }: { readonly clap: boolean; readonly threads?: number | undefined },
  limit = memoryLimit(),
  cores = availableParallelism(),
): MemoryPlan {
  const needs = (count: number) =>
    BASE + count * PER_THREAD + (clap ? Math.max(1, Math.floor(count / 2)) * PER_CLAP_THREAD : 0);
  let fitting = threads ?? cores;
  if (threads === undefined) while (fitting > 1 && needs(fitting) + MIN_IN_FLIGHT > limit) fitting -= 1;
  const filesInFlight = Math.min(MAX_IN_FLIGHT, Math.max(MIN_IN_FLIGHT, (limit - needs(fitting)) * SHARE));
  return { threads: fitting, filesInFlight, removedSounds: Math.min(MAX_REMOVED, filesInFlight / 4) };
}

/** Returns the bytes that the process may use: the limit of its container or of `--max-old-space-size`, or all memory. */
export function memoryLimit(): number {
  const options = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ');
  const heap = Number(/--max[-_]old[-_]space[-_]size[= ](\d+)/.exec(options)?.[1] ?? 0) * MIB;
  const limits = [process.constrainedMemory(), heap, totalmem()];
  return Math.min(...limits.filter((limit) => limit > 0));
}
