/**
 * Program that locks and releases the folder given as its argument many times; a second argument says how often.
 * Fails if another process holds the lock at the same time.
 */
import { closeSync, openSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { OperatorError } from '../../../src/errors.ts';
import { lockFolder } from '../../../src/files/lock.ts';

const [folder, rounds = '800'] = process.argv.slice(2);
if (folder === undefined) throw new Error('name a folder');
const mark = path.join(folder, 'held');

let times = 0;
for (let tries = 0; tries < Number(rounds); tries += 1) {
  const unlock = await lockFolder(folder).catch((error) => {
    if (error instanceof OperatorError) return undefined;
    throw error;
  });
  if (!unlock) continue;
  times += 1;
  closeSync(openSync(mark, 'wx'));
  await setImmediate();
  unlinkSync(mark);
  await unlock();
}
console.log(times);
