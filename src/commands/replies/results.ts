import { type APIEmbed, embedLength } from 'discord.js';
import type { Comparison } from '../../engine/embedding.ts';
import { closenessOf } from '../../engine/reasons.ts';
import type { Sound } from '../../storage/library.ts';
import { bar, differences, reasons } from './features.ts';
import { count, duration, literal, percent } from './text.ts';

export const COLOUR = 0x1f8b9c;

/** How a mode is named below a result. */
const HEARING = { clap: 'CLAP and acoustic features', acoustic: 'Acoustic features only' } as const;

/** One place in the ranking. */
export interface Match {
  readonly sound: Sound;
  readonly comparison: Comparison;
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
export function resultsEmbed(results: Results): APIEmbed {
  const { subject, kind, matches, seconds, searched, mode, firstRank, notes = [] } = results;
  const heard = kind === 'text' ? '' : ` · ${duration(seconds)} heard`;
  const hearing = kind === 'text' ? 'By meaning, with CLAP' : HEARING[mode];
  const description = [verdict(results), ...notes].filter((line) => line !== '').join('\n');
  const head: APIEmbed = {
    color: COLOUR,
    title: `🔎 Sounds like “${literal(subject, 60)}”`,
    // In full, because the buttons search with it again after a restart.
    ...(kind === 'text' ? { author: { name: subject } } : {}),
    ...(description === '' ? {} : { description }),
    footer: { text: `${hearing} · ${count(searched, 'sound')} searched${heard}` },
  };
  const withLabels = (labels: number): APIEmbed => ({
    ...head,
    fields: matches.map((match, index) => ({
      name: `${firstRank + index}. ${bar(match.comparison.score)} ${percent(match.comparison.score)}${word(match, kind)}`,
      value: [
        soundLine(match.sound, labels),
        ...alsoAs(match, labels),
        ...(kind === 'text' ? [] : why(match.comparison)),
      ].join('\n'),
    })),
  });
  const tries = LABEL_LENGTHS.map(withLabels);
  return tries.find((embed) => embedLength(embed) <= MAX_CHARACTERS) ?? head;
}

/** Says so where even the best is not close: a list always has a first place. */
function verdict({ matches: [best], kind, firstRank, searched }: Results): string {
  if (!best) return searched > 0 ? 'Nothing here fits that.' : 'There is no other sound here to compare with yet.';
  if (kind === 'text' || firstRank > 1 || closenessOf(best.comparison) !== 'far') return '';
  return '**Nothing close.** These are the nearest:';
}

/** How close that is, in a word; words about a sound are on another scale than sounds about each other. */
function word({ comparison }: Match, kind: Results['kind']): string {
  return kind === 'text' ? '' : ` · ${closenessOf(comparison)}`;
}

function alsoAs({ others = [] }: Match, labels: number): string[] {
  const [first] = others;
  if (!first) return [];
  return [
    `also here as ${literal(first.label, labels / 2)}${others.length > 1 ? ` and ${others.length - 1} more` : ''}`,
  ];
}

function why(comparison: Comparison): string[] {
  return [reasons(comparison), differences(comparison)].filter((line) => line !== '');
}

/** `**[bd haus](link)** · 0:01 · added by DJ`. */
export function soundLine(sound: Sound, labels = 60): string {
  return `**${soundLink(sound, labels)}** · ${duration(sound.seconds)} · added by ${literal(sound.addedBy.name, 24)}`;
}

/** The label, linked to the message that the sound came from. */
export function soundLink(sound: Sound, max = 60): string {
  const label = literal(sound.label, max) || 'untitled';
  return sound.messageUrl ? `[${label}](${sound.messageUrl})` : label;
}
