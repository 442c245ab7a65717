import type { APIEmbed } from 'discord.js';
import { FEATURE_NAMES } from '../../engine/embedding.ts';
import type { Messages } from '../../i18n/index.ts';
import { COLOUR } from '../search/results-view.ts';
import { featureIn, withEmoji } from '../shared/feature-text.ts';

/** Returns an embed that explains the six features, the meaning, and the words for scores, in one line each. */
export function featuresEmbed(messages: Messages): APIEmbed {
  const { explained: t, features, help } = messages;
  const lines = [
    ...FEATURE_NAMES.map((name) => `**${withEmoji(featureIn(messages, name))}**: ${t[name]}`),
    `**💡\u00a0${features.meaning}**: ${t.meaning}`,
  ];
  return {
    color: COLOUR,
    title: t.title,
    description: lines.join('\n'),
    fields: [{ name: t.words, value: t.wordsExplained(Object.values(features.closeness).join(' › ')) }],
    footer: { text: help.reasons },
  };
}
