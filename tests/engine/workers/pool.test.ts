import { getPriority } from 'node:os';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startPool, type Threads, type ThreadsOptions } from '../../../src/engine/workers/pool.ts';
import type { Order } from '../../helpers/pool.worker.ts';

const started: Threads<Order, string>[] = [];
afterEach(() => Promise.all(started.splice(0).map((threads) => threads.close())));

function threads(options: Partial<Omit<ThreadsOptions, 'module' | 'name'>> = {}) {
  const pool = startPool<Order, string>({
    module: new URL('../../helpers/pool.worker.ts', import.meta.url),
    name: 'obey',
    threads: 1,
    maxWaiting: 100,
    timeoutMs: 60_000,
    heapMb: 32,
    ...options,
  });
  started.push(pool);
  return pool;
}

function spinning() {
  const shared = new Int32Array(new SharedArrayBuffer(4));
  const begun = async () => {
    const wait = Atomics.waitAsync(shared, 0, 0);
    if (wait.async) await wait.value;
  };
  return { order: { do: 'spin', shared } as const, shared, begun };
}

describe('worker threads', () => {
  it('answer a job', async () => {
    await expect(threads().run({ do: 'echo', value: 'hello' })).resolves.toBe('hello');
  });

  it.runIf(process.platform === 'linux')('stand behind the one that started them', async () => {
    const before = getPriority();
    expect(Number(await threads().run({ do: 'rank' }))).toBe(Math.min(19, before + 5));
    expect(Number(await threads({ niceIncrement: 7 }).run({ do: 'rank' }))).toBe(Math.min(19, before + 7));
    expect(getPriority()).toBe(before);
  });

  it('hand a user error over with its kind and message', async () => {
    await expect(threads().run({ do: 'refuse' })).rejects.toMatchObject({
      name: 'OperatorError',
      kind: 'not-audio',
      message: 'Not audio.',
    });
  });

  it('hand a bug over as it is', async () => {
    await expect(threads().run({ do: 'fail' })).rejects.toMatchObject({ name: 'Error', message: 'a bug' });
  });

  it.each(['die', 'hoard'] as const)('are replaced when they %s, and only their own job fails', async (what) => {
    const pool = threads();
    const doomed = pool.run({ do: what });
    const next = pool.run({ do: 'echo', value: 'alive' });
    await expect(doomed).rejects.toThrow();
    await expect(next).resolves.toBe('alive');
  });

  it('stop working when the job is cancelled', async () => {
    const pool = threads();
    const { order, shared, begun } = spinning();
    const cancel = new AbortController();
    const job = pool.run(order, { signal: cancel.signal });
    await begun();
    cancel.abort();
    await expect(job).rejects.toMatchObject({ name: 'AbortError' });
    // The next job runs on the only thread there is: the cancelled one is gone.
    await pool.run({ do: 'echo', value: 'next' });
    const count = Atomics.load(shared, 0);
    await pool.run({ do: 'echo', value: 'and next' });
    expect(Atomics.load(shared, 0)).toBe(count);
  });

  it('take a cancelled job from the queue at once', async () => {
    const pool = threads();
    const running = new AbortController();
    const first = spinning();
    const blocked = pool.run(first.order, { signal: running.signal });
    await first.begun();
    const cancel = new AbortController();
    const waiting = pool.run({ do: 'echo', value: 'never' }, { signal: cancel.signal });
    cancel.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    running.abort();
    await expect(blocked).rejects.toMatchObject({ name: 'AbortError' });
  });

  describe('that are ended gently', () => {
    function holding() {
      const shared = new Int32Array(new SharedArrayBuffer(4));
      const begun = async () => {
        const wait = Atomics.waitAsync(shared, 0, 0);
        if (wait.async) await wait.value;
      };
      const letGo = () => {
        Atomics.store(shared, 0, 0);
        Atomics.notify(shared, 0);
      };
      return { order: { do: 'hold', shared } as const, begun, letGo };
    }

    it('are not ended by a cancelled job, which only begins no more', async () => {
      const pool = threads({ gently: true });
      const thread = await pool.run({ do: 'name' });
      const { order, begun, letGo } = holding();
      const cancel = new AbortController();
      const running = pool.run(order, { signal: cancel.signal });
      const waiting = pool.run(order, { signal: cancel.signal });
      await begun();
      cancel.abort(new Error('not any more'));
      await expect(waiting).rejects.toThrow('not any more');
      letGo();
      await expect(running).rejects.toThrow('not any more');
      expect(await pool.run({ do: 'name' })).toBe(thread);
    });

    it('are not ended by a job that outlasts the time limit', async () => {
      const pool = threads({ gently: true, timeoutMs: 5000 });
      const thread = await pool.run({ do: 'name' });
      const { order, begun, letGo } = holding();
      vi.useFakeTimers({ toFake: ['setTimeout'] });
      onTestFinished(() => void vi.useRealTimers());
      const running = pool.run(order);
      await begun();
      vi.advanceTimersByTime(5000);
      await expect(running).rejects.toMatchObject({ kind: 'too-long' });
      letGo();
      expect(await pool.run({ do: 'name' })).toBe(thread);
    });

    it('finish what runs before they are closed, and begin nothing more', async () => {
      const pool = threads({ gently: true });
      const { order, begun, letGo } = holding();
      const running = pool.run(order);
      const waiting = pool.run({ do: 'echo', value: 'never' });
      waiting.catch(() => undefined);
      await begun();
      const closing = pool.close();
      letGo();
      expect(await running).toBe('let go');
      await expect(waiting).rejects.toThrow('closed');
      await closing;
    });
  });

  it('stop a job that outlasts the time limit, and say so', async () => {
    await expect(threads({ timeoutMs: 200 }).run(spinning().order)).rejects.toMatchObject({ kind: 'too-long' });
  });

  it('that are closed reject what runs, what waits and what comes', async () => {
    const pool = threads();
    const { order, begun } = spinning();
    const jobs = [pool.run(order), pool.run({ do: 'echo', value: 'a' }), pool.run({ do: 'echo', value: 'b' })];
    const ended = Promise.allSettled(jobs);
    await begun();
    await pool.close();
    expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(pool.run({ do: 'echo', value: 'late' })).rejects.toThrow('closed');
  });

  it('answer busy, with a time, when too many wait', async () => {
    const pool = threads({ maxWaiting: 2 });
    const running = new AbortController();
    const jobs = [spinning(), spinning(), spinning()].map(({ order }) => pool.run(order, { signal: running.signal }));
    await expect(pool.run({ do: 'echo', value: 'one too many' })).rejects.toMatchObject({
      kind: 'busy',
      message: expect.stringMatching(/in about \d+ s/),
    });
    running.abort();
    await Promise.allSettled(jobs);
  });

  it('let lanes take turns', async () => {
    const pool = threads();
    const order: string[] = [];
    const run = (lane: string, value: string) =>
      pool.run({ do: 'echo', value }, { lane }).then((answer) => order.push(answer));
    await Promise.all([run('a', 'a1'), run('a', 'a2'), run('a', 'a3'), run('a', 'a4'), run('b', 'b1'), run('b', 'b2')]);
    expect(order).toEqual(['a1', 'a2', 'b1', 'a3', 'b2', 'a4']);
  });
});
