import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Lets what nobody holds be collected; a WeakRef keeps its value until the turn after it was read has ended. */
export async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  if (typeof gc !== 'function') throw new Error('no gc');
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    gc();
  }
}
