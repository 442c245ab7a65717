import type { SoundboardSound } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { BoardEntry, RequestContext } from '../app.ts';
import type { Actor } from '../shared/permissions.ts';

/**
 * Returns the sounds on the soundboard of the server in which a member acts, oldest first.
 * @param isFresh whether to ask Discord even if the soundboard is known, because something will be changed
 * @throws UserError `boardUnavailable` if Discord does not answer
 */
export async function readBoard(
  { guild, guildId }: Pick<Actor, 'guild' | 'guildId'>,
  { app, log }: Pick<RequestContext, 'app' | 'log'>,
  { isFresh = false } = {},
): Promise<readonly BoardEntry[]> {
  const known = app.boards.get(guildId);
  if (known && !isFresh) return known;
  if (!guild) throw new UserError({ code: 'boardUnavailable' });
  try {
    const sounds = [...(await guild.soundboardSounds.fetch({ cache: false })).values()];
    const entries = sounds.map(entryOf).sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    app.boards.set(guildId, entries);
    return entries;
  } catch (cause) {
    log.warn({ err: cause }, 'the soundboard could not be read');
    throw new UserError({ code: 'boardUnavailable' }, { cause });
  }
}

function entryOf(sound: SoundboardSound): BoardEntry {
  const { soundId, name, emoji, volume, user, url, available } = sound;
  return {
    ...{ id: soundId, name: name ?? '', url, volume: volume ?? 1, available: available !== false },
    ...{ emoji: emoji?.id ? null : (emoji?.name ?? null), emojiId: emoji?.id ?? null },
    addedBy: user && { id: user.id, name: user.displayName },
  };
}
