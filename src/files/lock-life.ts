import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between two signs of life, which the holder of a lock gives in a file. */
export const BEAT_MS = 2000;
/** Milliseconds without a sign of life after which the holder counts as dead, if its process cannot be looked up. */
const DEAD_MS = 30_000;
/** Milliseconds without a sign of life after which the wait is reported. A holder that runs shows one earlier. */
const REPORT_MS = 3000;
/** Milliseconds between two looks at a lock. */
const LOOK_MS = 100;

/** Called once if a lock must be watched for long. Receives the number of seconds after which its holder counts as dead. */
export type OnWait = (seconds: number) => void;

/**
 * Returns whether a value that a holder changes every few seconds changes. Only changes count, because the clocks of two
 * machines may differ.
 * @param look returns the value; null if the lock was released
 */
export async function showsLife(look: () => Promise<string | null>, onWait?: OnWait): Promise<boolean> {
  const first = await look();
  for (let waited = 0; waited < DEAD_MS && first !== null; waited += LOOK_MS) {
    if (waited === REPORT_MS) onWait?.(DEAD_MS / 1000);
    await sleep(LOOK_MS);
    const now = await look();
    if (now !== first) return now !== null;
  }
  return false;
}

/** Returns the id of the current boot of the machine; null if the system does not tell. */
export async function bootId(): Promise<string | null> {
  return readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
}
