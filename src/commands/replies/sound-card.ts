import type { APIEmbed } from 'discord.js';
import type { Sound } from '../../storage/library.ts';
import { COLOUR } from './results.ts';
import { clean, duration, literal } from './text.ts';

/** All that is known about one sound. */
export function soundCard(sound: Sound): APIEmbed {
  const added = Math.floor(Date.parse(sound.addedAt) / 1000);
  return {
    color: COLOUR,
    title: `🔊 ${literal(sound.label)}`,
    ...(sound.messageUrl ? { url: sound.messageUrl } : {}),
    fields: [
      { name: 'Length', value: duration(sound.seconds), inline: true },
      { name: 'Added by', value: literal(sound.addedBy.name, 32) || 'somebody', inline: true },
      { name: 'Added', value: `<t:${added}:R>`, inline: true },
      ...(sound.tags.length > 0 ? [{ name: 'Tags', value: literal(sound.tags.join(', '), 350) }] : []),
    ],
    footer: { text: `${clean(sound.fileName, 100)} · ${Math.ceil(sound.bytes / 1024).toLocaleString('en-US')} KB` },
  };
}
