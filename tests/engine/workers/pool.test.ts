import { getPriority } from 'node:os';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ClapUnavailable } from '../../../src/engine/clap/clap-unavailable.ts';
import { createPool, type Pool, type PoolOptions, ThreadsUnavailable } from '../../../src/engine/workers/pool.ts';
import { siblingModule } from '../../../src/engine/workers/sibling-module.ts';
import { OperatorError, UserError } from '../../../src/errors.ts';
import type { TestJob } from '../../helpers/pool.worker.ts';

const pools: Pool<TestJob, string>[] = [];
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

function createTestPool(options: Partial<Omit<PoolOptions, 'module' | 'name'>> = {}) {
  const pool = createPool<TestJob, string>({
    module: siblingModule(import.meta.url, '../../helpers/pool.worker'),
    name: 'runTestJob',
    threads: 1,
    maxWaiting: 100,
    timeoutMs: 60_000,
    heapMb: 32,
    ...options,
  });
  pools.push(pool);
  return pool;
}

/** Returns a job that never ends; `started` resolves when a thread runs the job. */
function endlessJob() {
  const shared = new Int32Array(new SharedArrayBuffer(4));
  const started = async () => {
    const wait = Atomics.waitAsync(shared, 0, 0);
    if (wait.async) await wait.value;
  };
  return { job: { do: 'spin', shared } as const, shared, started };
}

describe('a pool of worker threads', () => {
  it('rejects its jobs at once if its threads cannot load their module', async () => {
    const module = new URL('missing.worker.js', import.meta.url);
    const options = { module, name: 'run', threads: 1, maxWaiting: 10, timeoutMs: 600_000 };
    for (const idle of [{}, { idleMs: 60_000 }]) {
      const pool = createPool<string, string>({ ...options, ...idle });
      onTestFinished(() => pool.close());
      const jobs = await Promise.allSettled(['a', 'b'].map((job) => pool.run(job)));
      expect(jobs.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      await expect(pool.run('c')).rejects.toThrow(ThreadsUnavailable);
    }
  });

  it('runs a job', async () => {
    await expect(createTestPool().run({ do: 'echo', value: 'hello' })).resolves.toBe('hello');
  });

  it('passes its options to the worker module once, as workerData', async () => {
    await expect(createTestPool({ workerData: 'options' }).run({ do: 'getWorkerData' })).resolves.toBe('options');
  });

  it.runIf(process.platform === 'linux')('gives its threads a lower priority than the main thread', async () => {
    const before = getPriority();
    expect(Number(await createTestPool().run({ do: 'getPriority' }))).toBe(Math.min(19, before + 5));
    const lower = createTestPool({ niceIncrement: 7 });
    expect(Number(await lower.run({ do: 'getPriority' }))).toBe(Math.min(19, before + 7));
    expect(getPriority()).toBe(before);
  });

  it.each([
    [UserError, { name: 'UserError', kind: 'too-long', details: { code: 'soundTooLong', maxSeconds: 60 } }],
    [OperatorError, { name: 'OperatorError', kind: 'not-audio', message: 'Not audio.' }],
    [ClapUnavailable, { name: 'ClapUnavailable', reason: 'unreadable', message: 'The model is truncated.' }],
  ] as const)('passes a known error on with its class: %o', async (Class, expected) => {
    const error: unknown = await createTestPool()
      .run({ do: 'throwKnown', name: expected.name })
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Class);
    expect(error).toMatchObject(expected);
  });

  it('passes any other error on as a plain error', async () => {
    await expect(createTestPool().run({ do: 'throwUnknown' })).rejects.toMatchObject({
      name: 'Error',
      message: 'a bug',
    });
  });

  it.each(['exit', 'fillMemory'] as const)('replaces a thread that ends (%s), and fails its job only', async (what) => {
    const pool = createTestPool();
    const failing = pool.run({ do: what });
    const next = pool.run({ do: 'echo', value: 'alive' });
    await expect(failing).rejects.toThrow();
    await expect(next).resolves.toBe('alive');
  });

  it('terminates the thread of a job that is cancelled', async () => {
    const pool = createTestPool();
    const { job, shared, started } = endlessJob();
    const cancel = new AbortController();
    const cancelled = pool.run(job, { signal: cancel.signal });
    await started();
    cancel.abort();
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    // The only thread was terminated, so the pool has to start another one for the next job.
    await pool.run({ do: 'echo', value: 'next' });
    const count = Atomics.load(shared, 0);
    await pool.run({ do: 'echo', value: 'and next' });
    expect(Atomics.load(shared, 0)).toBe(count);
  });

  it('removes a cancelled job from the queue at once', async () => {
    const pool = createTestPool();
    const running = new AbortController();
    const first = endlessJob();
    const blocked = pool.run(first.job, { signal: running.signal });
    await first.started();
    const cancel = new AbortController();
    const waiting = pool.run({ do: 'echo', value: 'never' }, { signal: cancel.signal });
    cancel.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    running.abort();
    await expect(blocked).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('terminates the thread of a job that exceeds the time limit, and says so', async () => {
    await expect(createTestPool({ timeoutMs: 200 }).run(endlessJob().job)).rejects.toMatchObject({ kind: 'too-long' });
  });

  it('rejects running, queued and later jobs when it is closed', async () => {
    const pool = createTestPool();
    const { job, started } = endlessJob();
    const jobs = [pool.run(job), pool.run({ do: 'echo', value: 'a' }), pool.run({ do: 'echo', value: 'b' })];
    const settled = Promise.allSettled(jobs);
    await started();
    await pool.close();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(pool.run({ do: 'echo', value: 'late' })).rejects.toThrow('closed');
  });

  it('works for one member in as many threads as the pool allows', async () => {
    const pool = createTestPool({ threads: 2, threadsPerMember: 2 });
    const endless = [endlessJob(), endlessJob()];
    const settled = Promise.allSettled(endless.map(({ job }) => pool.run(job, { member: 'ada' })));
    await Promise.all(endless.map(({ started }) => started()));
    await pool.close();
    await settled;
  });

  it('rejects a job as busy, with a time to retry, if too many jobs wait', async () => {
    const pool = createTestPool({ maxWaiting: 2 });
    const running = new AbortController();
    const jobs = [endlessJob(), endlessJob(), endlessJob()].map(({ job }) => pool.run(job, { signal: running.signal }));
    await expect(pool.run({ do: 'echo', value: 'one too many' })).rejects.toMatchObject({
      kind: 'busy',
      message: expect.stringMatching(/in about \d+ s/),
    });
    running.abort();
    await Promise.allSettled(jobs);
  });

  it('lets no queue lane wait for all jobs of another, and runs the jobs of a lane in order', async () => {
    const pool = createTestPool();
    const order: string[] = [];
    const run = (lane: string, value: string) =>
      pool.run({ do: 'echo', value }, { lane }).then((answer) => order.push(answer));
    await Promise.all([run('a', 'a1'), run('a', 'a2'), run('a', 'a3'), run('a', 'a4'), run('b', 'b1'), run('b', 'b2')]);
    expect(order.filter((value) => value.startsWith('a'))).toEqual(['a1', 'a2', 'a3', 'a4']);
    expect(order.indexOf('b1')).toBeLessThan(order.indexOf('a3'));
  });
});

describe('an uninterruptible pool', () => {
  /** Returns a job that blocks its thread until `release` is called; `started` resolves when a thread runs the job. */
  function blockingJob() {
    const shared = new Int32Array(new SharedArrayBuffer(4));
    const started = async () => {
      const wait = Atomics.waitAsync(shared, 0, 0);
      if (wait.async) await wait.value;
    };
    const release = () => {
      Atomics.store(shared, 0, 0);
      Atomics.notify(shared, 0);
    };
    return { job: { do: 'hold', shared } as const, started, release };
  }

  it('keeps the thread of a cancelled job, and starts no queued one that is cancelled', async () => {
    const pool = createTestPool({ uninterruptible: true });
    const thread = await pool.run({ do: 'getThread' });
    const { job, started, release } = blockingJob();
    const cancel = new AbortController();
    const running = pool.run(job, { signal: cancel.signal });
    const waiting = pool.run(job, { signal: cancel.signal });
    await started();
    cancel.abort(new Error('not any more'));
    await expect(waiting).rejects.toThrow('not any more');
    release();
    await expect(running).rejects.toThrow('not any more');
    expect(await pool.run({ do: 'getThread' })).toBe(thread);
  });

  it('keeps the thread of a job that exceeds the time limit', async () => {
    const pool = createTestPool({ uninterruptible: true, timeoutMs: 5000 });
    const thread = await pool.run({ do: 'getThread' });
    const { job, started, release } = blockingJob();
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const running = pool.run(job);
    await started();
    vi.advanceTimersByTime(5000);
    await expect(running).rejects.toMatchObject({ kind: 'too-long' });
    release();
    expect(await pool.run({ do: 'getThread' })).toBe(thread);
  });

  it('finishes running jobs before it closes, and starts no queued ones', async () => {
    const pool = createTestPool({ uninterruptible: true });
    const { job, started, release } = blockingJob();
    const running = pool.run(job);
    const waiting = pool.run({ do: 'echo', value: 'never' });
    waiting.catch(() => undefined);
    await started();
    const closing = pool.close();
    release();
    expect(await running).toBe('released');
    await expect(waiting).rejects.toThrow('closed');
    await closing;
  });
});
