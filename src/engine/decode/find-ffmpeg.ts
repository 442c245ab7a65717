import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { bareEnvironment } from './bare-environment.ts';

/** A native ffmpeg that answered when it was asked for its version. */
export interface NativeFfmpeg {
  /** What to run: a path, or `ffmpeg` for the one on PATH. */
  readonly command: string;
  readonly version: string;
}

const PROBE_TIMEOUT_MS = 10_000;
const probed = new Map<string, Promise<NativeFfmpeg | null>>();

/**
 * The native ffmpeg to use: `ffmpegPath` if given, else the optional package `ffmpeg-static`, else the one on PATH;
 * the first that runs, or null. One that answers is asked once per thread.
 */
export async function findFfmpeg(ffmpegPath?: string): Promise<NativeFfmpeg | null> {
  const candidates = [ffmpegPath, await staticPath(), 'ffmpeg'];
  for (const command of candidates) {
    const found = command ? await probe(command) : null;
    if (found) return found;
  }
  return null;
}

async function probe(command: string): Promise<NativeFfmpeg | null> {
  const asking = probed.get(command) ?? askVersion(command);
  probed.set(command, asking);
  const answer = await asking;
  // It may only have been too busy to answer, or be installed later.
  if (!answer) probed.delete(command);
  return answer;
}

async function askVersion(command: string): Promise<NativeFfmpeg | null> {
  try {
    const { stdout } = await promisify(execFile)(command, ['-version'], {
      timeout: PROBE_TIMEOUT_MS,
      env: bareEnvironment(),
    });
    const version = /^ffmpeg version (\S+)/.exec(stdout)?.[1];
    return version ? { command, version } : null;
  } catch {
    return null;
  }
}

/** Where `ffmpeg-static` put its binary; its installation may have been skipped, and its download too. */
async function staticPath(): Promise<string | null> {
  try {
    const name: string = 'ffmpeg-static';
    const loaded: { default?: unknown } = await import(name);
    return typeof loaded.default === 'string' ? loaded.default : null;
  } catch {
    return null;
  }
}
