import { readFile } from 'node:fs/promises';
import { createFfmpegCore } from '../../src/engine/decode/ffmpeg-core.ts';

/** Changes that a sound may undergo on its way to the bot. They should hardly affect the embedding. */
export const CHANGE_NAMES = ['-12 dB', 'MP3, 64 kbit/s', '1 s of silence before', 'stereo', '48 kHz'] as const;
export type Change = (typeof CHANGE_NAMES)[number];

/** Command-line arguments of ffmpeg for each change. */
const ARGUMENTS: Readonly<Record<Change, readonly string[]>> = {
  '-12 dB': ['-filter:a', 'volume=-12dB', '-f', 'wav'],
  'MP3, 64 kbit/s': ['-c:a', 'libmp3lame', '-b:a', '64k', '-f', 'mp3'],
  '1 s of silence before': ['-filter:a', 'adelay=delays=1000:all=1', '-f', 'wav'],
  stereo: ['-ac', '2', '-f', 'wav'],
  '48 kHz': ['-ar', '48000', '-f', 'wav'],
};

/** Applies a change to an audio file with the WebAssembly build of ffmpeg, and returns the bytes of the new file. */
export async function transcode(path: string, change: Change): Promise<Uint8Array> {
  const core = await createFfmpegCore();
  const log: string[] = [];
  core.setLogger(({ message }) => log.push(message));
  core.FS.writeFile('/input', await readFile(path));
  const status = core.exec(
    '-hide_banner',
    '-v',
    'error',
    '-i',
    '/input',
    '-map_metadata',
    '-1',
    ...ARGUMENTS[change],
    '/output',
  );
  if (status !== 0) throw new Error(`ffmpeg could not make ${path} ${change}: ${log.join(' ')}`);
  return core.FS.readFile('/output');
}
