import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Digest } from './model-manifest.ts';

/** A commit, branch or tag of a repository on the hub, and nothing that leads elsewhere in an address. */
export const REVISION = /^[\w-][\w.-]{0,99}$/;

const Lock = z.object({
  id: z.string(),
  /** Commit of the repository on the hub; null where the files came from a folder. */
  revision: z.string().regex(REVISION).nullable(),
  files: z.record(
    z.string(),
    z.object({ bytes: z.number().int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
});

/** What a model folder was filled with: later downloads must bring the same. */
export type ModelLock = Readonly<z.infer<typeof Lock>>;

const NAME = 'model-lock.json';

/** Null where there is none that can be read: the next download is then trusted as the first was. */
export async function readLock(folder: string): Promise<ModelLock | null> {
  try {
    return Lock.parse(JSON.parse(await readFile(join(folder, NAME), 'utf8')));
  } catch {
    return null;
  }
}

export async function writeLock(folder: string, lock: ModelLock): Promise<void> {
  const path = join(folder, NAME);
  const files = Object.entries(lock.files).sort(([a], [b]) => (a < b ? -1 : 1));
  const sorted: Record<string, Digest> = Object.fromEntries(files);
  await writeFile(`${path}.part`, `${JSON.stringify({ ...lock, files: sorted }, null, 2)}\n`);
  await rename(`${path}.part`, path);
}
