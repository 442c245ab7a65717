import { expect, test } from 'vitest';
import { createRateLimiter } from '../../../src/commands/shared/rate-limiter.ts';

/** RateLimiter on a clock that stands still until it is moved. */
function turns(limits: { atOnce?: number; perMinute?: number }) {
  let time = 0;
  const { run } = createRateLimiter({ atOnce: 100, perMinute: 100, ...limits }, () => time);
  return {
    run: (member: string) => run(member, async () => 'heard'),
    hold: (member: string) => {
      let end = () => {};
      const held = new Promise<void>((resolve) => {
        end = resolve;
      });
      return { end, done: run(member, () => held) };
    },
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
  };
}

test('a member has so many turns at once, and another as soon as one has ended', async () => {
  const { run, hold } = turns({ atOnce: 2 });
  const [first, second] = [hold('ada'), hold('ada')];
  await expect(run('ada')).rejects.toMatchObject({
    kind: 'busy',
    message: 'I’m still working on 2 of your sounds. Please wait a moment.',
  });
  expect(await run('ben')).toBe('heard');
  first.end();
  await first.done;
  expect(await run('ada')).toBe('heard');
  second.end();
});

test('a member has so many turns in a minute, and is told how long to wait for the next', async () => {
  const { run, pass } = turns({ perMinute: 3 });
  await run('ada');
  pass(20);
  await run('ada');
  await run('ada');
  await expect(run('ada')).rejects.toMatchObject({
    kind: 'busy',
    message: 'That is more than 3 sounds in a minute. Please wait 40 s.',
  });
  expect(await run('ben')).toBe('heard');
  pass(40);
  expect(await run('ada')).toBe('heard');
  await expect(run('ada')).rejects.toThrow(/wait 20 s/);
});

test('a turn that fails is over, and counts', async () => {
  let time = 0;
  const { run } = createRateLimiter({ atOnce: 1, perMinute: 1 }, () => time);
  const fail = () => Promise.reject(new Error('not audio'));
  await expect(run('ada', fail)).rejects.toThrow('not audio');
  await expect(run('ada', fail)).rejects.toThrow(/in a minute/);
  time = 200_000;
  await expect(run('ada', fail)).rejects.toThrow('not audio');
});
