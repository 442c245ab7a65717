import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { UserError } from '../../errors.ts';
import { minimalEnvironment } from './confine-process.ts';

export type DecoderChoice = 'auto' | 'native' | 'wasm';
type Decoder = { readonly kind: 'wasm' } | { readonly kind: 'native'; readonly ffmpeg: NativeFfmpeg };

export interface NativeFfmpeg {
  /** Path of the ffmpeg program, or `ffmpeg` to use the one on PATH. */
  readonly command: string;
  readonly version: string;
}

/**
 * Chooses the decoder. `auto` means WebAssembly, unless `ffmpegPath` names an ffmpeg.
 * WebAssembly is the default because it confines an exploit in a hostile file. Once compiled, it decodes short sounds
 * as fast as a native ffmpeg (`docs/decisions/decoding.md`).
 * @throws UserError `noDecoder` if `ffmpegPath` names no ffmpeg that runs, or `native` is requested and none is found
 */
export async function chooseDecoder(choice: DecoderChoice, ffmpegPath?: string): Promise<Decoder> {
  if (!mayBeNative({ decoder: choice, ffmpegPath })) return { kind: 'wasm' };
  const ffmpeg = await findFfmpeg(ffmpegPath);
  if (ffmpeg) return { kind: 'native', ffmpeg };
  throw new UserError({ code: 'noDecoder' });
}

/** Returns whether these options may choose a native ffmpeg, which runs as a child process. */
export function mayBeNative(options: { readonly decoder: DecoderChoice; readonly ffmpegPath?: string | undefined }) {
  return options.decoder === 'native' || (options.decoder === 'auto' && Boolean(options.ffmpegPath));
}

const PROBE_TIMEOUT_MS = 10_000;
const probes = new Map<string, Promise<NativeFfmpeg | null>>();

/**
 * Returns a native ffmpeg that runs; null if none does.
 * If `ffmpegPath` is given, tries only that. Otherwise, tries the optional package `ffmpeg-static` and then the ffmpeg
 * on PATH. Successes are cached.
 */
export async function findFfmpeg(ffmpegPath?: string): Promise<NativeFfmpeg | null> {
  const candidates = ffmpegPath ? [ffmpegPath] : [await ffmpegStaticPath(), 'ffmpeg'];
  for (const command of candidates) {
    const found = command ? await probe(command) : null;
    if (found) return found;
  }
  return null;
}

async function probe(command: string): Promise<NativeFfmpeg | null> {
  const pending = probes.get(command) ?? readVersion(command);
  probes.set(command, pending);
  const found = await pending;
  // A failed probe is not cached: ffmpeg may be installed later, or the machine may have been too busy to start it.
  if (!found) probes.delete(command);
  return found;
}

async function readVersion(command: string): Promise<NativeFfmpeg | null> {
  try {
    const { stdout } = await promisify(execFile)(command, ['-version'], {
      timeout: PROBE_TIMEOUT_MS,
      env: minimalEnvironment(),
    });
    const version = /^ffmpeg version (\S+)/.exec(stdout)?.[1];
    return version ? { command, version } : null;
  } catch {
    return null;
  }
}

/** Returns the path of `ffmpeg-static`'s binary, which may not exist; null if the package is not installed. */
async function ffmpegStaticPath(): Promise<string | null> {
  try {
    const name: string = 'ffmpeg-static';
    const loaded: { default?: unknown } = await import(name);
    return typeof loaded.default === 'string' ? loaded.default : null;
  } catch {
    return null;
  }
}
