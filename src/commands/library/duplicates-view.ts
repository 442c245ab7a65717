import type { InteractionEditReplyOptions } from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import type { RelatedSounds } from '../../relations/list-relations.ts';
import type { Sound } from '../../storage/library.ts';
import { COLOUR, soundLink } from '../search/results-view.ts';
import { type Row, row, select } from '../shared/components.ts';
import { encodeCustomId } from '../shared/custom-id.ts';
import { relationText } from '../shared/relation-text.ts';
import { MAX_OPTIONS, soundOptionOf } from '../shared/sound-menu.ts';
import { pageButtons } from './list-view.ts';

/** Number of lines on a page. Ten fit into the 4,096 characters of an embed description. */
export const PAGE_SIZE = 10;
const MAX_LABEL = 40;

/** Related sounds, and the score of the first two; null if they cannot be compared. */
type Scored = RelatedSounds & { readonly score: number | null };

export interface DuplicatesPage {
  readonly related: readonly Scored[];
  /** Page number; the first page is 0. */
  readonly page: number;
  readonly pages: number;
  /** Number of sounds of the library that have been compared, and of those that have not. */
  readonly compared: number;
  readonly pending: number;
}

/** Returns a page of related sounds, with menus to play and remove them. @param isRemovable for the second menu */
export function duplicatesReply(
  { related, page, pages, compared, pending }: DuplicatesPage,
  isRemovable: (sound: Sound) => boolean,
  messages: Messages,
) {
  const { duplicates: t, actions } = messages;
  const lines = related.map((sounds, index) => relatedLine(sounds, page * PAGE_SIZE + index + 1, messages));
  const footer = [
    pages > 1 ? actions.page(page + 1, pages) : '',
    t.compared(compared),
    pending > 0 ? t.pending(pending) : '',
  ];
  // A sound can be related to several others, but a menu must not have an option twice.
  const sounds = [...new Set(related.flatMap((group) => group.sounds))];
  const menu = (action: string, listed: readonly Sound[], placeholder: string): Row[] => {
    const options = listed.slice(0, MAX_OPTIONS).map((sound) => soundOptionOf(sound, messages));
    return options.length > 0 ? [row(select(encodeCustomId('duplicates', action), options, placeholder))] : [];
  };
  return {
    content: null,
    embeds: [
      {
        color: COLOUR,
        title: t.title,
        description: lines.join('\n') || (pending > 0 ? actions.noneSoFar : t.none),
        footer: { text: footer.filter((text) => text !== '').join(' ') },
      },
    ],
    components: [
      ...menu('play', sounds, actions.playOne),
      ...menu('remove', sounds.filter(isRemovable), actions.removeOne),
      ...(pages > 1 ? [pageButtons({ page, pages }, (target) => encodeCustomId('duplicates', 'page', target))] : []),
    ],
  } satisfies InteractionEditReplyOptions;
}

function relatedLine({ relation, sounds, score }: Scored, rank: number, t: Messages): string {
  const [a, b, ...more] = sounds;
  const names = { a: `**${soundLink(a, MAX_LABEL)}**`, b: `**${soundLink(b, MAX_LABEL)}**` };
  const parts = [
    `**${rank}.** ${relationText(relation, names, t)}`,
    ...(score === null ? [] : [t.format.percent(score)]),
    ...(more.length > 0 ? [t.common.andMore(more.length)] : []),
  ];
  return parts.join(' · ');
}
