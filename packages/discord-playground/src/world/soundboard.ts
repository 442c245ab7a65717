import { GatewayIntentBits } from 'discord-api-types/v10';
import { checkSoundFile } from '../limits/sound-file.ts';
import { soundboardFull, unknownSound } from '../rest/errors.ts';
import { boardSlots, boardSoundPayload } from './payloads.ts';
import type { BoardSound, Guild, SoundFile, World } from './world.ts';

/** A sound to add. A name, an emoji or a volume has been checked against Discord's description. */
export interface NewBoardSound {
  readonly name: string;
  readonly file: Uint8Array;
  readonly emoji?: string | null | undefined;
  readonly emojiId?: string | null | undefined;
  readonly volume?: number | null | undefined;
  readonly userId: string;
}

/** What of a sound can be changed. Its file cannot. */
export type BoardSoundChange = Partial<Pick<BoardSound, 'name' | 'volume' | 'emojiId' | 'emojiName'>>;

/**
 * Adds a sound to a soundboard. Fires a Guild Soundboard Sound Create event.
 * @see developers/resources/soundboard.mdx in discord/discord-api-docs, "Create Guild Soundboard Sound"
 * @throws DiscordError 30045 if the soundboard is full; 50035 if the file breaks a limit
 */
export function addBoardSound(world: World, guild: Guild, wanted: NewBoardSound): BoardSound {
  if (guild.soundboard.size >= boardSlots(guild)) throw soundboardFull();
  const file: SoundFile = checkSoundFile(wanted.file);
  const { name, emoji = null, emojiId = null, volume, userId } = wanted;
  const sound: BoardSound = {
    ...{ id: world.nextId(), name, volume: volume ?? 1, emojiId, userId, file },
    emojiName: emojiId === null ? emoji : null,
  };
  guild.soundboard.set(sound.id, sound);
  tell(world, guild, 'GUILD_SOUNDBOARD_SOUND_CREATE', boardSoundPayload(world, guild, sound, true));
  return sound;
}

/** Changes a sound. Fires a Guild Soundboard Sound Update event. @throws DiscordError 10097 if the sound is gone */
export function changeBoardSound(world: World, guild: Guild, id: string, change: BoardSoundChange): BoardSound {
  const changed = { ...boardSound(guild, id), ...change };
  guild.soundboard.set(id, changed);
  tell(world, guild, 'GUILD_SOUNDBOARD_SOUND_UPDATE', boardSoundPayload(world, guild, changed, true));
  return changed;
}

/** Removes a sound. Fires a Guild Soundboard Sound Delete event. @throws DiscordError 10097 if the sound is gone */
export function removeBoardSound(world: World, guild: Guild, id: string): void {
  boardSound(guild, id);
  guild.soundboard.delete(id);
  tell(world, guild, 'GUILD_SOUNDBOARD_SOUND_DELETE', { sound_id: id, guild_id: guild.id });
}

/**
 * Changes the boost level of a guild, and with it the number of sounds that can be used. Fires a Guild Soundboard
 * Sounds Update event.
 */
export function changeBoostLevel(world: World, guild: Guild, level: 0 | 1 | 2 | 3): void {
  guild.premiumTier = level;
  const sounds = [...guild.soundboard.values()].map((sound) => boardSoundPayload(world, guild, sound));
  tell(world, guild, 'GUILD_SOUNDBOARD_SOUNDS_UPDATE', { soundboard_sounds: sounds, guild_id: guild.id });
}

/** Returns a sound of a soundboard. @throws DiscordError 10097 if the soundboard has no such sound */
export function boardSound(guild: Guild, id: string): BoardSound {
  const sound = guild.soundboard.get(id);
  if (sound === undefined) throw unknownSound();
  return sound;
}

/** Returns the file of a sound of any guild; null if there is none. A file needs no signed link: its URL is its id. */
export function boardSoundFile(world: World, id: string): SoundFile | null {
  for (const { soundboard } of world.guilds.values()) {
    const sound = soundboard.get(id);
    if (sound !== undefined) return sound.file;
  }
  return null;
}

/** @see developers/events/gateway-events.mdx in discord/discord-api-docs, "Guild Soundboard Sound Create" */
function tell(world: World, guild: Guild, event: string, data: object): void {
  const to = { guildId: guild.id, intents: GatewayIntentBits.GuildExpressions };
  world.dispatch(event, data, to);
  world.announce({ type: 'soundboard', guildId: guild.id });
}
