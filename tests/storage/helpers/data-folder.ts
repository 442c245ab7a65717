import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Libraries } from '../../../src/storage/library.ts';
import { type LowdbOptions, openLowdbLibraries } from '../../../src/storage/lowdb/store.ts';

/** Creates a temporary folder that is removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'soundalike-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens the libraries of a data folder, and closes them when the test ends. */
export async function openIn(dataDir: string, options: Omit<LowdbOptions, 'dataDir'> = {}): Promise<Libraries> {
  const libraries = await openLowdbLibraries({ dataDir, ...options });
  onTestFinished(() => libraries.close());
  return libraries;
}
