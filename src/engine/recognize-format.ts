import { AUDIO_FORMATS, type AudioFormat, FORMAT_EXTENSIONS } from './audio-formats.ts';

const LISTED: readonly AudioFormat[] = AUDIO_FORMATS;

/** Number of bytes that {@link formatOf} needs. */
export const SIGNATURE_BYTES = 32;

/** Returns whether a file may be audio, by the extension of its name or by its content type. */
export function mayBeAudio(fileName: string, contentType: string | null = null): boolean {
  const extension = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase();
  if (FORMAT_EXTENSIONS.some((known) => known === extension)) return true;
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^(audio|video)\//.test(type) || LISTED.some(({ types }) => types?.includes(type));
}

/** Returns the format with which a file begins, or null if it begins with none. */
export function formatOf(head: Uint8Array): AudioFormat | null {
  const found = LISTED.find(({ signatures }) =>
    signatures.some((signature) =>
      typeof signature === 'string' ? beginsWith(head, signature) : beginsWith(head, signature[1], signature[0]),
    ),
  );
  return found ?? null;
}

/** Returns whether letters are at an index of a file. `?` is any byte. */
export function beginsWith(head: Uint8Array, letters: string, at = 0): boolean {
  return Array.from(letters).every((letter, i) => letter === '?' || head[at + i] === letter.charCodeAt(0));
}
