import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../../files/durable.ts';
import { errorCode, unlessMissing } from '../../files/fs-errors.ts';
import type { Fault } from '../../files/issue.ts';
import type { StoredSound } from './segment-format.ts';

/** Looks whether each sound has its original, whole, and each original its sound. */
export async function checkAudio(folder: string, sounds: readonly StoredSound[]): Promise<Fault[]> {
  const audio = path.join(folder, 'audio');
  const quarantine = path.join(folder, 'quarantine');
  const files = new Set(await unlessMissing(readdir(audio)));
  const aside = new Set(await unlessMissing(readdir(quarantine)));
  const faults: Fault[] = [];

  for (const { sound, extension } of sounds) {
    const name = `${sound.id}.${extension}`;
    const file = path.join(audio, name);
    const state = ['.new', '.gone'].find((ending) => files.has(name + ending));
    if (files.delete(name)) {
      const problem = await problemOf(file, sound.hash);
      if (problem !== null) faults.push({ file, problem });
    } else if (state !== undefined) {
      files.delete(name + state);
      const repair = () => rename(file + state, file);
      faults.push({ file: file + state, problem: 'has not got its name', remedy: `call it ${name}`, repair });
    } else if (aside.delete(name)) {
      const repair = () => rename(path.join(quarantine, name), file);
      faults.push({ file, problem: 'lies in quarantine', remedy: 'bring it back', repair });
    } else faults.push({ file, problem: `is missing: "${sound.label}" can be found but not played` });
  }

  for (const name of files) {
    const file = path.join(audio, name);
    if (/\.(new|gone)$/.test(name)) {
      faults.push({
        file,
        problem: 'is left over from a change cut short',
        remedy: 'remove it',
        repair: () => rm(file),
      });
    } else {
      const repair = async () => {
        await makeFolder(quarantine);
        await rename(file, path.join(quarantine, name));
      };
      faults.push({ file, problem: 'belongs to no sound', remedy: 'move it into quarantine', repair });
    }
  }
  for (const name of aside)
    faults.push({ file: path.join(quarantine, name), problem: 'was put aside: look at it, then remove it' });
  return faults;
}

async function problemOf(file: string, hash: string): Promise<string | null> {
  try {
    const bytes = await readFile(file);
    const isWhole = createHash('sha256').update(bytes).digest('hex') === hash;
    return isWhole ? null : 'is not the audio that was added: it is damaged';
  } catch (error) {
    return `cannot be read: ${errorCode(error)}`;
  }
}
