import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from 'vitest';
import { openLibraries } from '../../src/storage/index.ts';
import { acousticEngine } from './shared-engine.ts';

/** A test with a temporary folder, libraries in that folder, and an acoustic engine that all files share. */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of dependencies from this pattern
  .extend('folder', async ({}, { onCleanup }) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'soundalike-'));
    onCleanup(() => rm(folder, { recursive: true }));
    return folder;
  })
  .extend('realEngine', () => acousticEngine())
  .extend('libraries', async ({ folder }, { onCleanup }) => {
    const libraries = await openLibraries({ store: 'lowdb', dataDir: path.join(folder, 'data') });
    onCleanup(() => libraries.close());
    return libraries;
  });
