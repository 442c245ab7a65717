import path from 'node:path';
import type { Low } from 'lowdb';
import { explainDiskError } from '../../files/fs-errors.ts';
import type { StorageLog } from '../options.ts';
import type { Settings, SettingsStore } from '../settings.ts';
import type { ChangeQueue } from './change-queue.ts';
import { openSettingsFile } from './settings-file.ts';

export interface LowdbSettingsOptions {
  /** Folder of a guild. */
  readonly folderOf: (guildId: string) => string;
  readonly log: StorageLog | undefined;
  readonly changes: ChangeQueue;
  /** Once it fires, no file is read or changed any more. */
  readonly closing: AbortSignal;
}

/** The settings of all guilds, each read once: they are a few hundred bytes. `idle` waits for files that are being read. */
export function createLowdbSettings({
  folderOf,
  log,
  changes,
  closing,
}: LowdbSettingsOptions): SettingsStore & { idle(): Promise<void> } {
  const files = new Map<string, Promise<Low<Settings>>>();

  const open = (guildId: string) => {
    const known = files.get(guildId);
    if (known) return known;
    closing.throwIfAborted();
    const folder = folderOf(guildId);
    const opening = openSettingsFile(folder, ({ file, problem }) =>
      log?.warn({ guildId, file: path.relative(folder, file), problem }, 'the settings are not as they should be'),
    );
    files.set(guildId, opening);
    // A reading that fails is forgotten, so that the next one tries again.
    opening.catch(() => files.delete(guildId));
    return opening;
  };

  return {
    async read(guildId) {
      return (await open(guildId)).data;
    },
    async change(guildId, change) {
      closing.throwIfAborted();
      return changes.run(guildId, async () => {
        const low = await open(guildId);
        const changed = { ...low.data, ...(typeof change === 'function' ? change(low.data) : change), lost: false };
        try {
          await low.adapter.write(changed);
        } catch (error) {
          throw explainDiskError(error);
        }
        // In force only once they are durable.
        low.data = changed;
        return changed;
      });
    },
    async idle() {
      await Promise.allSettled(files.values());
    },
  };
}
