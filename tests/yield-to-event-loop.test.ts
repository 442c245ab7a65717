import { expect, test } from 'vitest';
import { yieldToEventLoop } from '../src/yield-to-event-loop.ts';

test('each caller continues in an event-loop iteration of its own, in the order of the calls', async () => {
  let turn = 0;
  let running = true;
  const count = () => {
    turn++;
    if (running) setImmediate(count);
  };
  setImmediate(count);
  const got: { who: number; turn: number }[] = [];
  await Promise.all([0, 1, 2, 3].map((who) => yieldToEventLoop().then(() => got.push({ who, turn }))));
  running = false;
  expect(got.map(({ who }) => who)).toEqual([0, 1, 2, 3]);
  expect(new Set(got.map((each) => each.turn)).size).toBe(4);
});
