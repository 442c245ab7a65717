import type { Library, Sound } from '../../storage/library.ts';
import type { Addition, App } from '../app.ts';
import { type Duplicate, findDuplicate } from '../shared/duplicate-detection.ts';
import { type Actor, checkMayAdd } from '../shared/permissions.ts';

/** A sound to be saved: how it is listed, and its bytes. */
export type AdditionWithAudio = Addition & { readonly audio: Uint8Array };

/**
 * Adds a sound to the library. Resolves once it is durable. The settings are read again, because they may have changed
 * since the command was sent.
 * @throws UserError if the library is full, or if `actor` may not add sounds now
 */
export async function saveSound(
  app: App,
  library: Library,
  actor: Actor,
  { file, ...addition }: AdditionWithAudio,
): Promise<Sound> {
  const { user } = actor;
  const settings = await app.libraries.settings.read(library.guildId);
  checkMayAdd(actor, settings);
  const addedBy = { id: user.id, name: user.displayName };
  return library.add({ ...addition, fileName: file.name, addedBy }, settings);
}

/**
 * Adds a sound unless the library has a duplicate of it. Checking and adding are one step for the guild, so that if a
 * file is sent twice at the same time, the check of the second copy finds the first.
 * @param isDuplicate which duplicates prevent the addition; default all
 * @throws UserError as {@link saveSound} does
 */
export function addIfNew(
  app: App,
  library: Library,
  actor: Actor,
  sound: AdditionWithAudio,
  isDuplicate: (duplicate: Duplicate) => boolean = () => true,
): Promise<{ readonly added: Sound } | { readonly duplicate: Duplicate }> {
  return app.guildQueue(library.guildId, async () => {
    const duplicate = await findDuplicate(app.engine, library, sound);
    if (duplicate && isDuplicate(duplicate)) return { duplicate };
    return { added: await saveSound(app, library, actor, sound) };
  });
}
