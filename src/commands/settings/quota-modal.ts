import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Quota } from '../../storage/quota.ts';
import type { HostLimits, Modal } from '../command.ts';

const MEBIBYTE = 2 ** 20;

/** The modal that asks how much may be kept, with what holds now filled in. */
export function roomModal(
  room: Quota,
  limits: HostLimits,
  { settings: say }: Messages,
): APIModalInteractionResponseCallbackData {
  const field = (id: string, label: string, description: string, value: number | null) => ({
    type: ComponentType.Label as const,
    label,
    description,
    component: {
      type: ComponentType.TextInput as const,
      custom_id: id,
      style: TextInputStyle.Short as const,
      required: false,
      max_length: 12,
      ...(value === null ? {} : { value: String(value) }),
    },
  });
  const megabytes = room.bytes === null ? null : Math.floor(room.bytes / MEBIBYTE);
  return {
    custom_id: 'settings:room',
    title: say.quotaTitle,
    components: [
      field('sounds', say.quotaSounds, say.upTo(limits.sounds), room.sounds),
      field('megabytes', say.quotaMegabytes, say.upTo(Math.floor(limits.bytes / MEBIBYTE)), megabytes),
      field('member', say.quotaSoundsPerMember, say.noMemberQuota, room.soundsPerMember),
    ],
  };
}

/** What a member wrote in {@link roomModal}. @throws UserError `usage` where it is no number, or more than the host allows. */
export function readRoom({ fields }: Modal, limits: HostLimits): Quota {
  const number = (id: string, max: number): number | null => {
    const text = fields.getTextInputValue(id).replace(/[\s.,'’]/g, '');
    if (text === '') return null;
    // Digits of any script; a keyboard for Japanese types wide ones.
    const value = /^\d+$/.test(text.normalize('NFKC')) ? Number(text.normalize('NFKC')) : 0;
    if (value < 1 || value > max) throw new UserError({ code: 'limitUnreadable', max });
    return value;
  };
  const megabytes = number('megabytes', Math.floor(limits.bytes / MEBIBYTE));
  return {
    sounds: number('sounds', limits.sounds),
    bytes: megabytes === null ? null : megabytes * MEBIBYTE,
    soundsPerMember: number('member', limits.sounds),
  };
}
