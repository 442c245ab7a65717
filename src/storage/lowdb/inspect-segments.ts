import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { unlessMissing } from '../../files/fs-errors.ts';
import type { Fault } from '../../files/issue.ts';
import { createMirroredFile } from '../../files/mirrored-file.ts';
import { type Checked, checkCopies } from './inspect-copies.ts';
import { decodeSegment, encodeSegment, type StoredSound } from './segment-format.ts';
import { textToVector } from './vector-text.ts';

export interface CheckedSegments {
  readonly sounds: readonly StoredSound[];
  /** False where a later version of this program wrote some, or some cannot be read: there may be other sounds too. */
  readonly isComplete: boolean;
  readonly faults: readonly Fault[];
}

/** Looks at every segment file of a guild and its second copy, byte by byte. */
export async function checkSegments(folder: string): Promise<CheckedSegments> {
  const names = (await unlessMissing(readdir(folder))) ?? [];
  const sounds = new Map<string, StoredSound>();
  const faults: Fault[] = [];
  let isComplete = true;
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
    isComplete &&= !checked.isPartial;
    for (const stored of checked.content ?? []) {
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
  return { sounds: [...sounds.values()], isComplete, faults };
}

async function checkSegment(file: string): Promise<Checked<StoredSound[]>> {
  const quarantine = path.join(path.dirname(file), 'quarantine');
  const format = { encode: encodeSegment, decode: decodeSegment };
  const restore = async () => {
    await createMirroredFile({ file, ...format, quarantine, report: () => {} }).read();
  };
  return checkCopies({ file, decode: decodeSegment, restore });
}
