import { expect, test } from 'vitest';
import { type ByteLimits, createByteBudget } from '../../../src/commands/shared/byte-budget.ts';

/** Returns a budget, and a record of the reservations that were made, in order. */
function budgetOf(limits: ByteLimits) {
  const { reserve } = createByteBudget(limits);
  const started: string[] = [];
  return {
    started,
    reserve: (name: string, bytes: number, memberId: string, signal?: AbortSignal) =>
      reserve(bytes, { memberId, ...(signal && { signal }) }).then((free) => {
        started.push(name);
        return free;
      }),
  };
}

test('what does not fit waits until enough is free, and small reservations do not overtake', async () => {
  const { reserve, started } = budgetOf({ total: 10, perMember: 10 });
  const free = await reserve('ada', 6, 'ada');
  const large = reserve('ben', 8, 'ben');
  const small = reserve('cleo', 1, 'cleo');
  expect(started).toEqual(['ada']);
  free();
  (await large)();
  await small;
  expect(started).toEqual(['ada', 'ben', 'cleo']);
});

test('a small reservation does not wait behind large ones, which leave an eighth free', async () => {
  const { reserve, started } = budgetOf({ total: 16, perMember: 16, small: 1 });
  const free = await reserve('ada', 10, 'ada');
  const large = reserve('ben', 5, 'ben');
  await reserve('cleo', 1, 'cleo');
  await reserve('dan', 1, 'dan');
  expect(started).toEqual(['ada', 'cleo', 'dan']);
  free();
  await large;
});

test('a member waits for the own share, and others do not wait for that member', async () => {
  const { reserve, started } = budgetOf({ total: 10, perMember: 5 });
  const free = await reserve('first', 4, 'ada');
  const second = reserve('second', 4, 'ada');
  await reserve('ben', 5, 'ben');
  expect(started).toEqual(['first', 'ben']);
  free();
  await second;
});

test('members are served in turn', async () => {
  const { reserve, started } = budgetOf({ total: 1, perMember: 1 });
  const free = await reserve('start', 1, 'dan');
  const waiting = [
    ['ada 1', 'ada'],
    ['ada 2', 'ada'],
    ['ben 1', 'ben'],
  ].map(([name = '', member = '']) => reserve(name, 1, member).then((end) => end()));
  free();
  await Promise.all(waiting);
  expect(started).toEqual(['start', 'ada 1', 'ben 1', 'ada 2']);
});

test('more than the budget counts as all of the budget', async () => {
  const { reserve } = budgetOf({ total: 10, perMember: 10 });
  const free = await reserve('huge', 1000, 'ada');
  free();
  await reserve('next', 10, 'ben');
});

test('too many waiting reservations are refused, with a time to wait', async () => {
  const { reserve } = budgetOf({ total: 1, perMember: 1 });
  const free = await reserve('start', 1, 'ada');
  const waiting = Array.from({ length: 20 }, () => reserve('next', 1, 'ada').then((end) => end()));
  await expect(reserve('one more', 1, 'ada')).rejects.toMatchObject({
    code: 'busyAnalyzing',
    message: expect.stringMatching(/in about \d+ s\.$/),
  });
  free();
  await Promise.all(waiting);
});

test('a reservation that is aborted while it waits makes way for the next', async () => {
  const { reserve } = budgetOf({ total: 10, perMember: 10 });
  await reserve('start', 5, 'ada');
  const cancel = new AbortController();
  const large = reserve('large', 10, 'ben', cancel.signal);
  const small = reserve('small', 5, 'cleo');
  cancel.abort(new Error('cancelled'));
  await expect(large).rejects.toThrow('cancelled');
  await small;
});
