import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { replaceFile } from '../../files/durable.ts';
import { unlessMissing } from '../../files/fs-errors.ts';

export interface ErasedFromQuarantine {
  /** Number of records and audio files that were erased. */
  readonly removed: number;
  /** Number of audio files whose record was not found, so that their owner is unknown. */
  readonly unknown: number;
}

const AUDIO = /^([a-z0-9]{20})\./;

/**
 * Erases the records and the audio of a member from a quarantine folder. Damaged segments are read line by line, because
 * each sound has a line of its own. A line that names the member is erased even if the rest of the line is damaged.
 */
export async function eraseFromQuarantine(folder: string, memberId: string): Promise<ErasedFromQuarantine> {
  const names = (await unlessMissing(readdir(folder))) ?? [];
  const own = new Set<string>();
  const known = new Set<string>();
  let removed = 0;
  for (const name of names.filter((each) => each.startsWith('segment-'))) {
    const file = path.join(folder, name);
    const lines = (await readFile(file, 'latin1')).split('\n');
    const kept = lines.filter((line) => !line.includes(`"${memberId}"`));
    for (const line of lines) {
      const id = /"id":"([a-z0-9]{20})"/.exec(line)?.[1];
      if (id) known.add(id);
      if (id && !kept.includes(line)) own.add(id);
    }
    if (kept.length === lines.length) continue;
    removed += lines.length - kept.length;
    await replaceFile(file, Buffer.from(kept.join('\n'), 'latin1'));
  }
  const audio = names.flatMap((name) => {
    const id = AUDIO.exec(name)?.[1];
    return id ? [{ id, file: path.join(folder, name) }] : [];
  });
  const ownFiles = audio.filter(({ id }) => own.has(id));
  for (const { file } of ownFiles) await rm(file, { force: true });
  return { removed: removed + ownFiles.length, unknown: audio.filter(({ id }) => !known.has(id)).length };
}
