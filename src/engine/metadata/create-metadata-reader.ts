import type { QueueOptions } from '../engine-options.ts';
import type { MetadataJob } from '../workers/metadata.worker.ts';
import { createPool } from '../workers/pool.ts';
import { siblingModule } from '../workers/sibling-module.ts';
import type { FileMetadata } from './read-metadata.ts';

/** Reads the metadata of files in a thread of its own, so that a file made to block a parser blocks nothing else. */
export interface MetadataReader {
  /** Resolves to null if reading fails or takes too long. @throws the signal's reason if it aborts */
  metadata(source: string | Uint8Array, how?: QueueOptions): Promise<FileMetadata | null>;
  close(): Promise<void>;
}

/** Maximum time of one file, the wait for the thread included, in milliseconds. */
const TIMEOUT_MS = 10_000;
/** Time after which the idle thread ends, in milliseconds. */
const IDLE_MS = 60_000;
const HEAP_MB = 64;

export function createMetadataReader(): MetadataReader {
  const pool = createPool<MetadataJob, FileMetadata>({
    module: siblingModule(import.meta.url, '../workers/metadata.worker'),
    name: 'metadata',
    threads: 1,
    maxWaiting: Number.POSITIVE_INFINITY,
    timeoutMs: TIMEOUT_MS,
    idleMs: IDLE_MS,
    heapMb: HEAP_MB,
  });
  return {
    async metadata(source, { signal, ...how } = {}) {
      const deadline = AbortSignal.timeout(TIMEOUT_MS);
      try {
        return await pool.run({ source }, { ...how, signal: signal ? AbortSignal.any([signal, deadline]) : deadline });
      } catch {
        signal?.throwIfAborted();
        return null;
      }
    },
    close: () => pool.close(),
  };
}
