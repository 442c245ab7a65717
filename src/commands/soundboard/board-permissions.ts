import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { BoardEntry } from '../app.ts';
import type { Component } from '../command.ts';
import type { Actor } from '../shared/permissions.ts';

const { CreateGuildExpressions, ManageGuildExpressions } = PermissionFlagsBits;

/** A member and the bot, with what each may do in the server. */
export type BoardActor = Actor & Pick<Component, 'appPermissions' | 'guildLocale'>;

/**
 * @throws UserError unless both the member and the bot may add sounds to the soundboard
 * @see developers/resources/soundboard.mdx in discord/discord-api-docs, "Create Guild Soundboard Sound"
 */
export function checkMayCreate({ memberPermissions, appPermissions }: BoardActor): void {
  if (!memberPermissions?.has(CreateGuildExpressions)) throw new UserError({ code: 'boardForbidden' });
  if (!appPermissions.has(CreateGuildExpressions)) throw new UserError({ code: 'boardBotForbidden' });
}

/**
 * @throws UserError unless both the member and the bot may remove a sound from the soundboard. Each may remove own
 * sounds with either permission, and those of others only with the one to manage.
 * @see developers/resources/soundboard.mdx in discord/discord-api-docs, "Delete Guild Soundboard Sound"
 */
export function checkMayRemoveEntry(actor: BoardActor, { addedBy }: BoardEntry): void {
  const { memberPermissions, appPermissions, user, guild } = actor;
  const either = [CreateGuildExpressions, ManageGuildExpressions];
  const mayMember =
    addedBy?.id === user.id ? memberPermissions?.any(either) : memberPermissions?.has(ManageGuildExpressions);
  if (!mayMember) throw new UserError({ code: 'boardManageForbidden' });
  const isOwnOfBot = addedBy !== null && addedBy.id === guild?.client.user.id;
  const mayBot = isOwnOfBot ? appPermissions.any(either) : appPermissions.has(ManageGuildExpressions);
  if (!mayBot) throw new UserError({ code: 'boardBotForbidden' });
}
