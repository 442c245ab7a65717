import type { APISelectMenuOption, APIStringSelectComponent } from 'discord.js';
import { QUALITIES } from '../../engine/mix.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Library, Sound } from '../../storage/library.ts';
import { select } from '../shared/components.ts';
import { MAX_OPTIONS } from '../shared/sound-menu.ts';
import { clean, literal } from '../shared/text.ts';
import { addOption, type MixPart, partOption } from './mix-parts.ts';

/** Maximum length of a name in a menu, which leaves room for the words of the option. Discord allows 100. */
const MAX_NAME = 60;
const EMOJI = { tone: '🎤', rhythm: '🥁', tune: '🎵' } as const;

/** A part of a mix with the name that members know. */
export interface NamedPart extends MixPart {
  readonly name: string;
}

/** Returns the parts whose sounds are still in the library, with their names. */
export function namedParts(library: Pick<Library, 'get'>, parts: readonly MixPart[]): NamedPart[] {
  return parts.flatMap((part) => {
    const name = part.kind === 'text' ? part.ref : library.get(part.ref)?.label;
    return name === undefined ? [] : [{ ...part, name }];
  });
}

/**
 * Returns the menu with which members mix: it adds a match of the page to what is sought or unwanted, removes a part, or
 * lets only one quality of a part count.
 */
export function mixMenu(
  customId: string,
  parts: readonly NamedPart[],
  matches: readonly { readonly sound: Sound; readonly rank: number }[],
  { mixing: t }: Messages,
): APIStringSelectComponent {
  const changes = parts.flatMap((part): APISelectMenuOption[] => {
    const name = clean(part.name, MAX_NAME);
    const qualities = part.role === 'like' ? QUALITIES.filter((quality) => quality !== part.quality) : [];
    return [
      { label: t.drop(name), value: partOption('drop', part), emoji: { name: '✖️' } },
      ...(part.quality ? [{ label: t.all(name), value: partOption('all', part), emoji: { name: '🔎' } }] : []),
      ...qualities.map((quality) => ({
        label: t.only[quality](name),
        value: partOption(quality, part),
        emoji: { name: EMOJI[quality] },
      })),
    ];
  });
  const known = new Set(parts.map(({ ref }) => ref));
  const room = Math.floor((MAX_OPTIONS - changes.length) / 2);
  const offered = matches.filter(({ sound }) => !known.has(sound.id)).slice(0, room);
  const add = (role: MixPart['role'], emoji: string) =>
    offered.map(({ sound, rank }) => ({
      label: t[role](clean(`${rank}. ${sound.label}`, MAX_NAME)),
      value: addOption(role, sound.id),
      emoji: { name: emoji },
    }));
  return select(customId, [...changes, ...add('like', '➕'), ...add('unlike', '➖')], `🧪 ${t.menu}`);
}

/** Returns the line that says with what a search is mixed; empty if it is not. */
export function mixNote(parts: readonly NamedPart[], { mixing: t, format }: Messages): string {
  const named = parts.map(({ role, quality, kind, name }) => {
    const shown = kind === 'text' ? `“${literal(name, MAX_NAME)}”` : `**${literal(name, MAX_NAME)}**`;
    return role === 'unlike' ? t.noteUnlike(shown) : quality ? t.noteQuality[quality](shown) : t.noteLike(shown);
  });
  return named.length > 0 ? `🧪 ${t.note(format.list(named))}` : '';
}
