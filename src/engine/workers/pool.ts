import { setMaxListeners } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import PQueue from 'p-queue';
import { Piscina } from 'piscina';
import { UserError } from '../../errors.ts';
import { FairQueue, type FairQueueOptions } from './fair-queue.ts';
import { type Outcome, unwrap } from './job.ts';
import { requestStop, type StopFlag } from './stop-flag.ts';
import { typeScriptLoader } from './type-script-loader.ts';

export interface PoolOptions {
  readonly module: URL;
  /** Name of the module's exported job, which `defineJob` has created. */
  readonly name: string;
  /** Options that the worker module reads from `workerData` of `node:worker_threads`. */
  readonly workerData?: unknown;
  readonly threads: number;
  /** Maximum number of threads that work for one member at a time; default all but one, if there are several. */
  readonly threadsPerMember?: number;
  /** Maximum number of queued jobs. A further job is rejected with the UserError `busyAnalyzing`. */
  readonly maxWaiting: number;
  /** Maximum run time of a job, in milliseconds. After that, its thread is terminated; see `uninterruptible`. */
  readonly timeoutMs: number;
  /** Time in milliseconds after which an idle thread ends; by default, idle threads never end. */
  readonly idleMs?: number;
  /** Maximum JavaScript heap of a thread in MB, without buffers and WebAssembly memory; default 512. */
  readonly heapMb?: number;
  /** Amount by which the threads' priority is below that of the main thread, as in nice(2); default 5. */
  readonly niceIncrement?: number;
  readonly env?: NodeJS.ProcessEnv;
  /**
   * Whether a thread is never terminated during a job.
   * A job that is cancelled or times out then runs to its end, and its result is dropped. ONNX Runtime needs this,
   * because terminating its thread crashes the whole process.
   */
  readonly uninterruptible?: boolean;
}

export interface RunOptions {
  /** Name of the job's queue lane, usually the id of a Discord server; see {@link FairQueue}. */
  readonly lane?: string;
  /** Id of the member who waits for the job. One member occupies at most `threadsPerMember` threads. */
  readonly member?: string;
  /** Estimated processor time of the job, in seconds; default 1. */
  readonly cost?: number;
  /** Flag in the job through which it is stopped while it has a child process. */
  readonly stopFlag?: StopFlag;
  /** Cancels the job: removes it from the queue, or terminates its thread, which is then replaced. */
  readonly signal?: AbortSignal;
  /** Objects in the job that are transferred to the thread instead of copied. */
  readonly transfer?: readonly (ArrayBuffer | MessagePort)[];
}

export interface Pool<Job, Value> {
  /**
   * Runs a job in one of the threads.
   * @throws UserError if too many jobs are queued, or the job takes too much time or memory
   * @throws ThreadsUnavailable if the threads cannot load their module
   * @throws the signal's reason if it aborts
   * @throws any error of the job itself
   */
  run(job: Job, options?: RunOptions): Promise<Value>;
  /** Ends all threads. Rejects queued and later jobs, and running jobs unless they are `uninterruptible`. */
  close(): Promise<void>;
}

/** Thrown for every job of a pool whose threads cannot start. `cause` is the error of the first one. */
export class ThreadsUnavailable extends Error {
  override readonly name = 'ThreadsUnavailable';
}

const DEFAULT_HEAP_MB = 512;
/** Size in MB of the part of a thread's heap for new objects. The default of Node.js takes 48 MB of each busy thread. */
const YOUNG_MB = 16;
/** Default difference in priority. It is above 0, because the main thread must answer Discord within 3 seconds. */
const DEFAULT_NICE_INCREMENT = 5;
/** Assumed duration of a job until the first one has finished, in milliseconds. */
const USUAL_JOB_MS = 500;
/** Time for a job to end its child process, in milliseconds. After that, its thread is terminated nevertheless. */
const STOP_MS = 3000;
/** The waiting time in the error `busyAnalyzing` is rounded up to a multiple of this number of seconds. */
const BUSY_STEP_SECONDS = 5;

/**
 * Creates a pool of worker threads behind a bounded queue whose lanes are served in turn.
 * A thread is replaced if it crashes, exceeds its memory or time limit, or its job is cancelled. Other jobs continue.
 */
export function createPool<Job, Value>(options: PoolOptions): Pool<Job, Value> {
  const { threads, threadsPerMember = Math.max(1, threads - 1), maxWaiting, timeoutMs, idleMs } = options;
  const { uninterruptible = false } = options;
  const workers = new Piscina<Job, Outcome<Value>>({
    filename: options.module.href,
    ...typeScriptLoader(options.module),
    name: options.name,
    workerData: options.workerData,
    minThreads: idleMs === undefined ? threads : 0,
    maxThreads: threads,
    idleTimeout: idleMs ?? 0,
    resourceLimits: { maxOldGenerationSizeMb: options.heapMb ?? DEFAULT_HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
    ...schedulingPriority(options.niceIncrement ?? DEFAULT_NICE_INCREMENT),
    ...(options.env && { env: options.env }),
    // With atomics, an idle thread would block in Atomics.wait, and receive no timers or messages.
    atomics: 'disabled',
  });
  let hasWorked = false;
  let unavailable: ThreadsUnavailable | undefined;
  const timeouts = new Set<AbortController>();
  // A thread has failed between jobs or at its start. After its start failed, Piscina starts no other thread, and jobs
  // would wait forever.
  const lose = (cause: unknown) => {
    unavailable ??= new ThreadsUnavailable('the threads of this pool cannot start', { cause });
    for (const timeout of timeouts) timeout.abort();
  };
  workers.on('error', (error: unknown) => {
    if (!hasWorked && workers.threads.length === 0) lose(error);
  });
  const lanes = new FairQueue(threadsPerMember);
  const queue = new PQueue<FairQueue, FairQueueOptions>({ concurrency: threads, queueClass: classOf(lanes) });
  const closing = new AbortController();
  const running = new Set<Promise<Outcome<Value>>>();
  let closed = false;

  const start = (job: Job, transfer: RunOptions['transfer'] = [], signal?: AbortSignal) => {
    const outcome = workers.run(job, { transferList: [...transfer], ...(signal && { signal }) });
    running.add(outcome);
    outcome.catch(() => undefined).finally(() => running.delete(outcome));
    return outcome;
  };

  return {
    async run(job, { lane = '', member = '', cost = 1, stopFlag, signal, transfer } = {}) {
      signal?.throwIfAborted();
      if (lanes.waiting >= maxWaiting) throw busy(lanes.waiting, threads, workers.histogram.runTime.mean);
      const timeout = new AbortController();
      const stop = AbortSignal.any([...(signal ? [signal] : []), timeout.signal, closing.signal]);
      const dequeue = new AbortController();
      const cancelQueued = () => dequeue.abort(signal?.reason);
      const work = async () => {
        const started = performance.now();
        signal?.removeEventListener('abort', cancelQueued);
        timeouts.add(timeout);
        const timer = setTimeout(() => timeout.abort(), timeoutMs);
        try {
          // Without this check, Piscina would start a new thread even after destroy().
          if (closed) throw new Error('this pool is closed');
          if (unavailable) throw unavailable;
          const running = uninterruptible
            ? Promise.race([start(job, transfer), rejectOnAbort(timeout.signal)])
            : untilStopped(stop, stopFlag, (end) => start(job, transfer, end));
          const outcome = await running;
          hasWorked = true;
          return outcome;
        } catch (error) {
          // A pool that keeps its threads replaces one that crashes, unless it could not start.
          if (!closed && !hasWorked && idleMs === undefined && workers.threads.length === 0) lose(error);
          if (unavailable) throw unavailable;
          if (timeout.signal.aborted) throw tooSlow(timeoutMs, error);
          signal?.throwIfAborted();
          if (isOutOfMemory(error)) throw new UserError({ code: 'analysisTooLarge' }, { cause: error });
          throw error;
        } finally {
          timeouts.delete(timeout);
          clearTimeout(timer);
          lanes.finish({ lane, member, cost }, (performance.now() - started) / 1000);
        }
      };
      // Jobs that wait at the same time may share a signal. Node.js would warn of a leak above ten.
      if (signal) setMaxListeners(0, signal);
      signal?.addEventListener('abort', cancelQueued, { once: true });
      const outcome = await queue.add(work, { lane, member, cost, signal: dequeue.signal });
      signal?.throwIfAborted();
      return unwrap(outcome);
    },
    async close() {
      // Queued jobs start in turn and then reject. Clearing the queue would leave their promises pending.
      closed = true;
      if (!uninterruptible) closing.abort(new Error('this pool is closed'));
      await Promise.allSettled(running);
      await workers.destroy();
    },
  };
}

/** Runs a job until it ends or is stopped: asks it to stop if it has a child process, or else terminates its thread. */
async function untilStopped<T>(
  stop: AbortSignal,
  flag: StopFlag | undefined,
  start: (end: AbortSignal) => Promise<T>,
): Promise<T> {
  const thread = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onStop = () => {
    if (!flag || requestStop(flag)) thread.abort(stop.reason);
    else timer = setTimeout(() => thread.abort(stop.reason), STOP_MS);
  };
  stop.addEventListener('abort', onStop, { once: true });
  if (stop.aborted) onStop();
  try {
    return await start(thread.signal);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', onStop);
  }
}

/** Returns the class that p-queue asks for, whose only object is `lanes`. */
function classOf(lanes: FairQueue): new () => FairQueue {
  return class extends FairQueue {
    constructor() {
      super();
      // biome-ignore lint/correctness/noConstructorReturn: the pool needs the object that p-queue uses
      return lanes;
    }
  };
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

function busy(waiting: number, threads: number, meanMs: number): UserError {
  const steps = Math.ceil(((waiting / threads) * (meanMs || USUAL_JOB_MS)) / 1000 / BUSY_STEP_SECONDS);
  return new UserError({ code: 'busyAnalyzing', seconds: Math.max(1, steps) * BUSY_STEP_SECONDS });
}

function tooSlow(timeoutMs: number, cause: unknown): UserError {
  return new UserError({ code: 'analysisTooSlow', seconds: Math.round(timeoutMs / 1000) }, { cause });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/** Returns Piscina's option for thread priority on Linux. Elsewhere, it would slow the whole process. */
function schedulingPriority(niceIncrement: number): { niceIncrement?: number } {
  return process.platform === 'linux' ? { niceIncrement } : {};
}
