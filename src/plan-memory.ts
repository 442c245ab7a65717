import { totalmem } from 'node:os';
import { BASE_MB, THREAD_MB } from './default-threads.ts';

/** How the process divides the memory that its threads leave. */
export interface MemoryPlan {
  /** Maximum bytes of files that are read, packed or sent at the same time. */
  readonly filesInFlight: number;
  /** Maximum bytes of removed sounds that can still be restored. */
  readonly removedSounds: number;
}

const MIB = 2 ** 20;
/** Memory to send one request of the maximum size. With less, the bot could not send it at all. */
const MIN_IN_FLIGHT = 72 * MIB;
const MAX_IN_FLIGHT = 1024 * MIB;
/** Share of the free memory for files in flight. Most of it stays free, because memory is freed with a delay. */
const SHARE = 1 / 4;
const MAX_REMOVED = 128 * MIB;

/**
 * Divides the memory that the process may use.
 * @param threads number of analysis threads
 * @param limit bytes that the process may use; by default, {@link memoryLimit}
 */
export function planMemory(threads: number, limit = memoryLimit()): MemoryPlan {
  const free = limit - (BASE_MB + threads * THREAD_MB) * MIB;
  const filesInFlight = Math.min(MAX_IN_FLIGHT, Math.max(MIN_IN_FLIGHT, free * SHARE));
  return { filesInFlight, removedSounds: Math.min(MAX_REMOVED, filesInFlight / 4) };
}

/** Returns the bytes that the process may use: the limit of its container or of `--max-old-space-size`, or all memory. */
function memoryLimit(): number {
  const options = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ');
  const heap = Number(/--max[-_]old[-_]space[-_]size[= ](\d+)/.exec(options)?.[1] ?? 0) * MIB;
  const limits = [process.constrainedMemory(), heap, totalmem()];
  return Math.min(...limits.filter((limit) => limit > 0));
}
