import { mkdtempSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

const PREFIX = path.join(tmpdir(), 'soundalike-');

/** Creates a temporary folder that is removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(PREFIX);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Creates a temporary folder that is removed after the tests of the file, or of the `describe` that calls this. */
export function sharedFolder(): string {
  const folder = mkdtempSync(PREFIX);
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
