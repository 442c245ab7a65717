import type { BoardSoundView, Soundboard } from '../contract.ts';
import {
  addBoardSound,
  boardSound,
  changeBoardSound,
  changeBoostLevel,
  removeBoardSound,
} from '../world/soundboard.ts';
import type { BoardSound, Guild, World } from '../world/world.ts';
import { findPerson } from './find-member.ts';

/** Returns the soundboard of a guild, with the actions of its members as methods. */
export function soundboardOf(world: World, guild: Guild, origin: string): Soundboard {
  const view = ({ id, name, emojiName, volume, userId }: BoardSound): BoardSoundView => {
    return { id, name, emoji: emojiName, volume, userId, url: `${origin}/soundboard-sounds/${id}` };
  };
  return {
    get sounds() {
      return [...guild.soundboard.values()].map(view);
    },
    file: (id) => boardSound(guild, id).file.bytes,
    add({ by, ...sound }) {
      const userId = by === undefined ? guild.ownerId : findPerson(world, by);
      return addBoardSound(world, guild, { ...sound, userId }).id;
    },
    rename: (id, name) => void changeBoardSound(world, guild, id, { name }),
    remove: (id) => removeBoardSound(world, guild, id),
    boost: (level) => changeBoostLevel(world, guild, level),
  };
}
