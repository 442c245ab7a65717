import type { BoardSoundSeed } from 'discord-playground';
import { encodeAudio } from '../helpers/encode-audio.ts';
import { sine } from '../helpers/signals.ts';
import { type Guild, openWorkshop, PLACES } from './guild.ts';
import type { World } from './world.ts';

const RATE = 44_100;
/** The permissions that the bot needs for a soundboard, and those that it needs for everything else. */
export const RIGHTS = ['CreateGuildExpressions', 'ManageGuildExpressions'] as const;
export const BOT = ['ViewChannel', 'SendMessages', 'EmbedLinks', 'AttachFiles', 'ReadMessageHistory'] as const;

/** A tone for a soundboard: another pitch for each number. */
async function tone(index: number): Promise<BoardSoundSeed> {
  const samples = sine(220 * 2 ** (index / 5), 0.6 + index / 20, RATE, 0.1);
  return { name: `tone ${index}`, file: await encodeAudio(samples, RATE, 'mp3'), emoji: '🎵', by: 'ben' };
}

/** Opens a server in which Ada owns all rights, Cora may create, and Ben may do neither. */
export async function openBoard(
  world: World,
  tones = 0,
  bot: readonly (typeof RIGHTS)[number][] = RIGHTS,
): Promise<Guild> {
  return openWorkshop(world, {
    roles: [{ name: 'Uploader', permissions: ['CreateGuildExpressions'] }],
    channels: [{ name: 'sounds' }, ...Array.from({ length: PLACES }, (_, index) => ({ name: `place-${index}` }))],
    members: [{ name: 'ada', displayName: 'Ada' }, { name: 'ben' }, { name: 'cora', roles: ['Uploader'] }],
    bot: [...BOT, ...bot],
    soundboard: await Promise.all(Array.from({ length: tones }, (_, index) => tone(index))),
  });
}

export const board = (world: World, guild: Guild) => world.playground.soundboard(guild.id);
export const namesOn = (world: World, guild: Guild) => board(world, guild).sounds.map(({ name }) => name);
