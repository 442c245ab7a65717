import type { APIEmbed } from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import type { Sound } from '../../storage/library.ts';
import { COLOUR } from '../search/results-view.ts';
import { clean, literal } from '../shared/text.ts';

/** All that is known about one sound. */
export function soundCard(sound: Sound, { sound: say, common, format }: Messages): APIEmbed {
  const added = Math.floor(Date.parse(sound.addedAt) / 1000);
  return {
    color: COLOUR,
    title: `🔊 ${literal(sound.label)}`,
    ...(sound.messageUrl ? { url: sound.messageUrl } : {}),
    fields: [
      { name: say.length, value: format.duration(sound.seconds), inline: true },
      { name: say.addedBy, value: literal(sound.addedBy.name, 32) || common.somebody, inline: true },
      { name: say.added, value: `<t:${added}:R>`, inline: true },
      ...(sound.tags.length > 0 ? [{ name: say.tags, value: literal(sound.tags.join(', '), 350) }] : []),
    ],
    footer: { text: `${clean(sound.fileName, 100)} · ${say.kilobytes(Math.ceil(sound.bytes / 1024))}` },
  };
}
