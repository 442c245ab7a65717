import { open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { OperatorError, UserError } from '../../errors.ts';
import { mayBePlain, plainAudio } from './plain-audio.ts';

/** Maximum size of an audio file, in bytes. Downloads have a smaller limit. */
const MAX_BYTES = 512 * 2 ** 20;
/** Number of bytes from which the format is recognized, an ID3 tag with a small picture included. */
const HEAD_BYTES = 65_536;

export interface OpenedSource {
  /** The file to decode, whose header may differ from that of the original file. */
  readonly source: string | Uint8Array;
  /** Beginning of the original file. */
  readonly head: Uint8Array;
}

/**
 * Checks that a file is a regular file of an acceptable size, and gives it a header that ffmpeg cannot misread.
 * @throws UserError `readTooLarge`
 * @throws OperatorError `not-found` if there is no regular file at the path
 */
export async function openSource(source: string | Uint8Array): Promise<OpenedSource> {
  if (typeof source !== 'string') {
    if (source.length > MAX_BYTES) throw tooLarge();
    return { source: plainAudio(source), head: source.subarray(0, HEAD_BYTES) };
  }
  const file = path.resolve(source);
  const size = await fileSize(file);
  if (size > MAX_BYTES) throw tooLarge();
  const head = await readHead(file);
  return { source: mayBePlain(head) ? plainAudio(await readFile(file)) : file, head };
}

/**
 * Returns the size of a regular file in bytes.
 * A named pipe or a device must not be opened, because reading it may never end.
 * @param file a path, as bytes if it is not UTF-8
 * @throws OperatorError `not-found` if there is no file, or something else than a regular file
 */
export async function fileSize(file: string | Buffer): Promise<number> {
  const stats = await stat(file).catch(() => null);
  if (stats?.isFile()) return stats.size;
  const name = file.toString();
  if (!stats && name.includes('\ufffd'))
    throw new OperatorError('not-found', `The name ${name} is not UTF-8. Rename the file, or import its folder.`);
  if (!stats) throw new OperatorError('not-found', `There is no file ${name}. Check the path.`);
  const kind = stats.isDirectory() ? 'folder' : stats.isFIFO() ? 'named pipe' : stats.isSocket() ? 'socket' : 'device';
  throw new OperatorError('not-found', `${name} is a ${kind}, not an audio file.`);
}

async function readHead(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function tooLarge(): UserError {
  return new UserError({ code: 'readTooLarge', maxBytes: MAX_BYTES });
}
