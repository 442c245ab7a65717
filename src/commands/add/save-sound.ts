import type { Library, LibraryWriter, Sound } from '../../storage/library.ts';
import type { Settings } from '../../storage/settings.ts';
import type { Addition, App } from '../app.ts';
import { type Duplicate, findDuplicate } from '../shared/duplicate-detection.ts';
import { type Actor, checkMayAdd } from '../shared/permissions.ts';

/** A sound to be saved: how it is listed, and its bytes. */
export type AdditionWithAudio = Addition & { readonly audio: Uint8Array };

/**
 * Adds a sound to the library, even if it is a duplicate. Resolves once the sound is durable.
 * @throws UserError if the library is full, or if `actor` may not add sounds now
 */
export function saveSound(app: App, library: Library, actor: Actor, sound: AdditionWithAudio): Promise<Sound> {
  return library.change(async (writer) => write(writer, await currentSettings(app, library), actor, sound));
}

/**
 * Adds a sound unless the library has a duplicate of it. Checking and adding are one change of the library, so that if a
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
  return library.change(async (writer) => {
    const duplicate = await findDuplicate(app.engine, library, sound);
    if (duplicate && isDuplicate(duplicate)) return { duplicate };
    return { added: await write(writer, await currentSettings(app, library), actor, sound) };
  });
}

/** The settings may have changed since the command was sent: an analysis can take minutes. */
function currentSettings(app: App, { guildId }: Library): Promise<Settings> {
  return app.libraries.settings.read(guildId);
}

async function write(
  writer: LibraryWriter,
  settings: Settings,
  actor: Actor,
  { file, ...addition }: AdditionWithAudio,
): Promise<Sound> {
  checkMayAdd(actor, settings);
  const { id, displayName } = actor.user;
  return writer.add({ ...addition, fileName: file.name, addedBy: { id, name: displayName } }, settings);
}
