/**
 * Program that acquires and releases the download lock of a model folder many times.
 * Fails if another process holds the lock at the same time.
 */
import { closeSync, openSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { withFetchLock } from '../../src/engine/clap/fetch-lock.ts';
import { OperatorError } from '../../src/errors.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('missing argument: folder');
const marker = join(folder, 'held');

let acquired = 0;
for (let attempt = 0; attempt < 1500; attempt += 1) {
  const locked = withFetchLock(folder, async () => {
    acquired += 1;
    closeSync(openSync(marker, 'wx'));
    await setImmediate();
    unlinkSync(marker);
  });
  await locked.catch((error) => {
    if (!(error instanceof OperatorError)) throw error;
  });
}
console.log(acquired);
