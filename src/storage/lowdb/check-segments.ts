import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { unlessMissing } from './disk-error.ts';
import { replaceFile } from './durable.ts';
import type { Fault } from './fault.ts';
import { createSegmentFile } from './segment-file.ts';
import { DamagedFileError, decodeSegment, type StoredSound } from './segment-format.ts';
import { textToVector } from './vector-text.ts';

/** Looks at every segment file of a guild and its second copy, byte by byte. */
export async function checkSegments(folder: string): Promise<{ sounds: StoredSound[]; faults: Fault[] }> {
  const names = (await unlessMissing(readdir(folder))) ?? [];
  const sounds = new Map<string, StoredSound>();
  const faults: Fault[] = [];
  for (const name of names.filter((each) => each.endsWith('.tmp'))) {
    const file = path.join(folder, name);
    faults.push({
      file,
      problem: 'left over from a write that was cut short',
      remedy: 'remove it',
      repair: () => rm(file),
    });
  }
  const segments = new Set(names.flatMap((name) => /^(segment-\d{4,9}\.json)(?:\.bak)?$/.exec(name)?.[1] ?? []));
  for (const name of [...segments].sort()) {
    const checked = await checkSegment(path.join(folder, name));
    faults.push(...checked.faults);
    for (const stored of checked.sounds) {
      const { id } = stored.sound;
      if (sounds.has(id)) faults.push({ file: path.join(folder, name), problem: `sound ${id} stands in two files` });
      if (!textToVector(stored))
        faults.push({
          file: path.join(folder, name),
          problem: `sound ${id} has a vector of another layout, and is not found until it is heard anew`,
        });
      sounds.set(id, stored);
    }
  }
  return { sounds: [...sounds.values()], faults };
}

async function checkSegment(file: string): Promise<{ sounds: StoredSound[]; faults: Fault[] }> {
  const copy = `${file}.bak`;
  const [current, second] = await Promise.all([load(file), load(copy)]);
  const restore = async () => {
    // Reading a segment puts damaged files aside and restores them from the other copy.
    await createSegmentFile({ file, quarantine: path.join(path.dirname(file), 'quarantine'), report: () => {} }).read();
  };
  if (current.sounds) {
    const { bytes, sounds } = current;
    if (second.sounds && second.bytes.equals(bytes)) return { sounds, faults: [] };
    const problem = second.sounds ? 'is another generation than the file beside it' : second.problem;
    const repair = () => replaceFile(copy, bytes);
    return { sounds, faults: [{ file: copy, problem, remedy: 'write it anew from the file beside it', repair }] };
  }
  if (second.sounds) {
    const fault = { file, problem: current.problem, remedy: 'put it aside and use its second copy', repair: restore };
    return { sounds: second.sounds, faults: [fault] };
  }
  const fault = {
    file,
    problem: `${current.problem}, and so is its second copy`,
    remedy: 'put both aside',
    repair: restore,
  };
  return { sounds: [], faults: [fault] };
}

type Loaded =
  | { readonly bytes: Buffer; readonly sounds: StoredSound[] }
  | { readonly problem: string; readonly sounds?: undefined };

async function load(file: string): Promise<Loaded> {
  const bytes = await unlessMissing(readFile(file));
  if (!bytes) return { problem: 'is missing' };
  try {
    return { bytes, sounds: decodeSegment(bytes) };
  } catch (error) {
    if (error instanceof DamagedFileError) return { problem: `is damaged: ${error.message}` };
    throw error;
  }
}
