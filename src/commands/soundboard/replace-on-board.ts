import { readFile } from 'node:fs/promises';
import { type Guild, RESTJSONErrorCodes } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { BoardEntry, RequestContext } from '../app.ts';
import { logChanges } from '../shared/log-changes.ts';
import { literal } from '../shared/text.ts';
import { type BoardActor, checkMayCreate, checkMayRemoveEntry } from './board-permissions.ts';
import { createOnBoard, isCode, type NewEntry } from './create-on-board.ts';
import { isOgg, type KeptSound, keepInLibrary } from './keep-in-library.ts';
import { readBoard } from './read-board.ts';

/**
 * Removes a sound from the soundboard, after it is saved in the library.
 * @returns the sound of the soundboard, and that of the library
 * @throws UserError `boardSoundGone` if the soundboard no longer has the sound; or why it may not be removed or saved
 */
export async function removeFromBoard(
  actor: BoardActor,
  context: RequestContext,
  library: Library,
  id: string,
): Promise<{ readonly entry: BoardEntry; readonly kept: Sound }> {
  const entry = await findEntry(actor, context, id);
  checkMayRemoveEntry(actor, entry);
  const { sound: kept } = await keepAndLog(actor, context, library, entry);
  await deleteEntry(guildOf(actor), context, id);
  return { entry, kept };
}

/**
 * Replaces a sound of the soundboard, which is saved in the library first. The new sound is created before the old one
 * is removed, if there is a slot. Otherwise the old one is put back if Discord does not accept the new one.
 * @throws UserError as {@link removeFromBoard} does; `boardRefused` if the soundboard is as before; `boardHalfDone` if
 * the old sound is in the library only
 */
export async function replaceOnBoard(
  actor: BoardActor,
  context: RequestContext,
  library: Library,
  { id, next }: { readonly id: string; readonly next: NewEntry },
): Promise<{ readonly entry: BoardEntry; readonly kept: Sound }> {
  checkMayCreate(actor);
  const guild = guildOf(actor);
  const entry = await findEntry(actor, context, id);
  checkMayRemoveEntry(actor, entry);
  const { sound: kept, audio } = await keepAndLog(actor, context, library, entry);
  if ((await createOnBoard(guild, context, next)) === 'created') {
    await deleteEntry(guild, context, id);
    return { entry, kept };
  }
  const bytes = await readFile(audio.path);
  await deleteEntry(guild, context, id);
  try {
    if ((await createOnBoard(guild, context, next)) === 'created') return { entry, kept };
  } catch (error) {
    context.log.warn({ err: error }, 'the new sound was refused after the old one was removed');
  }
  const { name, emoji, emojiId, volume } = entry;
  const old = { name, emoji, emojiId, volume, audio: bytes, contentType: contentTypeOf(bytes) };
  const isBack = await createOnBoard(guild, context, old).catch(() => 'lost' as const);
  if (isBack === 'created') throw new UserError({ code: 'boardRefused' });
  throw new UserError({ code: 'boardHalfDone', name: literal(kept.label) });
}

/** Saves a sound in the library before it leaves the soundboard, and writes that to the log of changes. */
async function keepAndLog(
  actor: BoardActor,
  context: RequestContext,
  library: Library,
  entry: BoardEntry,
): Promise<KeptSound> {
  const kept = await keepInLibrary(actor, context, library, entry);
  if (kept.isNew) logChanges(actor, context, 'added', [kept.sound]);
  return kept;
}

/** Returns a sound of the soundboard, as it is now. @throws UserError `boardSoundGone` if it is not there */
export async function findEntry(actor: BoardActor, context: RequestContext, id: string): Promise<BoardEntry> {
  const entry = (await readBoard(actor, context, { isFresh: true })).find((one) => one.id === id);
  if (!entry) throw new UserError({ code: 'boardSoundGone' });
  return entry;
}

/** Returns the server of a member. @throws UserError `boardUnavailable` if the bot does not know the server */
export function guildOf({ guild }: Pick<BoardActor, 'guild'>): Guild {
  if (!guild) throw new UserError({ code: 'boardUnavailable' });
  return guild;
}

function contentTypeOf(bytes: Uint8Array): NewEntry['contentType'] {
  return isOgg(bytes) ? 'audio/ogg' : 'audio/mpeg';
}

/** Deletes a sound from the soundboard. Somebody else may have deleted it meanwhile. */
async function deleteEntry(guild: Guild, { app, log }: RequestContext, id: string): Promise<void> {
  try {
    await guild.soundboardSounds.delete(id);
  } catch (error) {
    if (isCode(error, RESTJSONErrorCodes.UnknownSound)) return;
    if (isCode(error, RESTJSONErrorCodes.MissingPermissions)) throw new UserError({ code: 'boardBotForbidden' });
    log.warn({ err: error }, 'a sound was not removed from the soundboard');
    throw new UserError({ code: 'boardUnavailable' }, { cause: error });
  } finally {
    app.boards.delete(guild.id);
  }
}
