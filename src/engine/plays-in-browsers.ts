import type { AudioFormat } from './audio-formats.ts';
import { readWav } from './decode/read-wav.ts';
import { formatOf } from './recognize-format.ts';

/**
 * Returns whether browsers play a file, and so Discord's clients, which choose the player by the file's extension.
 * @param extension extension of the file's name, without a dot
 */
export function playsInBrowsers(audio: Uint8Array, extension: string): boolean {
  const format: AudioFormat | null = formatOf(audio);
  if (!format?.played?.extensions.includes(extension.toLowerCase())) return false;
  if (format.name === 'WAV') return readWav(audio)?.pcm != null;
  const bytes = Buffer.from(audio.buffer, audio.byteOffset, audio.byteLength);
  return !(format.played.except ?? []).some((codec) => bytes.includes(codec, 0, 'latin1'));
}
