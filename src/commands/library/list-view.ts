import type { APIEmbed } from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import type { Sound } from '../../storage/library.ts';
import { COLOUR, soundLink } from '../search/results-view.ts';
import { button, type Row, row } from '../shared/components.ts';
import { literal } from '../shared/text.ts';

/** Sounds on a page. With ten, the description stays within Discord's 4,096 characters. */
const PAGE_SIZE = 10;

/** Returns the number of pages, which is at least one. */
export function listPages(sounds: readonly Sound[]): number {
  return Math.max(1, Math.ceil(sounds.length / PAGE_SIZE));
}

/** Returns the embed with one page of a list of sounds. @param page the first page is 0 */
export function listEmbed(sounds: readonly Sound[], page: number, { list: t, format }: Messages): APIEmbed {
  const start = page * PAGE_SIZE;
  const lines = sounds
    .slice(start, start + PAGE_SIZE)
    .map((sound, index) => listLine(sound, start + index + 1, format));
  return {
    color: COLOUR,
    title: t.title,
    description: lines.join('\n') || t.empty,
    footer: { text: t.footer(sounds.length, page + 1, listPages(sounds)) },
  };
}

/**
 * Returns the buttons for the previous and the next page.
 * @param customIdOf returns the custom id of a page
 */
export function pageButtons(page: number, pages: number, customIdOf: (page: number) => string): Row {
  const pageButton = (label: string, target: number) =>
    button(label, customIdOf(target), { disabled: target < 0 || target >= pages });
  return row(pageButton('◀', page - 1), pageButton('▶', page + 1));
}

function listLine(sound: Sound, rank: number, { duration }: Messages['format']): string {
  const tags = sound.tags.length > 0 ? ` · ${literal(sound.tags.join(', '), 40)}` : '';
  return `**${rank}.** ${soundLink(sound, 50)} · ${duration(sound.seconds)}${tags} · ${literal(sound.addedBy.name, 32)}`;
}
