import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Quota } from '../../storage/quota.ts';
import type { HostLimits } from '../app.ts';
import type { Modal } from '../command.ts';

const MEBIBYTE = 2 ** 20;

export function quotaModal(
  quota: Quota,
  limits: HostLimits,
  { settings: t }: Messages,
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
  const megabytes = quota.bytes === null ? null : Math.floor(quota.bytes / MEBIBYTE);
  return {
    custom_id: 'settings:room',
    title: t.quotaTitle,
    components: [
      field('sounds', t.quotaSounds, t.upTo(limits.sounds), quota.sounds),
      field('megabytes', t.quotaMegabytes, t.upTo(Math.floor(limits.bytes / MEBIBYTE)), megabytes),
      field('member', t.quotaSoundsPerMember, t.noMemberQuota, quota.soundsPerMember),
    ],
  };
}

/** Returns the submitted quota. @throws UserError `limitUnreadable` if a value is not a number within its limits */
export function readQuota({ fields }: Modal, limits: HostLimits): Quota {
  const number = (id: string, max: number): number | null => {
    const text = fields.getTextInputValue(id).replace(/[\s.,'’]/g, '');
    if (text === '') return null;
    // NFKC converts full-width digits, which Japanese keyboards can type, to ASCII digits.
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
