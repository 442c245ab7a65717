import type { APIEmbed } from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import type { Sound } from '../../storage/library.ts';
import { COLOUR } from '../search/results-view.ts';
import { describedAs } from '../shared/descriptor-text.ts';
import { LICENSES, licenseName } from '../shared/licenses.ts';
import { clean, literal } from '../shared/text.ts';

/** Returns the card of a sound: what it is in a few words, who added it, and its tags. */
export function soundCard(sound: Sound, messages: Messages): APIEmbed {
  const { sound: t, common, format } = messages;
  const added = Math.floor(Date.parse(sound.addedAt) / 1000);
  return {
    color: COLOUR,
    title: `🔊 ${literal(sound.label)}`,
    ...(sound.messageUrl ? { url: sound.messageUrl } : {}),
    description: describedAs(sound, messages),
    fields: [
      { name: t.length, value: format.duration(sound.seconds), inline: true },
      { name: t.addedBy, value: literal(sound.addedBy.name, 32) || common.somebody, inline: true },
      { name: t.added, value: `<t:${added}:R>`, inline: true },
      ...(sound.license || sound.source ? [{ name: t.license, value: licenseText(sound, t.source) }] : []),
      ...(sound.collections.length > 0
        ? [{ name: messages.collection.all, value: literal(sound.collections.join(', '), 350) }]
        : []),
      ...(sound.tags.length > 0 ? [{ name: t.tags, value: literal(sound.tags.join(', '), 350) }] : []),
    ],
    footer: { text: `${clean(sound.fileName, 100)} · ${t.kilobytes(Math.ceil(sound.bytes / 1024))}` },
  };
}

/** Returns the license and the source of a sound as links. @param source word for the link to the source */
function licenseText({ license, source: link }: Sound, source: string): string {
  const address = license && LICENSES.get(license);
  const name = license && literal(licenseName(license), 40);
  return [
    ...(name ? [address ? `[${name}](${address})` : name] : []),
    ...(link ? [`[${source}](<${link.replaceAll('>', '%3E')}>)`] : []),
  ].join(' · ');
}
