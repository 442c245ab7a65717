import { getPriority } from 'node:os';
import { threadId } from 'node:worker_threads';
import { outcomeOf } from '../../src/engine/workers/job.ts';
import { OperatorError } from '../../src/errors.ts';

export type Order =
  | { do: 'echo'; value: string }
  | { do: 'name' }
  | { do: 'rank' }
  | { do: 'hold'; shared: Int32Array }
  | { do: 'refuse' }
  | { do: 'fail' }
  | { do: 'die' }
  | { do: 'hoard' }
  | { do: 'spin'; shared: Int32Array };

/** A worker that does as it is told, for tests of the pool. */
export async function obey(order: Order) {
  return outcomeOf(async () => {
    if (order.do === 'echo') return order.value;
    if (order.do === 'name') return `thread ${threadId}`;
    // On Linux that of the thread that asks.
    if (order.do === 'rank') return String(getPriority());
    if (order.do === 'hold') {
      Atomics.store(order.shared, 0, 1);
      Atomics.notify(order.shared, 0);
      // Until whoever shares the memory says so.
      Atomics.wait(order.shared, 0, 1);
      return 'let go';
    }
    if (order.do === 'refuse') throw new OperatorError('not-audio', 'Not audio.');
    if (order.do === 'fail') throw new Error('a bug');
    if (order.do === 'die') process.exit(3);
    if (order.do === 'hoard') {
      const hoard: string[][] = [];
      for (;;) hoard.push(Array.from({ length: 100_000 }, (_, i) => `${hoard.length} ${i}`));
    }
    // Counts for ever, so that whoever shares the memory can see whether it still runs.
    for (;;) {
      Atomics.add(order.shared, 0, 1);
      Atomics.notify(order.shared, 0);
    }
  });
}
