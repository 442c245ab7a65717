import { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { onTestFinished, vi } from 'vitest';

/** Makes opening any file called `name` fail with the error `code` while `isSo` returns true. */
export function refuseToOpen(name: string, code = 'EMFILE', isSo = () => true): void {
  const { open } = promises;
  replaceOpen(async (file, ...how) => {
    if (path.basename(String(file)) !== name || !isSo()) return open(file, ...how);
    throw Object.assign(new Error(`opening it fails with ${code}`), { code });
  });
}

/** Makes writing to any file called `name` fail as on a full disk, until the returned function is called. */
export function fillDiskFor(name: string): () => void {
  const { open } = promises;
  let isFull = true;
  replaceOpen(async (file, ...how) => {
    const handle = await open(file, ...how);
    if (path.basename(String(file)) === name && isFull)
      handle.writeFile = () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
    return handle;
  });
  return () => {
    isFull = false;
  };
}

function replaceOpen(open: typeof promises.open): void {
  const spy = vi.spyOn(promises, 'open').mockImplementation(open);
  syncBuiltinESMExports();
  onTestFinished(() => {
    spy.mockRestore();
    syncBuiltinESMExports();
  });
}
