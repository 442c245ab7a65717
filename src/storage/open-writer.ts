import { explainDiskError } from '../files/fs-errors.ts';
import { createChangeQueue } from './change-queue.ts';
import type { LibraryWriter } from './library.ts';

/**
 * Creates the writer for one change of a library. Calls of the writer run one after the other, and throw a `UserError`
 * if the disk fails. `end` makes later calls fail, and resolves once no call is running.
 */
export function openWriter(changes: LibraryWriter): {
  readonly writer: LibraryWriter;
  readonly end: () => Promise<void>;
} {
  const calls = createChangeQueue();
  let ended = false;
  const run = async <T>(call: () => Promise<T>) => {
    if (ended) throw new Error('this writer was used after its change had ended');
    try {
      return await calls.run('', call);
    } catch (error) {
      throw explainDiskError(error);
    }
  };
  return {
    writer: {
      add: (sound, quota) => run(() => changes.add(sound, quota)),
      edit: (id, change) => run(() => changes.edit(id, change)),
      reembed: (embeddings) => run(() => changes.reembed(embeddings)),
      relate: (id, compared) => run(() => changes.relate(id, compared)),
      describe: (id, descriptors) => run(() => changes.describe(id, descriptors)),
      remove: (ids) => run(() => changes.remove(ids)),
      restore: (copied) => run(() => changes.restore(copied)),
    },
    async end() {
      ended = true;
      await calls.idle();
    },
  };
}
