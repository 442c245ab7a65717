import { expect, test } from 'vitest';
import { createRateLimiter } from '../../../src/commands/shared/rate-limiter.ts';

/** Returns a rate limiter whose clock the test controls. */
function limiterWith(limits: { atOnce?: number; perMinute?: number }) {
  let time = 0;
  const { run } = createRateLimiter({ atOnce: 100, perMinute: 100, ...limits }, undefined, () => time);
  return {
    run: (member: string) => run(member, async () => 'done'),
    hold: (member: string, signal?: AbortSignal) => {
      let end = () => {};
      const held = new Promise<void>((resolve) => {
        end = resolve;
      });
      return { end, done: run(member, () => held, signal) };
    },
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
  };
}

test('a job above the limit of concurrent jobs is rejected, until a job of the member has ended', async () => {
  const { run, hold } = limiterWith({ atOnce: 2 });
  const [first, second] = [hold('ada'), hold('ada')];
  await expect(run('ada')).rejects.toMatchObject({
    kind: 'busy',
    message: 'I’m still working on 2 of your sounds. Please wait a moment.',
  });
  expect(await run('ben')).toBe('done');
  first.end();
  await first.done;
  expect(await run('ada')).toBe('done');
  second.end();
});

test('a job that hangs counts until its time has ended', async () => {
  const { run, hold } = limiterWith({ atOnce: 1 });
  const time = new AbortController();
  const hanging = hold('ada', time.signal);
  await expect(run('ada')).rejects.toMatchObject({ kind: 'busy' });
  time.abort();
  expect(await run('ada')).toBe('done');
  hanging.end();
  await hanging.done;
  const next = hold('ada');
  await expect(run('ada')).rejects.toMatchObject({ kind: 'busy' });
  next.end();
});

test('a job above the limit per minute is rejected, with the time to wait', async () => {
  const { run, pass } = limiterWith({ perMinute: 3 });
  await run('ada');
  pass(20);
  await run('ada');
  await run('ada');
  await expect(run('ada')).rejects.toMatchObject({
    kind: 'busy',
    message: 'That is more than 3 sounds in a minute. Please wait 40 s.',
  });
  expect(await run('ben')).toBe('done');
  pass(40);
  expect(await run('ada')).toBe('done');
  await expect(run('ada')).rejects.toThrow(/wait 20 s/);
});

test('a job that fails has ended, and counts towards the limit per minute', async () => {
  let time = 0;
  const { run } = createRateLimiter({ atOnce: 1, perMinute: 1 }, undefined, () => time);
  const fail = () => Promise.reject(new Error('not audio'));
  await expect(run('ada', fail)).rejects.toThrow('not audio');
  await expect(run('ada', fail)).rejects.toThrow(/in a minute/);
  time = 200_000;
  await expect(run('ada', fail)).rejects.toThrow('not audio');
});
