import { createHash } from 'node:crypto';
import { access, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { FORMAT_EXTENSIONS } from '../../engine/audio-formats.ts';
import { copyDurably, makeFolder, syncFolder, writeDurably } from '../../files/durable.ts';
import { readNames } from '../../files/foreign-files.ts';
import { errorCode, unlessMissing } from '../../files/fs-errors.ts';
import type { Issue } from '../../files/mirrored-file.ts';
import type { NewSound, Sound } from '../library.ts';

/** Extensions that stored audio files may have: those of the formats that the engine reads, and `bin`. */
export const AUDIO_EXTENSIONS = [...FORMAT_EXTENSIONS, 'bin'] as const;
export type AudioExtension = (typeof AUDIO_EXTENSIONS)[number];

/** Returns the extension of an uploaded file's name if it is one of {@link AUDIO_EXTENSIONS}, or else `bin`. */
export function audioExtension(fileName: string): AudioExtension {
  const wanted = path.extname(fileName).slice(1).toLowerCase();
  return AUDIO_EXTENSIONS.find((extension) => extension === wanted) ?? 'bin';
}

/** The parts of the name of a sound's audio file, none of which a user typed. */
export interface AudioName {
  readonly id: string;
  readonly extension: AudioExtension;
}

/** The audio of a sound that is about to be recorded. */
export interface PreparedAudio {
  readonly name: AudioName;
  readonly audio: NewSound['audio'];
}

/** The fields of a sound that are needed to check its audio file. */
export interface RecordedAudio {
  readonly sound: Pick<Sound, 'id' | 'label' | 'hash'>;
  readonly extension: AudioExtension;
}

/**
 * The audio files of a library, one per sound.
 * The record of a sound is written after its audio file, and removed before it. Meanwhile the name of the audio file
 * ends in `.new` or `.gone`, which shows after a crash what to do with the file.
 */
export interface AudioFiles {
  /** Writes audio files, durably, for records that are about to be written. If it rejects, some may be left. */
  prepare(files: readonly PreparedAudio[]): Promise<void>;
  /** Gives prepared audio files their final names, after their records were written. */
  keep(names: readonly AudioName[]): Promise<void>;
  /** Removes prepared audio files, because their records were not written. */
  discard(names: readonly AudioName[]): Promise<void>;
  /** Marks audio files as about to be removed, before their records are removed. */
  setAside(names: readonly AudioName[]): Promise<void>;
  /** Reverses {@link setAside}, because the records were not removed. */
  bringBack(names: readonly AudioName[]): Promise<void>;
  /** Removes the audio files that were set aside, after their records were removed. */
  drop(names: readonly AudioName[]): Promise<void>;
  read(name: AudioName): Promise<Uint8Array | undefined>;
  /** Returns the path of an audio file; undefined if the file is missing. */
  find(name: AudioName): Promise<string | undefined>;
  /**
   * Finds what a crash left half done, by the names of the audio files.
   * A file with a record may lack its final name, and a marked file without a record is left over. A file under its
   * final name without a record is not removed, because it may be all that is left of a sound.
   */
  inspectNames(extensionOf: (id: string) => AudioExtension | undefined): Promise<AudioIssue[]>;
  /** Reads every byte of all audio files. Finds missing and damaged files, and files that belong to no sound. */
  inspect(recorded: readonly RecordedAudio[]): Promise<Issue[]>;
}

export interface AudioIssue extends Issue {
  readonly remedy: string;
  readonly repair: () => Promise<void>;
  /** Whether any crash can cause this issue, so that it need not be reported. */
  readonly isRoutine: boolean;
}

export function createAudioFiles(folder: string, quarantine: string): AudioFiles {
  const at = ({ id, extension }: AudioName, state = '') => path.join(folder, `${id}.${extension}${state}`);
  const move = async (from: string, to: string) => {
    await unlessMissing(rename(from, to));
  };
  const strayFile = (name: string): AudioIssue => ({
    file: path.join(folder, name),
    problem: 'is audio that no sound has',
    remedy: 'move it into quarantine',
    async repair() {
      await makeFolder(quarantine);
      await move(path.join(folder, name), path.join(quarantine, name));
    },
    isRoutine: false,
  });
  const inspectNames: AudioFiles['inspectNames'] = async (extensionOf) => {
    const issues: AudioIssue[] = [];
    for (const name of (await unlessMissing(readNames(folder))) ?? []) {
      const [, id, extension, state] = NAME.exec(name) ?? [];
      if (id === undefined) continue;
      const file = path.join(folder, name);
      const isRecorded = extensionOf(id) === extension;
      if (isRecorded && state !== undefined) {
        const full = file.slice(0, -state.length);
        const remedy = `rename it to ${path.basename(full)}`;
        issues.push({ file, problem: 'has a temporary name', remedy, repair: () => move(file, full), isRoutine: true });
      } else if (state !== undefined) {
        const repair = () => rm(file, { force: true });
        issues.push({ file, problem: 'is left over from a crash', remedy: 'remove it', repair, isRoutine: true });
      } else if (!isRecorded) issues.push(strayFile(name));
    }
    return issues;
  };
  return {
    async prepare(files) {
      if (files.length === 0) return;
      await makeFolder(folder);
      const writes = files.map(({ name, audio }) => {
        const file = at(name, '.new');
        return 'path' in audio ? copyDurably(audio.path, file) : writeDurably(file, audio);
      });
      await settled(writes);
      await syncFolder(folder);
    },
    async keep(names) {
      await settled(names.map((name) => move(at(name, '.new'), at(name))));
    },
    async discard(names) {
      await settled(names.map((name) => rm(at(name, '.new'), { force: true })));
    },
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
    find: (name) => unlessMissing(access(at(name)).then(() => at(name))),
    inspectNames,
    async inspect(recorded) {
      const files = new Set(await unlessMissing(readNames(folder)));
      const aside = new Set(await unlessMissing(readNames(quarantine)));
      const extensions = new Map(recorded.map(({ sound, extension }) => [sound.id, extension]));
      const issues: Issue[] = await inspectNames((id) => extensions.get(id));
      for (const { sound, extension } of recorded) {
        const file = at({ id: sound.id, extension });
        const name = path.basename(file);
        if (files.has(name)) {
          const problem = await problemOf(file, sound.hash);
          if (problem !== null) issues.push({ file, problem });
        } else if (aside.delete(name)) {
          const repair = () => rename(path.join(quarantine, name), file);
          issues.push({ file, problem: 'lies in quarantine', remedy: 'bring it back', repair });
        } else if (!files.has(`${name}.new`) && !files.has(`${name}.gone`))
          issues.push({ file, problem: `is missing: "${sound.label}" can be found but not played` });
      }
      for (const name of files) if (!NAME.test(name)) issues.push(strayFile(name));
      for (const name of aside)
        issues.push({ file: path.join(quarantine, name), problem: 'was put aside: look at it, then remove it' });
      return issues;
    },
  };
}

const NAME = /^([a-z0-9]+)\.([a-z0-9]+?)(\.new|\.gone)?$/;

async function problemOf(file: string, hash: string): Promise<string | null> {
  try {
    const bytes = await readFile(file);
    const isWhole = createHash('sha256').update(bytes).digest('hex') === hash;
    return isWhole ? null : 'is not the audio that was added: it is damaged';
  } catch (error) {
    return `cannot be read: ${errorCode(error)}`;
  }
}

/** Waits for all tasks, so that none goes on during a later change. @throws the first error */
async function settled(tasks: readonly Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(tasks)) if (result.status === 'rejected') throw result.reason;
}
