import { type APIEmbed, embedLength } from 'discord.js';
import type { Comparison } from '../../engine/embedding.ts';
import { type Closeness, closenessOf } from '../../engine/reasons.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Sound } from '../../storage/library.ts';
import { bar, differences, reasons } from '../shared/features.ts';
import { literal } from '../shared/text.ts';

export const COLOUR = 0x1f8b9c;

/** One place in the ranking. */
export interface Match {
  readonly sound: Sound;
  readonly comparison: Comparison;
  /** Whether it seems to be the very recording that was searched with. */
  readonly isSame?: boolean;
  /** Further sounds of the same recording, which share its place. */
  readonly others?: readonly Sound[];
}

export interface Results {
  /** What was searched with, in the member's words. */
  readonly subject: string;
  /** `text`: a description in words, which has a meaning but no sound to compare feature by feature. */
  readonly kind: 'file' | 'sound' | 'text';
  /** Duration of what was heard. */
  readonly seconds: number;
  readonly matches: readonly Match[];
  /** Rank of the first match; 1 is the best. */
  readonly firstRank: number;
  /** Sounds that were compared. */
  readonly searched: number;
  readonly mode: 'clap' | 'acoustic';
  /** Anything else to know, a line each: filters, weights, that the very sound is here. */
  readonly notes?: readonly string[];
}

/** Discord takes 6,000 characters; labels are cut as far as that needs. */
const MAX_CHARACTERS = 6000;
const LABEL_LENGTHS = [60, 30, 15] as const;

/** The answer to a search: rank, score, label, who added it, why it matched and what differs, best first. */
export function resultsEmbed(results: Results, messages: Messages): APIEmbed {
  const { results: say, format } = messages;
  const { subject, kind, matches, seconds, searched, mode, firstRank, notes = [] } = results;
  const heard = kind === 'text' ? [] : [say.analyzed(format.duration(seconds))];
  const hearing = say.comparedBy[kind === 'text' ? 'meaning' : mode];
  const description = [verdict(results, say), ...notes].filter((line) => line !== '').join('\n');
  const head: APIEmbed = {
    color: COLOUR,
    title: say.title(literal(subject, 60)),
    // In full, because the buttons search with it again after a restart.
    ...(kind === 'text' ? { author: { name: subject } } : {}),
    ...(description === '' ? {} : { description }),
    footer: { text: [hearing, say.searched(searched), ...heard].join(' · ') },
  };
  const withLabels = (labels: number): APIEmbed => ({
    ...head,
    fields: matches.map((match, index) => ({
      name: `${firstRank + index}. ${bar(match.comparison.score)} ${format.percent(match.comparison.score)}${word(match, kind, messages)}`,
      value: [
        soundLine(match.sound, labels, messages),
        ...alsoAs(match, labels, messages),
        ...(kind === 'text' ? [] : why(match.comparison, messages)),
      ].join('\n'),
    })),
  });
  const tries = LABEL_LENGTHS.map(withLabels);
  return tries.find((embed) => embedLength(embed) <= MAX_CHARACTERS) ?? head;
}

/** Says so where even the best is not close: a list always has a first place. */
function verdict({ matches: [best], kind, firstRank, searched }: Results, say: Messages['results']): string {
  if (!best) return searched > 0 ? say.nothingFits : say.nothingElse;
  if (kind === 'text' || firstRank > 1 || closenessOf(best.comparison) !== 'far') return '';
  return say.nothingClose;
}

/** How close that is, in a word; words about a sound are on another scale than sounds about each other. */
function word(match: Match, kind: Results['kind'], { features }: Messages): string {
  return kind === 'text' ? '' : ` · ${features.closeness[closeness(match)]}`;
}

/** "Same recording" takes more than a high score: two notes of one instrument have that as well. */
function closeness({ comparison, isSame = false }: Match): Closeness {
  if (isSame) return 'same recording';
  const byScore = closenessOf(comparison);
  return byScore === 'same recording' ? 'very close' : byScore;
}

function alsoAs({ others = [] }: Match, labels: number, { results: say, common }: Messages): string[] {
  const [first] = others;
  if (!first) return [];
  const also = say.alsoAs(literal(first.label, labels / 2));
  return [others.length > 1 ? `${also} ${common.andMore(others.length - 1)}` : also];
}

function why(comparison: Comparison, messages: Messages): string[] {
  return [reasons(comparison, messages), differences(comparison, messages)].filter((line) => line !== '');
}

/** `**[bd haus](link)** · 0:01 · added by DJ`. */
export function soundLine(sound: Sound, labels: number, { results: say, format }: Messages): string {
  const by = say.addedBy(literal(sound.addedBy.name, 24));
  return `**${soundLink(sound, labels)}** · ${format.duration(sound.seconds)} · ${by}`;
}

/** The label, linked to the message that the sound came from. */
export function soundLink(sound: Sound, max = 60): string {
  const label = literal(sound.label, max);
  return sound.messageUrl ? `[${label}](${sound.messageUrl})` : label;
}
