import { DiscordAPIError, type Guild, RESTJSONErrorCodes } from 'discord.js';
import { UserError } from '../../errors.ts';
import { sha256 } from '../../files/hash.ts';
import type { BoardEntry, RequestContext } from '../app.ts';
import { boardAudio } from './analyze-board.ts';
import { readBoard } from './read-board.ts';

/** A sound to put on a soundboard. */
export interface NewEntry extends Pick<BoardEntry, 'name' | 'emoji'>, Partial<Pick<BoardEntry, 'emojiId' | 'volume'>> {
  readonly audio: Uint8Array;
  readonly contentType: 'audio/ogg' | 'audio/mpeg';
  /**
   * Id of the message that offered to create the sound. If the bot has created a sound of this name and this audio since
   * then, it was an earlier press of the same button, also before a restart.
   */
  readonly offeredBy?: string;
}

/**
 * Puts a sound on the soundboard of a server. Returns `full` if there is no slot for it.
 * Discord may carry a request out and lose its answer, and the request is then sent again. The soundboard is therefore
 * read before and afterwards: a sound that is there counts as created, and a second copy of it is removed.
 * @throws UserError `boardBotForbidden`, `boardRefused`, or `boardUnavailable` if the outcome is not known
 */
export async function createOnBoard(
  guild: Guild,
  context: RequestContext,
  entry: NewEntry,
): Promise<'created' | 'full'> {
  const actor = { guild, guildId: guild.id };
  const entries = await readBoard(actor, context, { isFresh: true });
  const botId = guild.client.user.id;
  for (const other of entries.filter((each) => mayBeFromOffer(each, entry, botId)))
    if ((await boardAudio(context, other)).hash === (await sha256(entry.audio))) return 'created';
  const before = new Set(entries.map(({ id }) => id));
  const error = await create(guild, entry).then(
    () => null,
    (cause: unknown) => cause,
  );
  const after = await readBoard(actor, context, { isFresh: true });
  const [created, ...extra] = after.filter(
    ({ id, name, addedBy }) => !before.has(id) && name === entry.name && (addedBy === null || addedBy.id === botId),
  );
  for (const { id } of extra) await guild.soundboardSounds.delete(id).catch(() => undefined);
  if (created) return 'created';
  if (isCode(error, RESTJSONErrorCodes.MaximumNumberOfSoundboardSoundsReached)) return 'full';
  if (isCode(error, RESTJSONErrorCodes.MissingPermissions)) throw new UserError({ code: 'boardBotForbidden' });
  context.log.warn({ err: error }, 'a sound was not put on the soundboard');
  throw new UserError({ code: 'boardRefused' }, { cause: error });
}

/** Returns whether an earlier press may have created a sound. The ids of Discord grow with time. */
function mayBeFromOffer({ id, name, addedBy }: BoardEntry, entry: NewEntry, botId: string): boolean {
  const { offeredBy } = entry;
  return offeredBy !== undefined && BigInt(id) > BigInt(offeredBy) && name === entry.name && addedBy?.id === botId;
}

function create(guild: Guild, { audio, contentType, name, emoji, emojiId, volume }: NewEntry) {
  return guild.soundboardSounds.create({
    ...{ name, contentType, file: Buffer.from(audio) },
    ...(emoji === null ? {} : { emojiName: emoji }),
    ...(emojiId ? { emojiId } : {}),
    ...(volume === undefined ? {} : { volume }),
  });
}

/** Returns whether an error is Discord's answer with a code. */
export function isCode(error: unknown, code: number): boolean {
  return error instanceof DiscordAPIError && error.code === code;
}
