import { type APIEmbed, type APIEmbedField, embedLength } from 'discord.js';
import type { Descriptors } from '../../engine/descriptors/descriptors.ts';
import type { Weights } from '../../engine/embedding.ts';
import { closenessOf } from '../../engine/reasons.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Sound } from '../../storage/library.ts';
import { descriptorDifferences } from '../shared/descriptor-text.ts';
import { bar, differences, reasons } from '../shared/feature-text.ts';
import { literal } from '../shared/text.ts';
import type { Match } from './find-matches.ts';

export const COLOUR = 0x1f8b9c;

export interface Results {
  /** Name of the query for members: a file name, a label or a text. */
  readonly subject: string;
  /** Kind of the query. For a text, no acoustic features are shown, because a text has none. */
  readonly kind: 'file' | 'sound' | 'text';
  readonly matches: readonly Match[];
  /** Descriptors of the query; null if they are not known, or the query is a text. */
  readonly descriptors?: Descriptors | null;
  /** Rank of the first match on the page; the best rank is 1. */
  readonly firstRank: number;
  /** Number of sounds that were compared with the query. */
  readonly searched: number;
  readonly mode: 'clap' | 'acoustic';
  /** Weights with which the scores were computed; default: the default weights. */
  readonly weights?: Weights | undefined;
  /** Whether the sounds were filtered by tag, member or score. */
  readonly filtered?: boolean;
  /** Why no sound meets a typed filter; empty if some do. */
  readonly whyNone?: string;
  /** Lines above the matches, about filters, changed weights, or an identical file in the library. */
  readonly notes?: readonly string[];
  /** Offer of another kind of search, in the footer, next to its button; by default, none. */
  readonly offer?: string;
  /** Fields below the matches. */
  readonly fields?: readonly APIEmbedField[];
}

/** Discord's limits for the characters of an embed and of its description. Labels are shortened until both fit. */
const MAX_CHARACTERS = 6000;
const MAX_DESCRIPTION = 4096;
const LABEL_LENGTHS = [60, 30, 15] as const;

/**
 * Returns the embed with the results: several lines about the first match on the page, and one about each other match.
 * @param part line about the most similar part of the query and the first match
 */
export function resultsEmbed(results: Results, messages: Messages, part?: string): APIEmbed {
  const { results: t } = messages;
  const {
    subject,
    kind,
    matches,
    searched,
    mode,
    firstRank,
    weights,
    notes = [],
    offer = '',
    fields = [],
    descriptors = null,
  } = results;
  const [first, ...others] = matches;
  const explained = kind === 'text' || matches.length === 0 ? [] : [messages.explained.inFooter];
  // An offer takes the place of all but the first, because a longer footer would take another line.
  const more = offer === '' ? [t.searched(searched), ...explained] : [offer];
  const footer = [t.comparedBy[kind === 'text' ? 'meaning' : mode], ...more];
  const withLabels = (maxLabel: number): APIEmbed => {
    const rank = { kind, maxLabel, weights, descriptors };
    const lines = [
      verdict(results, messages),
      ...notes,
      ...(first ? firstMatch(first, { ...rank, rank: firstRank }, messages, part) : []),
      ...others.map((match, index) => otherMatch(match, { ...rank, rank: firstRank + index + 1 }, messages)),
    ];
    return {
      color: COLOUR,
      title: t.title(literal(subject, 60)),
      // The author is the full text of the query, because buttons read the text from the embed after a restart.
      ...(kind === 'text' ? { author: { name: subject } } : {}),
      description: lines.filter((line) => line !== '').join('\n'),
      ...(fields.length > 0 && { fields: [...fields] }),
      footer: { text: footer.join(' · ') },
    };
  };
  const fits = (embed: APIEmbed) =>
    embedLength(embed) <= MAX_CHARACTERS && (embed.description ?? '').length <= MAX_DESCRIPTION;
  const tries = LABEL_LENGTHS.map(withLabels);
  return tries.find(fits) ?? withLabels(1);
}

/** Returns a notice if there is no match, or if not even the best match is similar; otherwise an empty string. */
function verdict(
  { matches: [best], kind, firstRank, searched, weights, filtered, whyNone = '' }: Results,
  messages: Messages,
): string {
  const { results: t, lifting } = messages;
  if (!best && filtered) return whyNone || lifting.noneLeft;
  if (!best) return searched > 0 ? t.nothingFits : t.nothingElse;
  if (kind === 'text' || firstRank > 1 || closenessOf(best.comparison, weights) !== 'far') return '';
  return t.nothingClose;
}

interface Place {
  readonly kind: Results['kind'];
  readonly rank: number;
  readonly maxLabel: number;
  readonly weights: Weights | undefined;
  /** Descriptors of the query. */
  readonly descriptors: Descriptors | null;
}

/** Returns the lines about the first match: rank, label, score; reasons; differences; copies; length and member. */
function firstMatch(match: Match, place: Place, messages: Messages, part?: string): string[] {
  const { results: t, format } = messages;
  const { sound, comparison } = match;
  const score = `${bar(comparison.score)} ${scoreText(match, messages, '**')}`;
  const by = t.addedBy(literal(sound.addedBy.name, 24));
  return [
    [
      `${rankedLabel(match, place)} ${score}`,
      ...closeness(match, place, messages),
      ...(match.standsOut ? [t.standsOut] : []),
    ].join(' · '),
    ...(place.kind === 'text' ? [] : [reasons(comparison, messages), differences(comparison, messages)]),
    ...(sound.descriptors && place.descriptors
      ? [descriptorDifferences(sound.descriptors, place.descriptors, messages)]
      : []),
    ...alsoAs(match, place, messages),
    [format.duration(sound.seconds), by, ...(part === undefined ? [] : [part])].join(' · '),
  ];
}

/**
 * Returns the line about another match: rank, label, score, and the strongest reason or else the clearest difference.
 * If the score has its place in the library beside it, the line has no room for the score in words.
 */
function otherMatch(match: Match, place: Place, messages: Messages): string {
  const { comparison, percentile, isSame, standsOut } = match;
  const feature = place.kind === 'text' ? '' : reasons(comparison, messages, 1) || differences(comparison, messages, 1);
  const why = standsOut ? messages.results.standsOut : feature;
  const [also = why] = alsoAs(match, place, messages);
  const words = percentile === undefined || isSame ? closeness(match, place, messages) : [];
  const parts = [rankedLabel(match, place), scoreText(match, messages), ...words, also];
  return parts.filter((text) => text !== '').join(' · ');
}

/** Returns the rank and the label of a match: `**2.** **[bd haus](link)**`. */
function rankedLabel({ sound }: Match, { rank, maxLabel }: Place): string {
  return `**${rank}.** **${soundLink(sound, maxLabel)}**`;
}

/** Returns the score in words; none for a text query, because its scores are on another scale. */
function closeness({ isSame, comparison }: Match, { kind, weights }: Place, { features }: Messages): string[] {
  return kind === 'text' ? [] : [features.closeness[isSame ? 'same recording' : closenessOf(comparison, weights)]];
}

/** Returns the score and its place among those of the library: `66% (top 3%)`. */
function scoreText({ comparison, percentile }: Match, { results: t, format }: Messages, mark = ''): string {
  const score = `${mark}${format.percent(comparison.score)}${mark}`;
  if (percentile === undefined) return score;
  // The share of the sounds with a lower score is rounded down, because no match is closer than all sounds.
  return `${score} (${t.top(format.percent((100 - Math.floor(100 * percentile)) / 100))})`;
}

function alsoAs({ others = [] }: Match, { maxLabel }: Place, { results: t, common }: Messages): string[] {
  const [first] = others;
  if (!first) return [];
  const also = t.alsoAs(literal(first.label, maxLabel / 2));
  return [others.length > 1 ? `${also} ${common.andMore(others.length - 1)}` : also];
}

/** Returns the label of a sound, with a link to the message that has the sound as an attachment. */
export function soundLink(sound: Sound, max = 60): string {
  const label = literal(sound.label, max);
  return sound.messageUrl ? `[${label}](${sound.messageUrl})` : label;
}
