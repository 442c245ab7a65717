import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../errors.ts';
import type { Sound } from '../storage/library.ts';
import type { Slash } from './command.ts';
import { literal } from './replies/text.ts';

/** @throws UserError `not-allowed` unless the member added the sound or manages messages. */
export function checkMayChange(
  { user, memberPermissions }: Pick<Slash, 'user' | 'memberPermissions'>,
  sound: Sound,
): void {
  if (sound.addedBy.id === user.id || memberPermissions.has(PermissionFlagsBits.ManageMessages)) return;
  const owner = literal(sound.addedBy.name, 32);
  throw new UserError(
    'not-allowed',
    `${owner} added that sound. Only they, or someone who manages messages here, can change it.`,
  );
}
