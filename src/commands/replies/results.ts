import type { APIEmbed } from 'discord.js';
import type { Comparison } from '../../engine/embedding.ts';
import type { Sound } from '../../storage/library.ts';
import { bar, reasons } from './features.ts';
import { count, duration, literal, percent } from './text.ts';

export const COLOUR = 0x1f8b9c;
/** With ten the longest possible embed stays within Discord's 6,000 characters. */
export const PAGE = 10;

/** One place in the ranking. */
export interface Match {
  readonly sound: Sound;
  readonly comparison: Comparison;
}

export interface Results {
  /** What was searched with, in the member's words. */
  readonly subject: string;
  /** Duration of what was heard; null for a description in words. */
  readonly seconds: number | null;
  readonly matches: readonly Match[];
  /** Rank of the first match shown; 0 is the best. */
  readonly from?: number;
  /** Sounds that were compared. */
  readonly searched: number;
  readonly mode: 'clap' | 'acoustic';
}

/** The answer to a search: rank, score, label, who added it and why it matched, best first. */
export function resultsEmbed(results: Results): APIEmbed {
  const { subject, matches, seconds, searched, mode, from = 0 } = results;
  const heard = seconds === null ? '' : ` · ${duration(seconds)} heard`;
  const hearing = mode === 'clap' ? 'CLAP and acoustic features' : 'Acoustic features only';
  return {
    color: COLOUR,
    title: `🔎 Sounds like “${literal(subject, 60)}”`,
    fields: matches.slice(from, from + PAGE).map((match, index) => ({
      name: `${from + index + 1}. ${bar(match.comparison.score)} ${percent(match.comparison.score)}`,
      value: `${soundLine(match.sound)}\n${reasons(match.comparison)}`,
    })),
    footer: { text: `${hearing} · ${count(searched, 'sound')} searched${heard}` },
  };
}

/** `**[bd haus](link)** · 0:01 · added by DJ`. */
export function soundLine(sound: Sound): string {
  return `**${soundLink(sound)}** · ${duration(sound.seconds)} · added by ${literal(sound.addedBy.name, 32)}`;
}

/** The label, linked to the message that the sound came from. */
export function soundLink(sound: Sound, max = 60): string {
  const label = literal(sound.label, max);
  return sound.messageUrl ? `[${label}](${sound.messageUrl})` : label;
}
