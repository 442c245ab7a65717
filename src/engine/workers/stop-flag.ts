/**
 * State that a job shares with the thread that stops it. A thread must not be terminated while its job has a child
 * process: nobody would end the process, wait for it and remove its files. Such a job is asked to stop instead.
 */
export type StopFlag = Int32Array<SharedArrayBuffer>;

/** A job that can be asked to stop. */
export interface Stoppable {
  readonly stopFlag: StopFlag;
}

const FREE = 0;
const HAS_CHILD = 1;
const STOPPED = 2;

export function createStopFlag(): StopFlag {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Stops the job of a flag. Returns true if its thread may be terminated at once, false if the job ends by itself. */
export function requestStop(flag: StopFlag): boolean {
  const mayTerminate = Atomics.exchange(flag, 0, STOPPED) === FREE;
  Atomics.notify(flag, 0);
  return mayTerminate;
}

/**
 * Runs a part of a job that may have child processes. Its signal aborts once the job is asked to stop.
 * @param hasChildren false if the part has none, so that the thread may be terminated in the middle of it
 */
export async function withChildren<T>(
  flag: StopFlag,
  hasChildren: boolean,
  work: (signal?: AbortSignal) => Promise<T>,
): Promise<T> {
  if (!hasChildren) return work();
  const controller = new AbortController();
  const stop = () => controller.abort(new Error('the job was stopped'));
  if (Atomics.compareExchange(flag, 0, FREE, HAS_CHILD) === STOPPED) stop();
  const { async: isPending, value } = Atomics.waitAsync(flag, 0, HAS_CHILD);
  if (isPending) void value.then(() => Atomics.load(flag, 0) === STOPPED && stop());
  try {
    controller.signal.throwIfAborted();
    return await work(controller.signal);
  } finally {
    Atomics.compareExchange(flag, 0, HAS_CHILD, FREE);
    Atomics.notify(flag, 0);
  }
}
