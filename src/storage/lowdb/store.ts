import { readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { OperatorError, UserError } from '../../errors.ts';
import { NewerFileError } from '../../files/checksummed-json.ts';
import { makeFolder, syncFolder } from '../../files/durable.ts';
import { accessText, unreadableReason } from '../../files/explain-access.ts';
import { errorCode, isUnwritable, unlessMissing } from '../../files/fs-errors.ts';
import { lockFolder } from '../../files/lock.ts';
import { createChangeQueue } from '../change-queue.ts';
import { checkGuildId, isGuildId } from '../guild-id.ts';
import { createGuildSignals } from '../guild-signals.ts';
import type { Libraries, StorageLog } from '../libraries.ts';
import type { HostQuota } from '../quota.ts';
import { createWeakCache } from '../weak-cache.ts';
import { createDepartures, erasedFolder, readDeparture, removeErasedFolders } from './departures.ts';
import { openLowdbLibrary } from './library.ts';
import { createMessageLog } from './message-log.ts';
import { createLowdbSettings } from './settings.ts';

const TEN_MINUTES = 600_000;
/** Error codes of files that this process may not read. */
const UNREADABLE = ['EACCES', 'EPERM'];

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
  const unlock = await takeFolder(dataDir, root, log);
  const signals = createGuildSignals();
  const { closing } = signals;
  const changes = createChangeQueue();
  const load = (guildId: string) => {
    const folder = path.join(root, guildId);
    return openLowdbLibrary({ guildId, folder, limits, log, changes, closing: signals.of(guildId) });
  };
  const cache = createWeakCache(load, idleMs);

  const folderOf = (guildId: string) => path.join(root, checkGuildId(guildId));
  const settings = createLowdbSettings({ folderOf, log, changes, closing });
  const messages = createMessageLog({ folderOf, changes, closing });

  const guilds = async () => {
    const names = (await unlessMissing(readdir(root))) ?? [];
    return names.filter((name) => isGuildId(name)).sort();
  };
  await removeErasedFolders(root).catch((error) => {
    log?.warn({ code: errorCode(error) }, 'a library that was being erased is left over');
  });

  /** Ids of the guilds whose unreadable files were logged. */
  const unreadable = new Set<string>();
  /** Throws the error that members get if the files of their server cannot be used. Operators get the details, once. */
  const explain = async (cause: unknown, guildId: string): Promise<never> => {
    if (cause instanceof NewerFileError) throw new UserError({ code: 'libraryNewer' }, { cause });
    if (!UNREADABLE.includes(errorCode(cause) ?? '')) throw cause;
    if (!unreadable.has(guildId)) {
      unreadable.add(guildId);
      const folder = folderOf(guildId);
      log?.warn({ folder, access: await accessText(folder), err: cause }, 'the library of a server cannot be read');
    }
    throw new UserError({ code: 'libraryUnreadable' }, { cause });
  };

  return {
    messages,
    departures: createDepartures({ root, guilds, changes, closing }),
    async eraseIfLeft(guildId, before) {
      const folder = folderOf(guildId);
      closing.throwIfAborted();
      return changes.run(guildId, async () => {
        const left = await readDeparture(root, guildId);
        if (!left || left > before) return false;
        signals.abort(guildId, new UserError({ code: 'soundGone' }));
        cache.drop(guildId);
        settings.drop(guildId);
        await rename(folder, erasedFolder(root, guildId));
        await syncFolder(root);
        await rm(erasedFolder(root, guildId), { recursive: true, force: true });
        return true;
      });
    },
    async open(guildId, { briefly = false } = {}) {
      checkGuildId(guildId);
      closing.throwIfAborted();
      return cache.get(guildId, { briefly }).catch((error) => explain(error, guildId));
    },
    // The lock of the folder makes this the only process with these libraries.
    takeShards: async () => ({ isHeld: async () => true, lost: new Promise(() => {}), close: async () => {} }),
    loaded: () => cache.loaded(),
    settings: {
      read: (guildId) => settings.read(guildId).catch((error) => explain(error, guildId)),
      change: (guildId, change) => settings.change(guildId, change).catch((error) => explain(error, guildId)),
      restore: (guildId, given) => settings.restore(guildId, given).catch((error) => explain(error, guildId)),
    },
    guilds,
    unavailable: async () => null,
    async close() {
      if (closing.aborted) return;
      signals.close(new Error('the libraries are closed'));
      // Waits for reads, which may repair files. That must not happen once another process has locked the folder.
      await cache.close();
      await settings.idle();
      await changes.idle();
      await unlock();
    },
  };
}

async function takeFolder(dataDir: string, root: string, log: StorageLog | undefined): Promise<() => Promise<void>> {
  await makeFolder(dataDir).catch((error) => unusable(dataDir, error));
  for (const folder of [dataDir, root]) {
    const reason = await unlessMissing(stat(folder))
      .catch((error) => error)
      .then((found) => (found === undefined ? null : unreadableReason(folder)));
    if (reason !== null) throw new OperatorError('usage', `The data folder cannot be used: ${reason}`);
  }
  try {
    return await lockFolder(dataDir, (seconds) =>
      log?.warn({ dataDir, seconds }, 'waiting to see whether an earlier Soundalike still uses the data folder'),
    );
  } catch (error) {
    if (!isUnwritable(error)) return unusable(dataDir, error);
    const dataFolder = { dataDir, code: errorCode(error), access: await accessText(dataDir) };
    log?.warn(dataFolder, 'the data folder cannot be written to: sounds can be searched but not added');
    return async () => {};
  }
}

async function unusable(dataDir: string, error: unknown): Promise<never> {
  if (errorCode(error) === undefined || !(error instanceof Error)) throw error;
  const text = `The data folder ${dataDir} cannot be used: ${error.message}. ${await accessText(dataDir)}`;
  throw new OperatorError('usage', text, { cause: error });
}
