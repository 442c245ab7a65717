import { access, mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A limit of the kernel on the memory of the processes that are added to it (cgroups of Linux). */
export interface MemoryLimit {
  /** Path of the file to which a process writes its id to be added. */
  readonly processes: string;
  remove(): Promise<void>;
}

const ROOT = '/sys/fs/cgroup';
const REMOVAL_TRIES = 50;

/** Creates a limit; returns null if this process may not. @param megabytes maximum resident memory and page cache */
export async function createMemoryLimit(megabytes: number): Promise<MemoryLimit | null> {
  const [root, file] = await access(path.join(ROOT, 'cgroup.controllers')).then(
    () => [ROOT, 'memory.max'] as const,
    () => [path.join(ROOT, 'memory'), 'memory.limit_in_bytes'] as const,
  );
  const folder = path.join(root, `soundalike-${process.pid}`);
  try {
    await mkdir(folder);
    await writeFile(path.join(folder, file), String(megabytes * 2 ** 20));
    await readFile(path.join(folder, file));
  } catch {
    await rmdir(folder).catch(() => undefined);
    return null;
  }
  return {
    processes: path.join(folder, 'cgroup.procs'),
    async remove() {
      // The kernel removes a group only once the last of its processes has ended.
      for (let attempt = 0; attempt < REMOVAL_TRIES; attempt++) {
        if (
          await rmdir(folder).then(
            () => true,
            () => false,
          )
        )
          return;
        await sleep(100);
      }
    },
  };
}
