import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js';
import type { BlockName } from '../../engine/embedding.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Level } from '../../storage/settings.ts';
import { featureIn } from './features.ts';

const STYLE = {
  off: ButtonStyle.Danger,
  less: ButtonStyle.Secondary,
  normal: ButtonStyle.Secondary,
  more: ButtonStyle.Success,
} as const;

/** A button that names one aspect and says how much it counts. */
export function aspectButton(
  messages: Messages,
  name: BlockName,
  level: Level,
  customId: string,
): APIButtonComponentWithCustomId {
  const mark = { off: messages.controls.off, less: '−', normal: '', more: '+' }[level];
  const aspect = name === 'clap' ? { emoji: '💬', name: messages.features.meaning } : featureIn(messages, name);
  return {
    type: ComponentType.Button,
    style: STYLE[level],
    label: `${aspect.name} ${mark}`.trim(),
    custom_id: customId,
    emoji: { name: aspect.emoji },
  };
}
