import { expect, test } from 'vitest';
import { FairQueue } from '../../../src/engine/workers/fair-queue.ts';

/** Returns a queue whose jobs are names, and a function that takes the next job. */
function namedQueue(maxRunning?: number) {
  const queue = new FairQueue(maxRunning);
  const names = new Map<unknown, string>();
  return {
    queue,
    add(name: string, lane: string, member: string, cost = 1) {
      const run = async () => name;
      names.set(run, name);
      queue.enqueue(run, { id: name, lane, member, cost });
    },
    next: () => names.get(queue.dequeue()),
  };
}

test('a quick job of one member overtakes the slow jobs of another in the same server', () => {
  const { add, next } = namedQueue();
  for (const name of ['slow 1', 'slow 2', 'slow 3']) add(name, 'server', 'ada', 30);
  expect(next()).toBe('slow 1');
  add('quick', 'server', 'ben', 1);
  expect([next(), next(), next()]).toEqual(['quick', 'slow 2', 'slow 3']);
});

test('a quick job overtakes the slow jobs of many members who are served for the first time', () => {
  const { add, next } = namedQueue();
  for (let index = 0; index < 20; index++) add(`slow ${index}`, 'server', `member ${index}`, 6);
  expect(next()).toBe('slow 0');
  add('quick', 'server', 'ben', 0.2);
  expect([next(), next()]).toEqual(['quick', 'slow 1']);
});

test('quick jobs of one member overtake a slow job only until they have cost as much', () => {
  const { add, next } = namedQueue();
  add('slow', 'server', 'ada', 3);
  for (let index = 0; index < 5; index++) add(`quick ${index}`, 'server', 'ben', 1);
  expect(Array.from({ length: 6 }, next)).toEqual(['quick 0', 'quick 1', 'slow', 'quick 2', 'quick 3', 'quick 4']);
});

test('servers get equal processor time, however many of their members wait', () => {
  const { add, next } = namedQueue();
  for (const member of ['ada', 'ben', 'cleo']) add(`large: ${member}`, 'large', member, 10);
  expect(next()).toBe('large: ada');
  for (const name of ['small 1', 'small 2']) add(name, 'small', 'dora', 10);
  expect([next(), next(), next(), next()]).toEqual(['small 1', 'large: ben', 'small 2', 'large: cleo']);
});

test('a job that took longer than estimated counts with the time that it took', () => {
  const { queue, add, next } = namedQueue();
  add('ada 1', 'server', 'ada');
  add('ada 2', 'server', 'ada');
  add('ben 1', 'server', 'ben');
  add('ben 2', 'server', 'ben');
  expect([next(), next()]).toEqual(['ada 1', 'ben 1']);
  queue.finish({ lane: 'server', member: 'ada', cost: 1 }, 30);
  queue.finish({ lane: 'server', member: 'ben', cost: 1 }, 1);
  expect([next(), next()]).toEqual(['ben 2', 'ada 2']);
});

test('one member does not occupy all threads', () => {
  const { queue, add, next } = namedQueue(1);
  add('ada 1', 'server', 'ada');
  add('ada 2', 'server', 'ada');
  expect(next()).toBe('ada 1');
  expect([queue.size, queue.waiting, next()]).toEqual([0, 1, undefined]);
  add('ben', 'server', 'ben');
  expect(next()).toBe('ben');
  queue.finish({ lane: 'server', member: 'ada' }, 1);
  expect(next()).toBe('ada 2');
});

test('a removed job does not start, and leaves nothing behind', () => {
  const { queue, add, next } = namedQueue();
  add('ada', 'server', 'ada');
  queue.remove('ada');
  expect([queue.waiting, next()]).toEqual([0, undefined]);
});
