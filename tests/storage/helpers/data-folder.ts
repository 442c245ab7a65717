import { onTestFinished } from 'vitest';
import type { Libraries } from '../../../src/storage/libraries.ts';
import { type LowdbOptions, openLowdbLibraries } from '../../../src/storage/lowdb/store.ts';

/** Opens the libraries of a data folder, and closes them when the test ends. */
export async function openIn(dataDir: string, options: Omit<LowdbOptions, 'dataDir'> = {}): Promise<Libraries> {
  const libraries = await openLowdbLibraries({ dataDir, ...options });
  onTestFinished(() => libraries.close());
  return libraries;
}
