import { getPriority } from 'node:os';
import { threadId, workerData } from 'node:worker_threads';
import { ClapUnavailable } from '../../src/engine/clap/clap-unavailable.ts';
import { defineJob } from '../../src/engine/workers/job.ts';
import { OperatorError, UserError } from '../../src/errors.ts';

export type TestJob =
  | { do: 'echo'; value: string }
  | { do: 'getThread' }
  | { do: 'getPriority' }
  | { do: 'getWorkerData' }
  | { do: 'hold'; shared: Int32Array }
  | { do: 'throwKnown'; name: 'UserError' | 'OperatorError' | 'ClapUnavailable' }
  | { do: 'throwUnknown' }
  | { do: 'exit' }
  | { do: 'fillMemory' }
  | { do: 'spin'; shared: Int32Array };

/** Job of the worker thread for tests of the pool: it fails, blocks or crashes as the test asks. */
export const runTestJob = defineJob((job: TestJob): string => {
  switch (job.do) {
    case 'echo':
      return job.value;
    case 'getThread':
      return `thread ${threadId}`;
    case 'getPriority':
      // On Linux, `getPriority` returns the priority of the calling thread, not of the process.
      return String(getPriority());
    case 'getWorkerData':
      return String(workerData);
    case 'hold':
      Atomics.store(job.shared, 0, 1);
      Atomics.notify(job.shared, 0);
      // Blocks the thread until the test changes the shared memory.
      Atomics.wait(job.shared, 0, 1);
      return 'released';
    case 'throwKnown':
      if (job.name === 'UserError') throw new UserError({ code: 'soundTooLong', maxSeconds: 60 });
      if (job.name === 'ClapUnavailable') throw new ClapUnavailable('unreadable', 'The model is truncated.');
      throw new OperatorError('not-audio', 'Not audio.');
    case 'throwUnknown':
      throw new Error('a bug');
    case 'exit':
      process.exit(3);
      break;
    case 'fillMemory': {
      const rows: string[][] = [];
      for (;;) rows.push(Array.from({ length: 100_000 }, (_, i) => `${rows.length} ${i}`));
    }
    case 'spin':
      // Counts without end, so that the test can see whether the thread still runs.
      for (;;) {
        Atomics.add(job.shared, 0, 1);
        Atomics.notify(job.shared, 0);
      }
  }
});
