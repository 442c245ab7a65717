import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Sound } from '../../storage/library.ts';
import type { Settings } from '../../storage/settings.ts';
import { type Actor, hasRole, isManager, NAMED, roleNames } from './permissions.ts';
import { literal } from './text.ts';

/** @throws UserError `not-allowed` unless the member added the sound, or the settings let them change those of others. */
export function checkMayChange(actor: Actor, sound: Sound, { removers }: Settings): void {
  if (sound.addedBy.id === actor.user.id || isManager(actor)) return;
  const managesMessages = actor.memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false;
  if (removers === null ? managesMessages : hasRole(actor, removers)) return;
  const owner = literal(sound.addedBy.name, 32);
  if (removers === null) throw new UserError({ code: 'notYours', owner });
  const roles = roleNames(actor, removers).slice(0, NAMED);
  throw new UserError(
    roles.length > 0 ? { code: 'notYoursNorRoles', owner, roles } : { code: 'notYoursNorManager', owner },
  );
}
