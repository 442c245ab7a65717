import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { labelOf } from '../commands/shared/labels.ts';
import type { Engine } from '../engine/index.ts';
import { UserError } from '../errors.ts';
import { messagesFor } from '../i18n/index.ts';
import type { Library, Room, Sound } from '../storage/index.ts';

export interface AddFileOptions {
  readonly label?: string | undefined;
  /** What the library may hold, below the host's limits. */
  readonly room?: Room;
  /** Largest file that is taken. */
  readonly maxBytes?: number;
}

/**
 * Listens to a file and puts it into a library, labelled as a member's would be; resolves once that is durable.
 * @throws UserError where it is too large, cannot be heard, or there is no room for it
 */
export async function addFile(
  engine: Engine,
  library: Library,
  file: string,
  { label, room, maxBytes = Number.POSITIVE_INFINITY }: AddFileOptions = {},
): Promise<Sound> {
  const { size: bytes } = await stat(file);
  if (bytes > maxBytes) throw new UserError({ code: 'fileTooLarge', bytes, maxBytes });
  const audio = await readFile(file);
  const embedding = await engine.embed(audio);
  const fileName = basename(file);
  const sound = {
    label: labelOf(label ?? null, fileName, messagesFor('en-US').common.untitled),
    tags: [],
    addedBy: { id: '0', name: 'command line' },
    messageUrl: null,
    fileName,
    embedding,
    audio,
  };
  return library.change((writer) => writer.add(sound, room));
}
