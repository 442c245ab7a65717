import { extname } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import PQueue from 'p-queue';
import { Piscina } from 'piscina';
import { UserError } from '../../errors.ts';
import { type FairOptions, FairQueue } from './fair-queue.ts';
import { type Outcome, unwrap } from './outcome.ts';
import { sourceHooks } from './source-hooks.ts';

export interface ThreadsOptions {
  /** The worker module; see {@link beside}. */
  readonly module: URL;
  /** The function that it exports, which takes a job and answers with an {@link Outcome}. */
  readonly name: string;
  readonly threads: number;
  /** Jobs that may wait; one more is answered "busy". */
  readonly maxWaiting: number;
  /** A job that runs longer is killed with its thread. */
  readonly timeoutMs: number;
  /** A thread with nothing to do for so long ends, and the next job starts one; default none ends. */
  readonly idleMs?: number;
  /** JavaScript heap of a thread, in MB; audio and WebAssembly memory are bounded by the decoder. */
  readonly heapMb?: number;
  /** How far behind the thread that starts them they stand for a processor, as in nice(2); default 5. */
  readonly niceIncrement?: number;
  /** Their environment; default that of the process. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface JobOptions {
  readonly lane?: string;
  /** Stops the job: taken from the queue, or killed with its thread, which is replaced. */
  readonly signal?: AbortSignal;
  /** Its thread is costly to replace: cancelled while it runs, the job is let finish, and only its answer is dropped. */
  readonly gently?: boolean;
  readonly transfer?: readonly (ArrayBuffer | MessagePort)[];
}

export interface Threads<Job, Value> {
  run(job: Job, options?: JobOptions): Promise<Value>;
  /** Ends all jobs: those that run and those that wait are rejected, and so is every later one. */
  close(): Promise<void>;
}

/**
 * A bounded pool of worker threads behind a fair queue. A thread that dies, outgrows its memory, outlasts the
 * time limit or is cancelled is replaced, and only its own job fails.
 */
export function startThreads<Job, Value>(options: ThreadsOptions): Threads<Job, Value> {
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
  let closed = false;

  return {
    async run(job, { lane = '', signal, gently = false, transfer } = {}) {
      signal?.throwIfAborted();
      if (queue.size >= options.maxWaiting) throw busy(queue.size, options.threads, pool.histogram.runTime.mean);
      const limit = new AbortController();
      const stop = signal && !gently ? AbortSignal.any([signal, limit.signal]) : limit.signal;
      const queued = new AbortController();
      const leave = () => queued.abort(signal?.reason);
      const work = async () => {
        signal?.removeEventListener('abort', leave);
        // A pool that was destroyed would start a new thread.
        if (closed) throw new Error('these threads were closed');
        const timer = setTimeout(() => limit.abort(), options.timeoutMs);
        try {
          return await pool.run(job, { signal: stop, transferList: [...(transfer ?? [])] });
        } catch (error) {
          if (limit.signal.aborted) throw tooSlow(options.timeoutMs, error);
          signal?.throwIfAborted();
          if (isOutOfMemory(error)) throw new UserError('too-large', { says: 'tooHeavy' }, { cause: error });
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
      await pool.destroy();
    },
  };
}

function busy(waiting: number, threads: number, meanMs: number): UserError {
  const seconds = Math.max(5, Math.ceil(((waiting / threads) * (meanMs || 500)) / 1000 / 5) * 5);
  return new UserError('busy', { says: 'busyListening', seconds });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function tooSlow(timeoutMs: number, cause: unknown): UserError {
  return new UserError('too-long', { says: 'listenedTooLong', seconds: Math.round(timeoutMs / 1000) }, { cause });
}

/** How far behind the thread that answers Discord others stand for a processor, as in nice(2). */
const LISTENING = 5;

/** Only Linux gives each thread a place of its own; elsewhere the whole process would be set back. */
function behind(niceIncrement: number): { niceIncrement?: number } {
  return process.platform === 'linux' ? { niceIncrement } : {};
}

/** A module beside the one whose `import.meta.url` is given, under that one's extension: source in tests, else built. */
export function beside(moduleUrl: string, name: string): URL {
  return new URL(`./${name}${extname(new URL(moduleUrl).pathname)}`, moduleUrl);
}
