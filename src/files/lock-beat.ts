import { randomUUID } from 'node:crypto';
import { lstat, open, readFile, readlink, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { errorCode, unlessMissing } from './fs-errors.ts';
import { BEAT_MS, bootId, type OnWait, showsLife } from './lock-life.ts';

const stored = z.object({
  id: z.string(),
  /** Which process holds the lock: boot of the machine, namespace of process ids, id, start. Null if unknown. */
  process: z.string().nullable(),
  pid: z.int(),
  /** Device and inode of the folder. A copy of the folder has other ones. */
  folder: z.string(),
  beat: z.int(),
  isReleased: z.boolean(),
});
type Stored = z.output<typeof stored>;

/** A file in which this process shows that it runs. */
export interface BeatingFile {
  release(): Promise<void>;
}

/**
 * Creates a file and shows in it, every two seconds, that this process runs.
 * If the process is suspended for long, another one may take a later lock. The process must not write to the folder
 * then, so it throws an uncaught error.
 * @param isNewest returns whether no later lock exists
 * @returns undefined if the file exists
 */
export async function startBeating(
  file: string,
  { isNewest }: { isNewest: () => Promise<boolean> },
): Promise<BeatingFile | undefined> {
  const content: Stored = {
    id: randomUUID(),
    process: await identityOf(process.pid),
    pid: process.pid,
    folder: await folderOf(file),
    beat: 0,
    isReleased: false,
  };
  const handle = await open(file, 'wx').catch((error) => {
    if (errorCode(error) === 'EEXIST') return undefined;
    throw error;
  });
  if (!handle) return undefined;
  // All beats have the same length, so that they need no more space on a full disk. If even the first beat finds no
  // space, the time of the file still shows that the process runs.
  let latest = Promise.resolve();
  // One write after the other: a beat that ends after the release would make the lock look held.
  const write = (change: Partial<Stored>) => {
    latest = latest.then(async () => {
      const text = JSON.stringify(Object.assign(content, change)).padEnd(400);
      await handle.write(text, 0).catch(() => handle.utimes(new Date(), new Date()).catch(() => undefined));
    });
    return latest;
  };
  await write({});
  let isBusy = false;
  const beat = async () => {
    if (isBusy) return;
    isBusy = true;
    await write({ beat: content.beat + 1 });
    const isLost = !(await isNewest().catch(() => true));
    isBusy = false;
    if (!isLost || content.isReleased) return;
    clearInterval(timer);
    setImmediate(() => {
      throw new Error(`${file} was taken over by another process, because this one was suspended`);
    });
  };
  const timer = setInterval(() => void beat(), BEAT_MS);
  timer.unref();
  return {
    async release() {
      clearInterval(timer);
      await write({ isReleased: true });
      await handle.close();
    },
  };
}

/** Returns whether a running process holds a lock; null if the lock is not such a file. */
export async function isBeating(file: string, onWait?: OnWait): Promise<boolean | null> {
  const found = await unlessMissing(lstat(file));
  if (!found?.isFile()) return null;
  const first = await readLock(file);
  if (first.beat?.isReleased) return false;
  if (first.beat && first.beat.folder === (await folderOf(file)) && (await isHere(first.beat)))
    return (await identityOf(first.beat.pid)) === first.beat.process;
  // The holder runs in another container or on another machine.
  return showsLife(async () => {
    const { beat, time } = await readLock(file);
    return beat?.isReleased ? null : `${beat?.id} ${beat?.beat} ${time}`;
  }, onWait);
}

/** Whether the ids of processes in a lock mean those of this process. */
async function isHere({ process: theirs }: Stored): Promise<boolean> {
  const here = await identityOf(process.pid);
  const machine = (identity: string) => identity.split(' ').slice(0, 2).join(' ');
  return here !== null && theirs !== null && machine(here) === machine(theirs);
}

/** Returns the boot, the namespace, the id and the start of a process; null if the system does not tell. */
async function identityOf(pid: number): Promise<string | null> {
  try {
    const [boot, namespace, line] = await Promise.all([
      bootId(),
      readlink('/proc/self/ns/pid'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // The name of the program is in parentheses and may contain spaces. The start is the 22nd field.
    const start = line.slice(line.lastIndexOf(')') + 2).split(' ')[19];
    return boot && `${boot} ${namespace} ${pid} ${start}`;
  } catch {
    return null;
  }
}

async function folderOf(file: string): Promise<string> {
  const { dev, ino } = await stat(path.dirname(file), { bigint: true });
  return `${dev}:${ino}`;
}

/** Returns the latest beat in a lock, null if there is none, and the time of the file. */
async function readLock(file: string): Promise<{ readonly beat: Stored | null; readonly time: number | undefined }> {
  const time = (await unlessMissing(stat(file)))?.mtimeMs;
  try {
    return { beat: stored.parse(JSON.parse(await readFile(file, 'utf8'))), time };
  } catch {
    return { beat: null, time };
  }
}
