/** Runs tasks one after the other, in the order in which they came. */
export interface WriterQueue {
  /** Settles as the task does; a task that fails does not stop those behind it. */
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Resolves once all that were waiting have run. */
  idle(): Promise<void>;
}

/** `onBusy` is told when work begins and when none is left. */
export function createWriterQueue(onBusy: (busy: boolean) => void = () => {}): WriterQueue {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const settle = () => {
    waiting--;
    if (waiting === 0) onBusy(false);
  };
  return {
    run(task) {
      waiting++;
      if (waiting === 1) onBusy(true);
      const result = last.then(task);
      last = result.then(settle, settle);
      return result;
    },
    async idle() {
      while (waiting > 0) await last;
    },
  };
}
