import type { APIEmbed } from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import type { Sound } from '../../storage/library.ts';
import { COLOUR } from '../search/results-view.ts';
import { clean, literal } from '../shared/text.ts';

export function soundCard(sound: Sound, { sound: t, common, format }: Messages): APIEmbed {
  const added = Math.floor(Date.parse(sound.addedAt) / 1000);
  return {
    color: COLOUR,
    title: `🔊 ${literal(sound.label)}`,
    ...(sound.messageUrl ? { url: sound.messageUrl } : {}),
    fields: [
      { name: t.length, value: format.duration(sound.seconds), inline: true },
      { name: t.addedBy, value: literal(sound.addedBy.name, 32) || common.somebody, inline: true },
      { name: t.added, value: `<t:${added}:R>`, inline: true },
      ...(sound.tags.length > 0 ? [{ name: t.tags, value: literal(sound.tags.join(', '), 350) }] : []),
    ],
    footer: { text: `${clean(sound.fileName, 100)} · ${t.kilobytes(Math.ceil(sound.bytes / 1024))}` },
  };
}
