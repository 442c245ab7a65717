import type { APIEmbed } from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import type { Sound } from '../../storage/library.ts';
import { COLOUR, soundLink } from '../search/results-view.ts';
import { button, type Row, row } from '../shared/components.ts';
import { literal } from '../shared/text.ts';

export interface ListPage {
  readonly sounds: readonly Sound[];
  /** Position of the first sound of the page in the whole list. The first sound of the list has position 1. */
  readonly firstRank: number;
  /** Number of sounds in the whole list. */
  readonly total: number;
  /** Page number; the first page is 0. */
  readonly page: number;
  readonly pages: number;
}

interface ListDetails {
  /** Id of a sound to mark; null for none. */
  readonly marked?: string | null;
  /** Line below the sounds; empty for none. */
  readonly note?: string;
}

/** Returns the embed with a page of a list. */
export function listEmbed(
  shown: ListPage,
  { list: t, format }: Messages,
  { marked = null, note = '' }: ListDetails = {},
): APIEmbed {
  const { sounds, firstRank, total, page, pages } = shown;
  const lines = sounds.map((sound, index) => {
    const line = listLine(sound, firstRank + index, format);
    return sound.id === marked ? `➡️ ${line}` : line;
  });
  return {
    color: COLOUR,
    title: t.title,
    description: [lines.join('\n') || t.empty, ...(note === '' ? [] : [note])].join('\n\n'),
    footer: { text: t.footer(total, page + 1, pages) },
  };
}

/** Returns the buttons for the previous and the next page. @param customIdOf returns the custom id of a page */
export function pageButtons(
  { page, pages }: Pick<ListPage, 'page' | 'pages'>,
  customIdOf: (page: number) => string,
): Row {
  const pageButton = (label: string, target: number) =>
    button(label, customIdOf(target), { disabled: target < 0 || target >= pages });
  return row(pageButton('◀', page - 1), pageButton('▶', page + 1));
}

function listLine(sound: Sound, rank: number, { duration }: Messages['format']): string {
  const tags = sound.tags.length > 0 ? ` · ${literal(sound.tags.join(', '), 40)}` : '';
  return `**${rank}.** ${soundLink(sound, 50)} · ${duration(sound.seconds)}${tags} · ${literal(sound.addedBy.name, 32)}`;
}
