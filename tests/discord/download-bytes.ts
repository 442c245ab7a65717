import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DownloadOptions, download } from '../../src/discord/download.ts';

/** Downloads a file to a temporary folder, and returns its bytes. Throws as `download` does. */
export async function downloadBytes(url: string, options: Omit<DownloadOptions, 'file'>): Promise<Uint8Array> {
  const folder = await mkdtemp(path.join(tmpdir(), 'soundalike-download-'));
  try {
    return await readFile((await download(url, { ...options, file: path.join(folder, 'file') })).path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
