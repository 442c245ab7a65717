import { sha256 } from '../../files/hash.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { App } from '../command.ts';
import { type Duplicate, findDuplicate } from '../shared/duplicate-detection.ts';
import type { Actor } from '../shared/permissions.ts';
import { type Addition, addSound } from './save-sound.ts';

/**
 * Adds a sound unless a twin of it is here that `keepsOut`, by default any. Looking and adding are one step in a server,
 * so that of a file that is sent twice at the same moment the second finds the first.
 * @throws UserError as {@link addSound} does
 */
export async function addUnlessHere(
  app: App,
  library: Library,
  actor: Actor,
  sound: Addition & { readonly audio: Uint8Array },
  keepsOut: (twin: Duplicate) => boolean = () => true,
): Promise<{ readonly added: Sound } | { readonly twin: Duplicate }> {
  const hash = await sha256(sound.audio);
  return library.change(async (writer) => {
    const twin = await findDuplicate(app.engine, library, { hash, embedding: sound.embedding });
    if (twin && keepsOut(twin)) return { twin };
    const settings = await app.libraries.settings.read(library.guildId);
    return { added: await addSound(writer, settings, actor, { ...sound, hash }) };
  });
}
