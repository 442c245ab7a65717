import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProgress } from '../../../src/commands/shared/progress.ts';
import { messagesFor } from '../../../src/i18n/index.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const stages = messagesFor('en-US').progress;
const message = { id: '5' };

test('the reply shows a stage after a moment, then the latest stage at the interval that Discord allows', async () => {
  const edit = vi.fn(async (_: string) => message);
  const progress = createProgress(stages, edit, 1000);
  progress.show('downloading');
  await vi.advanceTimersByTimeAsync(500);
  for (const stage of ['decoding', 'listening'] as const) progress.show(stage);
  expect(edit.mock.calls).toEqual([['⏬ Downloading…', false]]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(edit.mock.calls).toEqual([
    ['⏬ Downloading…', false],
    ['👂 Listening…', true],
  ]);
  expect(await progress.message()).toBe(message);
});

test('the reply shows no progress for work that ends within a moment', async () => {
  const edit = vi.fn(async (_: string) => message);
  const progress = createProgress(stages, edit, 1000);
  progress.show('downloading');
  await vi.advanceTimersByTimeAsync(300);
  await progress.stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(edit).not.toHaveBeenCalled();
});

test('the reply is edited once if the code asks for its message', async () => {
  const edit = vi.fn(async (_: string) => message);
  const progress = createProgress(stages, edit, 1000);
  progress.show('listening');
  await progress.stop();
  expect([await progress.message(), await progress.message()]).toEqual([message, message]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(edit.mock.calls).toEqual([['👂 Listening…', false]]);
});

test('the progress line is sent once more if a stage takes long, so that a cancel button appears', async () => {
  const edit = vi.fn(async (_: string) => message);
  const progress = createProgress(stages, edit, 1000);
  progress.show('listening', '2 of 3');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(edit.mock.calls).toEqual([
    ['👂 Listening… (2 of 3)', false],
    ['👂 Listening… (2 of 3)', true],
  ]);
  await progress.stop();
});

test('after a stop, the current edit has ended and no further line is shown', async () => {
  let finish = (_: typeof message) => {};
  const edit = vi.fn((_: string) => new Promise<typeof message>((resolve) => (finish = resolve)));
  const progress = createProgress(stages, edit, 1000);
  progress.show('downloading');
  await vi.advanceTimersByTimeAsync(500);
  progress.show('listening');
  const stopped = progress.stop();
  finish(message);
  await stopped;
  await vi.advanceTimersByTimeAsync(5000);
  expect(edit).toHaveBeenCalledTimes(1);
});

test('an edit that fails is ignored', async () => {
  const progress = createProgress(stages, async () => Promise.reject(new Error('deleted')), 1000);
  progress.show('downloading');
  expect(await progress.message()).toBeUndefined();
  await progress.stop();
});
