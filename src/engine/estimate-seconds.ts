import { statSync } from 'node:fs';

/** Estimated processor time of the smallest file, in seconds, and bytes that are analyzed in a second. */
const MIN_SECONDS = 0.1;
const BYTES_PER_SECOND = 4 * 2 ** 20;

/** Estimates the processor time of an analysis by the size of the file, in seconds. The pool corrects it afterwards. */
export function estimateSeconds(source: string | Uint8Array): number {
  // Reads the size at once: while it waited, a later job could overtake this one.
  const bytes = typeof source === 'string' ? (statSync(source, { throwIfNoEntry: false })?.size ?? 0) : source.length;
  return MIN_SECONDS + bytes / BYTES_PER_SECOND;
}
