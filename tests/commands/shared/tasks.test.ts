import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createTasks, type Task, type Tasks } from '../../../src/commands/shared/tasks.ts';
import { startArchives } from '../../../src/commands/transfer/start-archives.ts';
import { UserError } from '../../../src/errors.ts';
import { messagesFor } from '../../../src/i18n/index.ts';
import { collectGarbage } from '../../helpers/collect-garbage.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const restarting = new UserError({ code: 'restarting' });

/** Runs `work` as a task of the member `ada`. */
function run<T>(tasks: Tasks, id: string, work: (task: Task) => Promise<T>): Promise<T> {
  return Reflect.apply(tasks.run, tasks, [{ id, user: { id: 'ada' }, locale: 'en-US' }, work]);
}

/** Presses the *Cancel* button of the task `id` as `member`. */
async function cancel(tasks: Tasks, id: string, member = 'ada') {
  const press = {
    ...{ customId: `cancel:${id}`, user: { id: member }, locale: 'en-US' },
    ...{ deferUpdate: vi.fn(async () => {}), reply: vi.fn(async (_: { content: string }) => {}) },
  };
  await Reflect.apply(tasks.cancel, tasks, [press]);
  return press;
}

/** Returns a promise that stays pending until the task is aborted, and then rejects. */
const untilAborted = ({ signal }: Task) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

describe('a task', () => {
  test('is aborted with an error to show if its member cancels it', async () => {
    const tasks = createTasks({ answerMs: 60_000 });
    const task = expect(run(tasks, '1', untilAborted)).rejects.toMatchObject({ code: 'cancelled' });
    await Promise.resolve();
    await expect(cancel(tasks, '1', 'ben')).rejects.toMatchObject({ code: 'cancelOfAnother' });
    expect((await cancel(tasks, '1')).deferUpdate).toHaveBeenCalledOnce();
    await task;
    const { reply } = await cancel(tasks, '1');
    expect(reply.mock.calls[0]?.[0].content).toBe(messagesFor('en-US').progress.nothingToCancel);
  });

  test('is aborted if it takes too long, even after a garbage collection', async () => {
    const tasks = createTasks({ answerMs: 200 });
    const task = expect(run(tasks, '1', untilAborted)).rejects.toMatchObject({ code: 'tookTooLong' });
    await collectGarbage();
    await task;
  });

  test('has the result of its work, and ends, even if the cleaning up fails', async () => {
    const tasks = createTasks({ answerMs: 60_000 });
    const work = async (task: Task) => {
      task.onEnd(() => Promise.reject(new Error('EIO')));
      return 'added';
    };
    expect(await run(tasks, '1', work)).toBe('added');
    expect((await cancel(tasks, '1')).reply).toHaveBeenCalledOnce();
  });

  test('can replace its time limit', async () => {
    const tasks = createTasks({ answerMs: 50 });
    const work = async (task: Task) => {
      task.limit(10_000);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return task.signal.aborted;
    };
    expect(await run(tasks, '1', work)).toBe(false);
  });
});

describe('when the bot stops,', () => {
  test('an archive that is being unpacked is aborted, and later work does not start', async () => {
    const archives = startArchives();
    onTestFinished(() => archives.close());
    const tasks = createTasks({ answerMs: 60_000 });
    const maxBytes = 100 * 2 ** 20;
    const large = path.join(await temporaryFolder(), 'large.zip');
    await writeFile(large, zipSync({ 'a.wav': new Uint8Array(60 * 2 ** 20) }, { level: 6 }));
    const unpacking = run(tasks, '1', ({ signal }) => archives.unpack(large, { maxBytes, signal }));
    const unpacked = expect(unpacking).rejects.toBe(restarting);
    await Promise.resolve();
    tasks.refuseNew(restarting);
    tasks.abortAll(restarting);
    await unpacked;
    const packing = run(tasks, '2', ({ signal }) => archives.pack([], { signal }));
    await expect(packing).rejects.toBe(restarting);
  });

  test('`idle` waits for running tasks, but not longer than its timeout', async () => {
    const tasks = createTasks({ answerMs: 60_000 });
    await tasks.idle(60_000);
    const task = expect(run(tasks, '1', untilAborted)).rejects.toBe(restarting);
    await Promise.resolve();
    await tasks.idle(20);
    tasks.abortAll(restarting);
    await tasks.idle(60_000);
    await task;
  });
});
