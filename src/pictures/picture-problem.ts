import { ensureHomeFolder } from './ensure-home-folder.ts';

/** Returns why this machine cannot draw pictures, as a sentence for operators; null if it can. */
export async function pictureProblem(): Promise<string | null> {
  ensureHomeFolder();
  try {
    const { createCanvas } = await import('@napi-rs/canvas');
    createCanvas(1, 1);
    return null;
  } catch (error) {
    const [why] = String(error instanceof Error ? error.message : error).split('\n');
    return `Pictures and /map are not available, because the package @napi-rs/canvas cannot be loaded (${why}). Run "npm ci" on this machine.`;
  }
}
