import { PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { decodeSound } from '../limits/sound-file.ts';
import { boardSoundPayload } from '../world/payloads.ts';
import { permissionsIn } from '../world/permissions.ts';
import { addBoardSound, boardSound, changeBoardSound, removeBoardSound } from '../world/soundboard.ts';
import type { BoardSound } from '../world/world.ts';
import { missingPermissions } from './errors.ts';
import { type Call, created, guildOf, noContent, ok, type Route } from './router.ts';

const { CreateGuildExpressions, ManageGuildExpressions } = PermissionFlagsBits;
const EITHER = [CreateGuildExpressions, ManageGuildExpressions];

const emoji = { emoji_id: z.string().nullish(), emoji_name: z.string().nullish(), volume: z.number().nullish() };
const newSound = z.object({ name: z.string(), sound: z.string(), ...emoji });
const change = z.object({ name: z.string().optional(), ...emoji });

/** Routes of soundboards: developers/resources/soundboard.mdx in discord/discord-api-docs. */
export const soundboardRoutes: Route[] = [
  {
    method: 'GET',
    path: '/guilds/{guild_id}/soundboard-sounds',
    handle: (call) => ok({ items: [...guildOf(call).soundboard.values()].map((sound) => payloadOf(call, sound)) }),
  },
  {
    method: 'GET',
    path: '/guilds/{guild_id}/soundboard-sounds/{sound_id}',
    handle: (call) => ok(payloadOf(call, boardSound(guildOf(call), call.param('sound_id')))),
  },
  {
    method: 'POST',
    path: '/guilds/{guild_id}/soundboard-sounds',
    handle: (call) => {
      requireOne(call, [CreateGuildExpressions]);
      const { name, sound, volume, emoji_id: emojiId, emoji_name: standard } = newSound.parse(call.body);
      const file = decodeSound(sound);
      const wanted = { name, file, volume, emojiId, emoji: standard, userId: call.world.bot.id };
      return created(payloadOf(call, addBoardSound(call.world, guildOf(call), wanted)));
    },
  },
  {
    method: 'PATCH',
    path: '/guilds/{guild_id}/soundboard-sounds/{sound_id}',
    handle: (call) => {
      const guild = guildOf(call);
      const sound = ownOrManaged(call);
      const { name, volume, emoji_id: emojiId, emoji_name: emojiName } = change.parse(call.body ?? {});
      return ok(
        payloadOf(
          call,
          changeBoardSound(call.world, guild, sound.id, {
            ...(name === undefined ? {} : { name }),
            ...(volume === undefined ? {} : { volume: volume ?? 1 }),
            ...(emojiId === undefined ? {} : { emojiId }),
            ...(emojiName === undefined ? {} : { emojiName }),
          }),
        ),
      );
    },
  },
  {
    method: 'DELETE',
    path: '/guilds/{guild_id}/soundboard-sounds/{sound_id}',
    handle: (call) => {
      removeBoardSound(call.world, guildOf(call), ownOrManaged(call).id);
      return noContent;
    },
  },
];

/** Returns a sound as the bot sees it: who added it only with one of both permissions. */
function payloadOf(call: Call, sound: BoardSound) {
  return boardSoundPayload(call.world, guildOf(call), sound, hasOne(call, EITHER));
}

/** Returns the sound of the request if the bot may change it. @throws DiscordError 10097, 50013 */
function ownOrManaged(call: Call): BoardSound {
  const sound = boardSound(guildOf(call), call.param('sound_id'));
  requireOne(call, sound.userId === call.world.bot.id ? EITHER : [ManageGuildExpressions]);
  return sound;
}

function requireOne(call: Call, permissions: readonly bigint[]): void {
  if (!hasOne(call, permissions)) throw missingPermissions();
}

function hasOne(call: Call, permissions: readonly bigint[]): boolean {
  const own = permissionsIn(guildOf(call), call.world.bot.id, null);
  return permissions.some((permission) => (own & permission) !== 0n);
}
