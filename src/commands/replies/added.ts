import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIEmbed,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Sound } from '../../storage/library.ts';
import type { Messages } from '../messages/index.ts';
import type { Twin } from '../twins.ts';
import { COLOUR, soundLink } from './results.ts';
import { literal } from './text.ts';

/** What joined the library. */
export function addedEmbed(sounds: readonly Sound[], size: number, { add: say, format }: Messages): APIEmbed {
  return {
    color: COLOUR,
    title: say.added,
    description: sounds.map((sound) => addedLine(sound, format)).join('\n'),
    footer: { text: say.nowHere(size) },
  };
}

/** What seems to be there already, and whether to add it all the same. */
export function twinsEmbed(
  twins: readonly { readonly label: string; readonly twin: Twin }[],
  messages: Messages,
): APIEmbed {
  const { hereAlready, undecided } = messages.add;
  return {
    color: 0xd9a441,
    title: hereAlready,
    description: twins.map((twin) => twinLine(twin, messages)).join('\n'),
    footer: { text: undecided },
  };
}

export function twinButtons(key: string, { add: say }: Messages): APIActionRowComponent<APIButtonComponent> {
  const button = (answer: string, label: string, style: ButtonStyle.Primary | ButtonStyle.Secondary) => ({
    type: ComponentType.Button as const,
    style,
    label,
    custom_id: `add:${answer}:${key}`,
  });
  return {
    type: ComponentType.ActionRow,
    components: [button('yes', say.anyway, ButtonStyle.Primary), button('no', say.leaveOut, ButtonStyle.Secondary)],
  };
}

function addedLine(sound: Sound, { duration }: Messages['format']): string {
  const tags = sound.tags.length > 0 ? ` · ${literal(sound.tags.join(', '), 120)}` : '';
  return `**${literal(sound.label)}** · ${duration(sound.seconds)}${tags}`;
}

function twinLine({ label, twin }: { label: string; twin: Twin }, { add: say, format }: Messages): string {
  const [name, known] = [literal(label, 60), soundLink(twin.sound)];
  return twin.score === 1 ? say.sameFile(name, known) : say.sameRecording(name, known, format.percent(twin.score));
}
