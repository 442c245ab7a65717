import { readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder, syncFolder, writeDurably } from '../../files/durable.ts';
import { unlessMissing } from '../../files/fs-errors.ts';
import type { FileProblem } from '../../files/mirrored-file.ts';
import type { AudioExtension } from './audio-extension.ts';

/** What names the file of a sound: nothing that a user typed. */
export interface AudioName {
  readonly id: string;
  readonly extension: AudioExtension;
}

/**
 * The kept originals, one file each. The record of a sound is written after its audio and removed before it; until
 * then the file's name ends in `.new` or `.gone`, so that after a crash it is plain what is left over.
 */
export interface AudioFiles {
  /** Keeps the bytes, durably, for a record that is about to be written. */
  prepare(name: AudioName, bytes: Uint8Array): Promise<void>;
  /** The record is written: the file gets its name. */
  keep(name: AudioName): Promise<void>;
  /** The record was not written: the file goes. */
  discard(name: AudioName): Promise<void>;
  /** Marks files as about to be removed, before their records are. */
  setAside(names: readonly AudioName[]): Promise<void>;
  /** Undoes {@link setAside}, as the records were not removed. */
  bringBack(names: readonly AudioName[]): Promise<void>;
  /** Removes files that were set aside, after their records. */
  drop(names: readonly AudioName[]): Promise<void>;
  read(name: AudioName): Promise<Uint8Array | undefined>;
  /**
   * Finishes what a crash left half done: with a record the file gets its name, without one it goes. A file
   * under its full name that has no record is moved into `quarantine`: it may be all that is left of a sound.
   */
  sweep(
    extensionOf: (id: string) => AudioExtension | undefined,
    quarantine: string,
    report: (problem: FileProblem) => void,
  ): Promise<void>;
}

export function createAudioFiles(folder: string): AudioFiles {
  const at = ({ id, extension }: AudioName, state = '') => path.join(folder, `${id}.${extension}${state}`);
  const move = async (from: string, to: string) => {
    await unlessMissing(rename(from, to));
  };
  return {
    async prepare(name, bytes) {
      await makeFolder(folder);
      await writeDurably(at(name, '.new'), bytes);
      await syncFolder(folder);
    },
    keep: (name) => move(at(name, '.new'), at(name)),
    discard: (name) => rm(at(name, '.new'), { force: true }),
    async setAside(names) {
      for (const name of names) await move(at(name), at(name, '.gone'));
      await unlessMissing(syncFolder(folder));
    },
    async bringBack(names) {
      await Promise.all(names.map((name) => move(at(name, '.gone'), at(name))));
    },
    async drop(names) {
      await Promise.all(names.map((name) => rm(at(name, '.gone'), { force: true })));
    },
    read: (name) => unlessMissing(readFile(at(name))),
    async sweep(extensionOf, quarantine, report) {
      for (const file of (await unlessMissing(readdir(folder))) ?? []) {
        const [, id, extension, state] = /^([a-z0-9]+)\.([a-z0-9]+?)(\.new|\.gone)?$/.exec(file) ?? [];
        if (id === undefined) continue;
        const from = path.join(folder, file);
        const recorded = extensionOf(id) === extension;
        if (recorded && state !== undefined) await move(from, from.slice(0, -state.length));
        else if (!recorded && state !== undefined) await rm(from, { force: true });
        else if (!recorded) {
          await makeFolder(quarantine);
          await move(from, path.join(quarantine, file));
          report({ file: from, problem: 'audio without a record, moved into quarantine' });
        }
      }
    },
  };
}
