import type { Library, Sound } from '../../storage/library.ts';
import type { Addition, App } from '../app.ts';
import { type Duplicate, findDuplicate } from '../shared/duplicate-detection.ts';
import type { Actor } from '../shared/permissions.ts';
import { addSound } from './save-sound.ts';

/**
 * Adds a sound unless a twin of it is here that `keepsOut`, by default any. Looking and adding are one step in a server,
 * so that of a file that is sent twice at the same moment the second finds the first.
 * @throws UserError as {@link addSound} does
 */
export function addUnlessHere(
  app: App,
  library: Library,
  actor: Actor,
  sound: Addition & { readonly audio: Uint8Array },
  keepsOut: (twin: Duplicate) => boolean = () => true,
): Promise<{ readonly added: Sound } | { readonly twin: Duplicate }> {
  return app.guildQueue(library.guildId, async () => {
    const twin = await findDuplicate(app.engine, library, sound);
    if (twin && keepsOut(twin)) return { twin };
    return { added: await addSound(app, library, actor, sound) };
  });
}
