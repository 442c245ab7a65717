import { explainDiskError } from '../files/fs-errors.ts';
import { createChangeQueue } from './change-queue.ts';
import { type LibraryWriter, MAX_ADDED_AT_ONCE, type NewSound } from './library.ts';
import type { Quota } from './quota.ts';

/** The changes that a store implements: a single sound is added like several. */
export type StoreWriter = Omit<LibraryWriter, 'add'>;

/**
 * Creates the writer for one change of a library. Calls of the writer run one after the other, and throw a `UserError`
 * if the disk fails. `end` makes later calls fail, and resolves once no call is running.
 */
export function openWriter(changes: StoreWriter): {
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
  const addAll = (sounds: readonly NewSound[], quota?: Quota) =>
    run(async () => {
      if (sounds.length > MAX_ADDED_AT_ONCE) throw new RangeError(`at most ${MAX_ADDED_AT_ONCE} sounds at once`);
      return sounds.length > 0 ? changes.addAll(sounds, quota) : [];
    });
  return {
    writer: {
      async add(sound, quota) {
        const [added] = await addAll([sound], quota);
        if (!added) throw new Error('the store returned no sound');
        return added;
      },
      addAll,
      edit: (id, change) => run(() => changes.edit(id, change)),
      reembed: (embeddings) => run(() => changes.reembed(embeddings)),
      relate: (id, compared) => run(() => changes.relate(id, compared)),
      setSearchData: (id, searchData) => run(() => changes.setSearchData(id, searchData)),
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
