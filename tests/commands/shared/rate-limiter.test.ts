import { expect, test } from 'vitest';
import { createTurns } from '../../../src/commands/shared/rate-limiter.ts';

/** Turns on a clock that stands still until it is moved. */
function turns(limits: { atOnce?: number; perMinute?: number }) {
  let time = 0;
  const { take } = createTurns({ atOnce: 100, perMinute: 100, ...limits }, () => time);
  return {
    take: (member: string) => take(member, async () => 'heard'),
    hold: (member: string) => {
      let end = () => {};
      const held = new Promise<void>((resolve) => {
        end = resolve;
      });
      return { end, done: take(member, () => held) };
    },
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
  };
}

test('a member has so many turns at once, and another as soon as one has ended', async () => {
  const { take, hold } = turns({ atOnce: 2 });
  const [first, second] = [hold('ada'), hold('ada')];
  await expect(take('ada')).rejects.toMatchObject({
    kind: 'busy',
    message: 'I am still listening to 2 of your sounds. Please wait a moment.',
  });
  expect(await take('ben')).toBe('heard');
  first.end();
  await first.done;
  expect(await take('ada')).toBe('heard');
  second.end();
});

test('a member has so many turns in a minute, and is told how long to wait for the next', async () => {
  const { take, pass } = turns({ perMinute: 3 });
  await take('ada');
  pass(20);
  await take('ada');
  await take('ada');
  await expect(take('ada')).rejects.toMatchObject({
    kind: 'busy',
    message: 'That makes more than 3 sounds in a minute. Please wait 40 s.',
  });
  expect(await take('ben')).toBe('heard');
  pass(40);
  expect(await take('ada')).toBe('heard');
  await expect(take('ada')).rejects.toThrow(/wait 20 s/);
});

test('a turn that fails is over, and counts', async () => {
  let time = 0;
  const { take } = createTurns({ atOnce: 1, perMinute: 1 }, () => time);
  const fail = () => Promise.reject(new Error('not audio'));
  await expect(take('ada', fail)).rejects.toThrow('not audio');
  await expect(take('ada', fail)).rejects.toThrow(/in a minute/);
  time = 200_000;
  await expect(take('ada', fail)).rejects.toThrow('not audio');
});
