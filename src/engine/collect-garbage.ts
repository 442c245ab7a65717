import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Length of a sound in seconds above which the memory of its file and its samples is freed at once. */
export const LONG_SECONDS = 60;

let collect: (() => void) | undefined;

/**
 * Frees the memory of objects that are no longer used, which takes about 10 ms.
 * V8 frees buffers late, because they take no space in its own heap: a thread would keep several buffers of a long sound
 * until then.
 */
export function collectGarbage(): void {
  if (!collect) {
    // Only contexts that are created after the flag was set have the function.
    setFlagsFromString('--expose-gc');
    const gc: unknown = runInNewContext('globalThis.gc');
    collect = typeof gc === 'function' ? () => void gc() : () => undefined;
  }
  collect();
}
