import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { OperatorError, UserError } from '../../errors.ts';
import { NewerFileError } from '../../files/checksummed-json.ts';
import { makeFolder, syncFolder } from '../../files/durable.ts';
import { errorCode, isUnwritable, unlessMissing } from '../../files/fs-errors.ts';
import { lockFolder } from '../../files/lock.ts';
import type { Libraries, StorageLog } from '../library.ts';
import type { HostQuota } from '../quota.ts';
import { createChangeQueue } from './change-queue.ts';
import { createDepartures, erasedFolder, readDeparture, removeErasedFolders } from './departures.ts';
import { openLowdbLibrary } from './library.ts';
import { createMessageLog } from './message-log.ts';
import { createLowdbSettings } from './settings.ts';
import { createWeakCache } from './weak-cache.ts';

const TEN_MINUTES = 600_000;
const GUILD_ID = /^\d{1,20}$/;

export interface LowdbOptions {
  readonly dataDir: string;
  readonly limits?: HostQuota;
  readonly log?: StorageLog;
  /** Time in milliseconds without use after which a library may leave memory; default 10 minutes. */
  readonly idleMs?: number;
}

/**
 * Opens the libraries in a data folder, and locks the folder for this process.
 * Every segment and every settings file is a `Low` database of lowdb, whose adapter is a mirrored file.
 * @throws OperatorError `busy` if another process uses the folder, `usage` if the folder cannot be used
 */
export async function openLowdbLibraries(options: LowdbOptions): Promise<Libraries> {
  const { dataDir, limits = {}, log, idleMs = TEN_MINUTES } = options;
  const root = path.join(dataDir, 'guilds');
  const unlock = await takeFolder(dataDir, log);
  const closing = new AbortController();
  const changes = createChangeQueue();
  /** Controllers that abort when a library is erased. After that, the library object accepts no change. */
  const erasing = new Map<string, AbortController>();
  const load = (guildId: string) => {
    const erased = new AbortController();
    erasing.set(guildId, erased);
    const signal = AbortSignal.any([closing.signal, erased.signal]);
    return openLowdbLibrary({ guildId, folder: path.join(root, guildId), limits, log, changes, closing: signal });
  };
  const cache = createWeakCache(load, idleMs);

  const folderOf = (guildId: string) => path.join(root, checkedId(guildId));
  const settings = createLowdbSettings({ folderOf, log, changes, closing: closing.signal });
  const messages = createMessageLog({ folderOf, changes, closing: closing.signal });

  const guilds = async () => {
    const names = (await unlessMissing(readdir(root))) ?? [];
    return names.filter((name) => GUILD_ID.test(name)).sort();
  };
  await removeErasedFolders(root).catch((error) => {
    log?.warn({ code: errorCode(error) }, 'a library that was being erased is left over');
  });

  return {
    messages,
    departures: createDepartures({ root, guilds, changes, closing: closing.signal }),
    async eraseIfLeft(guildId, before) {
      const folder = folderOf(guildId);
      closing.signal.throwIfAborted();
      return changes.run(guildId, async () => {
        const left = await readDeparture(root, guildId);
        if (!left || left > before) return false;
        erasing.get(guildId)?.abort(new UserError({ code: 'soundGone' }));
        cache.drop(guildId);
        settings.drop(guildId);
        await rename(folder, erasedFolder(root, guildId));
        await syncFolder(root);
        await rm(erasedFolder(root, guildId), { recursive: true, force: true });
        return true;
      });
    },
    async open(guildId, { briefly = false } = {}) {
      checkedId(guildId);
      closing.signal.throwIfAborted();
      return cache.get(guildId, { briefly }).catch(explainNewer);
    },
    loaded: () => cache.loaded(),
    settings: {
      read: (guildId) => settings.read(guildId).catch(explainNewer),
      change: (guildId, change) => settings.change(guildId, change).catch(explainNewer),
    },
    guilds,
    async close() {
      if (closing.signal.aborted) return;
      closing.abort(new Error('the libraries are closed'));
      // Waits for reads, which may repair files. That must not happen once another process has locked the folder.
      await cache.close();
      await settings.idle();
      await changes.idle();
      await unlock();
    },
  };
}

function checkedId(guildId: string): string {
  if (!GUILD_ID.test(guildId)) throw new RangeError('a guild id is digits only');
  return guildId;
}

async function takeFolder(dataDir: string, log: StorageLog | undefined): Promise<() => Promise<void>> {
  try {
    await makeFolder(dataDir);
    return await lockFolder(dataDir);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined || !(error instanceof Error)) throw error;
    if (!isUnwritable(error))
      throw new OperatorError('usage', `The data folder ${dataDir} cannot be used: ${error.message}.`, {
        cause: error,
      });
    log?.warn({ dataDir, code }, 'the data folder cannot be written to: sounds can be searched but not added');
    return async () => {};
  }
}

function explainNewer(cause: unknown): never {
  if (!(cause instanceof NewerFileError)) throw cause;
  throw new UserError({ code: 'libraryNewer' }, { cause });
}
