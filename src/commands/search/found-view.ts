import type { APIEmbed, APIEmbedField } from 'discord.js';
import { likenessOf } from '../../engine/index.ts';
import type { Messages } from '../../i18n/index.ts';
import type { FoundSound } from '../../relations/find-in-library.ts';
import { bar } from '../shared/feature-text.ts';
import { literal } from '../shared/text.ts';
import type { FoundPage } from './find-page.ts';
import { COLOUR, soundLink } from './results-view.ts';

/** Tempo ratios with a name of their own. */
const NAMED_RATIOS = { half: 1 / 2, twoThirds: 2 / 3, threeHalves: 3 / 2, double: 2 } as const;
/** Greatest relative difference of a ratio from one that is named, and from 1 to count as the same tempo. */
const NAMED_TOLERANCE = 0.035;
const SAME_TOLERANCE = 0.02;
/** Length of a label, so that a page of the most results fits in an embed. */
const MAX_LABEL = 40;

/** What the results are about: the query's name, the rank of the first match, and lines above the matches. */
export interface FoundContext {
  readonly subject: string;
  readonly firstRank: number;
  readonly notes: readonly string[];
  /** Fields about the filter of the search, which buttons read from the message. */
  readonly fields: readonly APIEmbedField[];
}

/** Returns the embed with sounds that were found by tune, beat or part: how each differs, and where it matches. */
export function foundEmbed(
  page: FoundPage,
  { subject, firstRank, notes, fields }: FoundContext,
  messages: Messages,
): APIEmbed {
  const { aspects: t, results } = messages;
  const { by, found, searched, pending, isSearchable } = page;
  const [best] = found;
  const isFar = best && firstRank === 1 && likenessOf(by, best.score) === 'far';
  const lines = [
    ...(pending > 0 ? [t.pending(pending)] : []),
    ...notes,
    ...(best ? [] : [isSearchable ? results.nothingFits : t.nothing[by]]),
    ...(isFar ? [t.nothingClose] : []),
    ...found.map((hit, index) => matchLine(hit, firstRank + index, page, messages)),
  ];
  return {
    color: COLOUR,
    title: t.titles[by](literal(subject, 60)),
    description: lines.filter((line) => line !== '').join('\n'),
    ...(fields.length > 0 && { fields: [...fields] }),
    footer: { text: `${t.searchedBy[by]} · ${results.searched(searched)}` },
  };
}

function matchLine(hit: FoundSound, rank: number, { by }: FoundPage, messages: Messages): string {
  const { aspects: t, format } = messages;
  const score = `${bar(hit.score)} **${format.percent(hit.score)}**`;
  const likeness = likenessOf(by, hit.score);
  const words = [...(likeness === 'far' ? [] : [t[likeness][by]]), ...differences(hit, messages)].join(', ');
  const lines = [`**${rank}.** **${soundLink(hit.sound, MAX_LABEL)}** ${score}`, words, placeText(hit, messages)];
  return lines.filter((line) => line !== '').join(' · ');
}

/** Returns how the key and the tempo of a match differ from those of the query. */
export function differences(
  { semitones, tempoRatio }: Pick<FoundSound, 'semitones' | 'tempoRatio'>,
  messages: Messages,
): string[] {
  return [
    ...(semitones === undefined ? [] : [keyText(semitones, messages)]),
    ...(tempoRatio === undefined ? [] : [tempoText(tempoRatio, messages)]),
  ];
}

function keyText(semitones: number, { aspects: t }: Messages): string {
  if (semitones === 0) return t.sameKey;
  return semitones > 0 ? t.higher(semitones) : t.lower(-semitones);
}

/** Returns how the tempo of a match differs from that of the query: `12 % faster`, or `at double the tempo`. */
function tempoText(ratio: number, { aspects: t, format }: Messages): string {
  for (const name of ['half', 'twoThirds', 'threeHalves', 'double'] as const)
    if (Math.abs(ratio / NAMED_RATIOS[name] - 1) <= NAMED_TOLERANCE) return t.tempi[name];
  if (Math.abs(ratio - 1) <= SAME_TOLERANCE) return t.sameTempo;
  return ratio > 1 ? t.faster(format.percent(ratio - 1)) : t.slower(format.percent(1 - ratio));
}

/** Returns where the match is in the stored sound and in the query. Whole sounds are not mentioned. */
function placeText({ sound, from, to, queryFrom, queryTo }: FoundSound, { aspects: t, format }: Messages): string {
  const time = (seconds: number) => format.position(Math.max(0, seconds), 1);
  const isPart = to - from < 0.8 * sound.seconds;
  const inQuery = queryFrom > 1 ? [t.placeInQuery(time(queryFrom), time(queryTo))] : [];
  return [...(isPart ? [t.place(time(from), time(Math.min(to, sound.seconds)))] : []), ...inQuery].join(' ');
}
