import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Sound } from '../../storage/library.ts';
import type { Settings } from '../../storage/settings.ts';
import { type Doer, hasRole, isManager, NAMED, roleNames } from './permissions.ts';
import { literal } from './text.ts';

/** @throws UserError `not-allowed` unless the member added the sound, or the settings let them change those of others. */
export function checkMayChange(doer: Doer, sound: Sound, { removers }: Settings): void {
  if (sound.addedBy.id === doer.user.id || isManager(doer)) return;
  const managesMessages = doer.memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false;
  if (removers === null ? managesMessages : hasRole(doer, removers)) return;
  const owner = literal(sound.addedBy.name, 32);
  if (removers === null) throw new UserError('not-allowed', { says: 'notYours', owner });
  const roles = roleNames(doer, removers).slice(0, NAMED);
  throw new UserError(
    'not-allowed',
    roles.length > 0 ? { says: 'notYoursNorRoles', owner, roles } : { says: 'notYoursNorManager', owner },
  );
}
