import { type APIEmbed, embedLength } from 'discord.js';
import type { Comparison } from '../../engine/embedding.ts';
import { closenessOf } from '../../engine/reasons.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Sound } from '../../storage/library.ts';
import { bar, differences, reasons } from '../shared/feature-text.ts';
import { literal } from '../shared/text.ts';
import type { Match } from './find-matches.ts';

export const COLOUR = 0x1f8b9c;

export interface Results {
  /** Name of the query for members: a file name, a label or a text. */
  readonly subject: string;
  /** Kind of the query. For a text, no acoustic features are shown, because a text has none. */
  readonly kind: 'file' | 'sound' | 'text';
  readonly seconds: number;
  readonly matches: readonly Match[];
  /** Rank of the first match on the page; the best rank is 1. */
  readonly firstRank: number;
  /** Number of sounds that were compared with the query. */
  readonly searched: number;
  readonly mode: 'clap' | 'acoustic';
  /** Whether the sounds were filtered by tag, member or score. */
  readonly filtered?: boolean;
  /** Lines above the matches, about filters, changed weights, or an identical file in the library. */
  readonly notes?: readonly string[];
}

/** Discord's limit for the characters of an embed. Labels are shortened until the embed fits. */
const MAX_CHARACTERS = 6000;
const LABEL_LENGTHS = [60, 30, 15] as const;

/** Returns the embed with the results: rank, score, label, owner, similarities and differences of each match. */
export function resultsEmbed(results: Results, messages: Messages): APIEmbed {
  const { results: t, format } = messages;
  const { subject, kind, matches, seconds, searched, mode, firstRank, notes = [] } = results;
  const duration = kind === 'text' ? [] : [t.analyzed(format.duration(seconds))];
  const explained = kind === 'text' || matches.length === 0 ? [] : [messages.explained.inFooter];
  const comparedBy = t.comparedBy[kind === 'text' ? 'meaning' : mode];
  const description = [verdict(results, messages), ...notes].filter((line) => line !== '').join('\n');
  const head: APIEmbed = {
    color: COLOUR,
    title: t.title(literal(subject, 60)),
    // The author is the full text of the query, because buttons read the text from the embed after a restart.
    ...(kind === 'text' ? { author: { name: subject } } : {}),
    ...(description === '' ? {} : { description }),
    footer: { text: [comparedBy, t.searched(searched), ...duration, ...explained].join(' · ') },
  };
  const withLabels = (maxLabel: number): APIEmbed => ({
    ...head,
    fields: matches.map((match, index) => ({
      name: `${firstRank + index}. ${bar(match.comparison.score)} ${format.percent(match.comparison.score)}${closenessText(match, kind, messages)}`,
      value: [
        soundLine(match.sound, maxLabel, messages),
        ...alsoAs(match, maxLabel, messages),
        ...(kind === 'text' ? [] : why(match.comparison, messages)),
      ].join('\n'),
    })),
  });
  const tries = LABEL_LENGTHS.map(withLabels);
  return tries.find((embed) => embedLength(embed) <= MAX_CHARACTERS) ?? head;
}

/** Returns a notice if there is no match, or if not even the best match is similar; otherwise an empty string. */
function verdict({ matches: [best], kind, firstRank, searched, filtered }: Results, messages: Messages): string {
  const { results: t, lifting } = messages;
  if (!best && filtered) return lifting.noneLeft;
  if (!best) return searched > 0 ? t.nothingFits : t.nothingElse;
  if (kind === 'text' || firstRank > 1 || closenessOf(best.comparison) !== 'far') return '';
  return t.nothingClose;
}

/** Returns the score in words; empty for a text query, because its scores are on another scale. */
function closenessText(match: Match, kind: Results['kind'], { features }: Messages): string {
  if (kind === 'text') return '';
  return ` · ${features.closeness[match.isSame ? 'same recording' : closenessOf(match.comparison)]}`;
}

function alsoAs({ others = [] }: Match, maxLabel: number, { results: t, common }: Messages): string[] {
  const [first] = others;
  if (!first) return [];
  const also = t.alsoAs(literal(first.label, maxLabel / 2));
  return [others.length > 1 ? `${also} ${common.andMore(others.length - 1)}` : also];
}

function why(comparison: Comparison, messages: Messages): string[] {
  return [reasons(comparison, messages), differences(comparison, messages)].filter((line) => line !== '');
}

/** Returns the line about a sound: `**[bd haus](link)** · 0:01 · added by DJ`. */
function soundLine(sound: Sound, maxLabel: number, { results: t, format }: Messages): string {
  const by = t.addedBy(literal(sound.addedBy.name, 24));
  return `**${soundLink(sound, maxLabel)}** · ${format.duration(sound.seconds)} · ${by}`;
}

/** Returns the label of a sound, with a link to the message that has the sound as an attachment. */
export function soundLink(sound: Sound, max = 60): string {
  const label = literal(sound.label, max);
  return sound.messageUrl ? `[${label}](${sound.messageUrl})` : label;
}
