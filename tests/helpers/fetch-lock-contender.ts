/** Takes a folder's download lock and lets it go, many times; fails where another has it at the same time. */
import { closeSync, openSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { withFetchLock } from '../../src/engine/clap/fetch-lock.ts';
import { OperatorError } from '../../src/errors.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name a folder');
const mark = join(folder, 'held');

let times = 0;
for (let tries = 0; tries < 1500; tries += 1) {
  const visit = withFetchLock(folder, async () => {
    times += 1;
    closeSync(openSync(mark, 'wx'));
    await setImmediate();
    unlinkSync(mark);
  });
  await visit.catch((error) => {
    if (!(error instanceof OperatorError)) throw error;
  });
}
console.log(times);
