import { extname } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import PQueue from 'p-queue';
import { Piscina } from 'piscina';
import { UserError } from '../../errors.ts';
import { type FairOptions, FairQueue } from './fair-queue.ts';
import { type Outcome, unwrap } from './job.ts';
import { sourceHooks } from './source-hooks.ts';

export interface ThreadsOptions {
  /** The worker module; see {@link beside}. */
  readonly module: URL;
  /** The function that it exports, which takes a job and answers with an {@link Outcome}. */
  readonly name: string;
  readonly threads: number;
  /** Jobs that may wait; one more is answered "busy". */
  readonly maxWaiting: number;
  /** A job that runs longer is killed with its thread; see `gently`. */
  readonly timeoutMs: number;
  /** A thread with nothing to do for so long ends, and the next job starts one; default none ends. */
  readonly idleMs?: number;
  /** JavaScript heap of a thread, in MB; audio and WebAssembly memory are bounded by the decoder. */
  readonly heapMb?: number;
  /** How far behind the thread that starts them they stand for a processor, as in nice(2); default 5. */
  readonly niceIncrement?: number;
  /** Their environment; default that of the process. */
  readonly env?: NodeJS.ProcessEnv;
  /**
   * None is ended in the middle of a job: ONNX Runtime takes the whole process with it then. A job that is cancelled or
   * outlasts the time limit is let finish, and only its answer is dropped.
   */
  readonly gently?: boolean;
}

export interface JobOptions {
  readonly lane?: string;
  /** Stops the job: taken from the queue, or killed with its thread, which is replaced; see `gently` of the threads. */
  readonly signal?: AbortSignal;
  readonly transfer?: readonly (ArrayBuffer | MessagePort)[];
}

export interface Threads<Job, Value> {
  run(job: Job, options?: JobOptions): Promise<Value>;
  /** Ends all jobs: those that run, unless `gently`, and those that wait are rejected, and so is every later one. */
  close(): Promise<void>;
}

/**
 * A bounded pool of worker threads behind a fair queue. A thread that dies, outgrows its memory, outlasts the
 * time limit or is cancelled is replaced, and only its own job fails.
 */
export function startPool<Job, Value>(options: ThreadsOptions): Threads<Job, Value> {
  const pool = new Piscina<Job, Outcome<Value>>({
    filename: options.module.href,
    ...sourceHooks(options.module),
    name: options.name,
    minThreads: options.idleMs === undefined ? options.threads : 0,
    maxThreads: options.threads,
    idleTimeout: options.idleMs ?? 0,
    resourceLimits: { maxOldGenerationSizeMb: options.heapMb ?? 512 },
    ...behind(options.niceIncrement ?? LISTENING),
    ...(options.env && { env: options.env }),
    // Waiting in Atomics.wait would keep a thread from its timers and messages between jobs.
    atomics: 'disabled',
  });
  // A thread that dies between jobs is replaced by the pool; nobody waits for it, so there is nobody to tell.
  pool.on('error', () => undefined);
  const queue = new PQueue<FairQueue, FairOptions>({ concurrency: options.threads, queueClass: FairQueue });
  const { gently = false } = options;
  const running = new Set<Promise<Outcome<Value>>>();
  let closed = false;

  const start = (job: Job, transfer: JobOptions['transfer'] = [], signal: AbortSignal | undefined) => {
    const outcome = pool.run(job, { transferList: [...transfer], ...(signal && { signal }) });
    running.add(outcome);
    outcome.catch(() => undefined).finally(() => running.delete(outcome));
    return outcome;
  };

  return {
    async run(job, { lane = '', signal, transfer } = {}) {
      signal?.throwIfAborted();
      if (queue.size >= options.maxWaiting) throw busy(queue.size, options.threads, pool.histogram.runTime.mean);
      const limit = new AbortController();
      const stop = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal;
      const queued = new AbortController();
      const leave = () => queued.abort(signal?.reason);
      const work = async () => {
        signal?.removeEventListener('abort', leave);
        // A pool that was destroyed would start a new thread.
        if (closed) throw new Error('these threads were closed');
        const timer = setTimeout(() => limit.abort(), options.timeoutMs);
        try {
          if (!gently) return await start(job, transfer, stop);
          return await Promise.race([start(job, transfer, undefined), late(limit.signal)]);
        } catch (error) {
          if (limit.signal.aborted) throw tooSlow(options.timeoutMs, error);
          signal?.throwIfAborted();
          if (isOutOfMemory(error)) throw new UserError({ code: 'analysisTooLarge' }, { cause: error });
          throw error;
        } finally {
          clearTimeout(timer);
        }
      };
      signal?.addEventListener('abort', leave, { once: true });
      const outcome = await queue.add(work, { lane, signal: queued.signal });
      signal?.throwIfAborted();
      return unwrap(outcome);
    },
    async close() {
      // What waits comes to its turn as what runs is ended. A queue that is cleared would never say so to those who wait.
      closed = true;
      if (gently) await Promise.allSettled(running);
      await pool.destroy();
    },
  };
}

/** Rejects once the signal fires. */
function late(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

function busy(waiting: number, threads: number, meanMs: number): UserError {
  const seconds = Math.max(5, Math.ceil(((waiting / threads) * (meanMs || 500)) / 1000 / 5) * 5);
  return new UserError({ code: 'busyAnalyzing', seconds });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function tooSlow(timeoutMs: number, cause: unknown): UserError {
  return new UserError({ code: 'analysisTooSlow', seconds: Math.round(timeoutMs / 1000) }, { cause });
}

/** How far behind the thread that answers Discord others stand for a processor, as in nice(2). */
const LISTENING = 5;

/** Only Linux gives each thread a place of its own; elsewhere the whole process would be set back. */
function behind(niceIncrement: number): { niceIncrement?: number } {
  return process.platform === 'linux' ? { niceIncrement } : {};
}

/** A module beside the one whose `import.meta.url` is given, under that one's extension: source in tests, else built. */
export function siblingModule(moduleUrl: string, name: string): URL {
  return new URL(`./${name}${extname(new URL(moduleUrl).pathname)}`, moduleUrl);
}
