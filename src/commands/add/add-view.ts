import { type APIEmbed, ButtonStyle } from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import type { Sound } from '../../storage/library.ts';
import { COLOUR, soundLink } from '../search/results-view.ts';
import { button, type Row, row } from '../shared/components.ts';
import { encodeCustomId } from '../shared/custom-id.ts';
import type { Duplicate } from '../shared/duplicate-detection.ts';
import { literal } from '../shared/text.ts';

/** A sound that was not added yet, and the stored sound that it resembles. */
export interface LabelledDuplicate {
  readonly label: string;
  readonly duplicate: Duplicate;
}

/** Characters in each of the two embeds. Discord accepts 6,000 in all, titles and footers included. */
const MAX_CHARACTERS = 2700;
const LABEL_LENGTHS = [100, 60, 30, 15] as const;
const QUESTION_COLOUR = 0xd9a441;

/** Returns the embed that lists the added sounds. */
export function addedEmbed(sounds: readonly Sound[], size: number, { add: t, format }: Messages): APIEmbed {
  return {
    color: COLOUR,
    title: t.added,
    description: fitted((maxLabel) => sounds.map((sound) => addedLine(sound, maxLabel, format))),
    footer: { text: t.nowHere(size) },
  };
}

/** Returns the embed that lists likely duplicates and asks whether to add them. */
export function duplicatesEmbed(duplicates: readonly LabelledDuplicate[], messages: Messages): APIEmbed {
  const { hereAlready, undecided } = messages.add;
  return {
    color: QUESTION_COLOUR,
    title: hereAlready,
    description: fitted((maxLabel) => duplicates.map((duplicate) => duplicateLine(duplicate, maxLabel, messages))),
    footer: { text: undecided },
  };
}

/** @param key of the pending addition */
export function duplicateButtons(key: string, { add: t }: Messages): Row {
  return row(
    button(t.anyway, encodeCustomId('add', 'yes', key), { style: ButtonStyle.Primary }),
    button(t.leaveOut, encodeCustomId('add', 'no', key)),
  );
}

/** Joins lines whose labels are as long as the limit allows. Escaping can double the length of a label. */
function fitted(linesWith: (maxLabel: number) => readonly string[]): string {
  const tries = LABEL_LENGTHS.map((maxLabel) => linesWith(maxLabel).join('\n'));
  return tries.find((text) => text.length <= MAX_CHARACTERS) ?? '';
}

function addedLine(sound: Sound, maxLabel: number, { duration }: Messages['format']): string {
  const tags = sound.tags.length > 0 ? ` · ${literal(sound.tags.join(', '), maxLabel)}` : '';
  return `**${literal(sound.label, maxLabel)}** · ${duration(sound.seconds)}${tags}`;
}

function duplicateLine(
  { label, duplicate: { sound, score } }: LabelledDuplicate,
  maxLabel: number,
  { add: t, format }: Messages,
): string {
  const length = Math.min(60, maxLabel);
  const [name, known] = [literal(label, length), soundLink(sound, length)];
  return score === 1 ? t.sameFile(name, known) : t.sameRecording(name, known, format.percent(score));
}
