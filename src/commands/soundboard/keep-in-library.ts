import { readFile } from 'node:fs/promises';
import { formatOf } from '../../engine/recognize-format.ts';
import type { AudioFile, Library, Sound } from '../../storage/library.ts';
import { addIfNew } from '../add/save-sounds.ts';
import type { BoardEntry, RequestContext } from '../app.ts';
import { analyzeAudio } from '../shared/analyze-file.ts';
import { findSameFile } from '../shared/duplicate-detection.ts';
import { labelOf, tagOf } from '../shared/labels.ts';
import type { Actor } from '../shared/permissions.ts';
import { boardAudio } from './analyze-board.ts';

/** Tag of sounds that come from a soundboard. */
const TAG = 'soundboard';

/** The sound of the library that has the file of a sound of the soundboard, and whether it was there before. */
export interface KeptSound {
  readonly sound: Sound;
  readonly isNew: boolean;
  readonly audio: AudioFile;
}

/**
 * Saves a sound of the soundboard in the library, with its name as label, its emoji as a tag, and the member who put it
 * there as the one who added it. Does nothing if the library has the identical file.
 * @throws UserError if the library is full, or `actor` may not add sounds
 */
export async function keepInLibrary(
  actor: Actor,
  context: RequestContext,
  library: Library,
  entry: BoardEntry,
): Promise<KeptSound> {
  const { app, task, t } = context;
  const audio = await boardAudio(context, entry);
  const known = findSameFile(library, audio.hash);
  if (known) return { sound: known, isNew: false, audio };
  const { embedding, fingerprint, descriptors, searchData } = await analyzeAudio(context, audio);
  const fileName = await fileNameOf(entry, audio);
  const addition = {
    ...{
      label: labelOf(entry.name, fileName, t.common.untitled),
      tags: [TAG, tagOf(entry.emoji)].filter((tag) => tag !== null),
    },
    ...{ embedding, fingerprint, descriptors, searchData },
    ...{ audio, hash: audio.hash, messageUrl: null, messageAuthorId: null, license: null },
    file: { url: entry.url, name: fileName, size: audio.bytes },
    ...(entry.addedBy && { addedBy: entry.addedBy }),
  };
  const result = await addIfNew(app, library, actor, addition, task.signal, ({ kind }) => kind === 'same file');
  return 'added' in result
    ? { sound: result.added, isNew: true, audio }
    : { sound: result.duplicate.sound, isNew: false, audio };
}

/** Returns a file name for a sound of a soundboard, with the extension of its format. */
export async function fileNameOf(
  { name }: Pick<BoardEntry, 'name'>,
  { path }: Pick<AudioFile, 'path'>,
): Promise<string> {
  return `${name}.${isOgg(await readFile(path)) ? 'ogg' : 'mp3'}`;
}

/** Returns whether a file of a soundboard is Ogg. It is MP3 otherwise: Discord takes no other format. */
export function isOgg(bytes: Uint8Array): boolean {
  return formatOf(bytes)?.extensions.includes('ogg') ?? false;
}
