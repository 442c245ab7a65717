import { type APIButtonComponentWithCustomId, ButtonStyle } from 'discord.js';
import { BLOCK_NAMES, type BlockName } from '../../engine/embedding.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Level, Levels } from '../../storage/settings.ts';
import { button, type Row, row } from '../shared/components.ts';
import { featureIn } from '../shared/feature-text.ts';

const STYLE = {
  off: ButtonStyle.Danger,
  less: ButtonStyle.Secondary,
  normal: ButtonStyle.Secondary,
  more: ButtonStyle.Success,
} as const;

const FIRST_ROW = 4;

/**
 * Returns two rows of buttons, one button for each block of the embedding. A button shows the level of the weight of
 * its block. A press of the button sets the next level.
 * @param hasClap whether there is a button for the CLAP block
 * @param customIdOf returns the custom id of the button that sets a block to a level
 */
export function weightButtons(
  levels: Levels,
  messages: Messages,
  hasClap: boolean,
  customIdOf: (block: BlockName, next: Level) => string,
): Row[] {
  const buttons = BLOCK_NAMES.filter((block) => block !== 'clap' || hasClap).map((block) =>
    levelButton(block, levels[block], messages, customIdOf(block, nextLevel(levels[block]))),
  );
  return [row(...buttons.slice(0, FIRST_ROW)), row(...buttons.slice(FIRST_ROW))];
}

function levelButton(
  block: BlockName,
  level: Level,
  messages: Messages,
  customId: string,
): APIButtonComponentWithCustomId {
  const mark = { off: messages.controls.off, less: '−', normal: '', more: '+' }[level];
  const { name, emoji } =
    block === 'clap' ? { emoji: '💬', name: messages.features.meaning } : featureIn(messages, block);
  return button(`${name} ${mark}`.trim(), customId, { style: STYLE[level], emoji });
}

/** Returns the level that a press of the button sets. */
export function nextLevel(current: Level): Level {
  const next = { normal: 'more', more: 'less', less: 'off', off: 'normal' } as const;
  return next[current];
}
