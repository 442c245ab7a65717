import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIEmbed,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Sound } from '../../storage/library.ts';
import type { Twin } from '../twins.ts';
import { COLOUR, soundLink } from './results.ts';
import { count, duration, literal, percent } from './text.ts';

/** What joined the library. */
export function addedEmbed(sounds: readonly Sound[], size: number): APIEmbed {
  return {
    color: COLOUR,
    title: '✅ Added',
    description: sounds.map(addedLine).join('\n'),
    footer: { text: `${count(size, 'sound')} in this server's library` },
  };
}

/** What seems to be there already, and whether to add it all the same. */
export function twinsEmbed(twins: readonly { readonly label: string; readonly twin: Twin }[]): APIEmbed {
  return {
    color: 0xd9a441,
    title: '🤔 Here already?',
    description: twins.map(twinLine).join('\n'),
    footer: { text: 'Nothing was changed. You decide.' },
  };
}

export function twinButtons(key: string): APIActionRowComponent<APIButtonComponent> {
  const button = (answer: string, label: string, style: ButtonStyle.Primary | ButtonStyle.Secondary) => ({
    type: ComponentType.Button as const,
    style,
    label,
    custom_id: `add:${answer}:${key}`,
  });
  return {
    type: ComponentType.ActionRow,
    components: [button('yes', 'Add anyway', ButtonStyle.Primary), button('no', 'Leave it out', ButtonStyle.Secondary)],
  };
}

function addedLine(sound: Sound): string {
  const tags = sound.tags.length > 0 ? ` · ${literal(sound.tags.join(', '), 120)}` : '';
  return `**${literal(sound.label)}** · ${duration(sound.seconds)}${tags}`;
}

function twinLine({ label, twin }: { label: string; twin: Twin }): string {
  const how = twin.score === 1 ? 'is the very same file as' : `sounds like the same recording as`;
  const alike = twin.score === 1 ? '' : ` (${percent(twin.score)})`;
  return `**${literal(label, 60)}** ${how} **${soundLink(twin.sound)}**${alike}`;
}
