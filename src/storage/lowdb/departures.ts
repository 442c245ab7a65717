import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { replaceFile, syncFolder } from '../../files/durable.ts';
import { unlessMissing } from '../../files/fs-errors.ts';
import type { ChangeQueue } from '../change-queue.ts';
import type { Departures } from '../libraries.ts';

/** Name of the file in a guild's folder that says when the bot left the guild: a time in the format ISO 8601. */
const FILE = 'left';

export interface DeparturesOptions {
  /** Folder with the folders of all guilds. */
  readonly root: string;
  readonly guilds: () => Promise<readonly string[]>;
  readonly changes: ChangeQueue;
  /** Signal that aborts when the store closes. After that, no file is changed. */
  readonly closing: AbortSignal;
}

/** Opens the record of the guilds that the bot has left. */
export function createDepartures({ root, guilds, changes, closing }: DeparturesOptions): Departures {
  const fileOf = (guildId: string) => path.join(root, guildId, FILE);
  return {
    async note(guildId, at) {
      closing.throwIfAborted();
      await changes.run(guildId, async () => {
        if (!(await guilds()).includes(guildId) || (await readDeparture(root, guildId))) return;
        await replaceFile(fileOf(guildId), Buffer.from(`${at.toISOString()}\n`));
        await syncFolder(path.join(root, guildId));
      });
    },
    async clear(guildId) {
      closing.throwIfAborted();
      // Reads inside the queue, so that an earlier `note` has ended: a bot that leaves a server may join again at once.
      await changes.run(guildId, async () => {
        if (!(await readDeparture(root, guildId))) return;
        await rm(fileOf(guildId), { force: true });
        await syncFolder(path.join(root, guildId));
      });
    },
    async list() {
      const left = new Map<string, Date>();
      for (const guildId of await guilds()) {
        // One folder that cannot be read must not keep the others from being erased or analyzed.
        const at = await readDeparture(root, guildId).catch(() => undefined);
        if (at) left.set(guildId, at);
      }
      return left;
    },
  };
}

/** Returns when the bot left a guild; undefined if it has not left, or if the file is damaged. */
export async function readDeparture(root: string, guildId: string): Promise<Date | undefined> {
  const text = await unlessMissing(readFile(path.join(root, guildId, FILE), 'utf8'));
  const at = new Date(text?.trim() ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** Ending of the name of a guild's folder that is being erased. */
const ERASED = '.erased';

/** Returns the name to which a guild's folder is renamed before it is erased, so that a crash leaves no part of it. */
export function erasedFolder(root: string, guildId: string): string {
  return path.join(root, `${guildId}${ERASED}`);
}

/** Removes the folders that a crash has left while they were erased. */
export async function removeErasedFolders(root: string): Promise<void> {
  const names = (await unlessMissing(readdir(root))) ?? [];
  for (const name of names)
    if (name.endsWith(ERASED)) await rm(path.join(root, name), { recursive: true, force: true });
}
