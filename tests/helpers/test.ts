import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from 'vitest';
import { createEngine } from '../../src/engine/index.ts';
import { openLibraries } from '../../src/storage/index.ts';

/** A test with a temporary folder, libraries in that folder, and an acoustic engine that the file shares. */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of dependencies from this pattern
  .extend('folder', async ({}, { onCleanup }) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'soundalike-'));
    onCleanup(() => rm(folder, { recursive: true }));
    return folder;
  })
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of dependencies from this pattern
  .extend('realEngine', { scope: 'file' }, async ({}, { onCleanup }) => {
    const engine = await createEngine({ clap: 'off', threads: 1, decoder: 'wasm' });
    onCleanup(() => engine.close());
    return engine;
  })
  .extend('libraries', async ({ folder }, { onCleanup }) => {
    const libraries = await openLibraries({ store: 'lowdb', dataDir: path.join(folder, 'data') });
    onCleanup(() => libraries.close());
    return libraries;
  });
