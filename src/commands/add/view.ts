import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIEmbed,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import type { Sound } from '../../storage/library.ts';
import { COLOUR, soundLink } from '../search/results-view.ts';
import type { Duplicate } from '../shared/duplicate-detection.ts';
import { literal } from '../shared/text.ts';

/** Of each of the two embeds: Discord takes 6,000 in all, titles and footers included. */
const MAX_CHARACTERS = 2700;
const LABEL_LENGTHS = [100, 60, 30, 15] as const;

/** What joined the library. */
export function addedEmbed(sounds: readonly Sound[], size: number, { add: say, format }: Messages): APIEmbed {
  return {
    color: COLOUR,
    title: say.added,
    description: fitted((labels) => sounds.map((sound) => addedLine(sound, labels, format))),
    footer: { text: say.nowHere(size) },
  };
}

/** What seems to be there already, and whether to add it all the same. */
export function twinsEmbed(
  twins: readonly { readonly label: string; readonly twin: Duplicate }[],
  messages: Messages,
): APIEmbed {
  const { hereAlready, undecided } = messages.add;
  return {
    color: 0xd9a441,
    title: hereAlready,
    description: fitted((labels) => twins.map((twin) => twinLine(twin, labels, messages))),
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

/** Lines with labels as long as there is room for: a mark that Discord would read as markup takes two characters. */
function fitted(linesWith: (labels: number) => readonly string[]): string {
  const tries = LABEL_LENGTHS.map((labels) => linesWith(labels).join('\n'));
  return tries.find((text) => text.length <= MAX_CHARACTERS) ?? '';
}

function addedLine(sound: Sound, labels: number, { duration }: Messages['format']): string {
  const tags = sound.tags.length > 0 ? ` · ${literal(sound.tags.join(', '), labels)}` : '';
  return `**${literal(sound.label, labels)}** · ${duration(sound.seconds)}${tags}`;
}

function twinLine(
  { label, twin }: { label: string; twin: Duplicate },
  labels: number,
  { add: say, format }: Messages,
): string {
  const most = Math.min(60, labels);
  const [name, known] = [literal(label, most), soundLink(twin.sound, most)];
  return twin.score === 1 ? say.sameFile(name, known) : say.sameRecording(name, known, format.percent(twin.score));
}
