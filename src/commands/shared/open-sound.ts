import type { Library, Sound } from '../../storage/library.ts';
import type { App } from '../app.ts';
import type { Slash } from '../command.ts';
import { findSound } from './sound-option.ts';

/** The guild's library, and in it the sound that a command's option `sound` means. @throws UserError `not-found` */
export async function openSound(
  { guildId, options }: Slash,
  app: App,
): Promise<{ readonly library: Library; readonly sound: Sound }> {
  const library = await app.libraries.open(guildId);
  return { library, sound: findSound(library, options.getString('sound', true)) };
}
