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
import { literal } from '../shared/text.ts';

/** With ten the longest possible description stays within Discord's 4,096 characters. */
const PAGE = 10;

export function listPages(sounds: readonly Sound[]): number {
  return Math.max(1, Math.ceil(sounds.length / PAGE));
}

/** One page of a list of sounds; 0 is the first. */
export function listEmbed(sounds: readonly Sound[], page: number, { list: say, format }: Messages): APIEmbed {
  const start = page * PAGE;
  const lines = sounds.slice(start, start + PAGE).map((sound, index) => listLine(sound, start + index + 1, format));
  return {
    color: COLOUR,
    title: say.title,
    description: lines.join('\n') || say.empty,
    footer: { text: say.footer(sounds.length, page + 1, listPages(sounds)) },
  };
}

/** Back and forth; `idOf` gives the custom id that leads to a page. */
export function pageButtons(
  page: number,
  pages: number,
  idOf: (page: number) => string,
): APIActionRowComponent<APIButtonComponent> {
  const button = (label: string, target: number): APIButtonComponent => ({
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label,
    custom_id: idOf(target),
    disabled: target < 0 || target >= pages,
  });
  return { type: ComponentType.ActionRow, components: [button('◀', page - 1), button('▶', page + 1)] };
}

function listLine(sound: Sound, rank: number, { duration }: Messages['format']): string {
  const tags = sound.tags.length > 0 ? ` · ${literal(sound.tags.join(', '), 40)}` : '';
  return `**${rank}.** ${soundLink(sound, 50)} · ${duration(sound.seconds)}${tags} · ${literal(sound.addedBy.name, 32)}`;
}
