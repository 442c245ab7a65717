import type { Pool, RunOptions } from './pool.ts';
import { createStopFlag, type Stoppable } from './stop-flag.ts';

/** Returns a function that runs a job in a pool, with a flag by which its child process is stopped. */
export function runStoppable<Job, Value>(pool: Pool<Job & Stoppable, Value>) {
  return (job: Job, options: RunOptions = {}): Promise<Value> => {
    const stopFlag = createStopFlag();
    return pool.run({ ...job, stopFlag }, { ...options, stopFlag });
  };
}
