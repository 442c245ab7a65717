import { type APIEmbed, ButtonStyle } from 'discord.js';
import type { Relation } from '../../engine/recordings/recording.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Sound } from '../../storage/library.ts';
import { COLOUR, soundLink } from '../search/results-view.ts';
import { button, type Row, row } from '../shared/components.ts';
import { encodeCustomId } from '../shared/custom-id.ts';
import type { Duplicate } from '../shared/duplicate-detection.ts';
import { relationText } from '../shared/relation-text.ts';
import { literal } from '../shared/text.ts';

/** A stored sound, and what a new sound `a` is to it. */
interface Related {
  readonly relation: Relation;
  readonly sound: Sound;
}

/** A sound that was added, and the sounds to which it is related. */
export interface RelatedSound {
  readonly sound: Sound;
  readonly related: readonly Related[];
  /** What the file says about the sound and is offered, in words. */
  readonly offer?: string | undefined;
}

/** The label of a sound that was not added, the stored sound that it duplicates, and all to which it is related. */
export interface LabelledDuplicate {
  readonly label: string;
  readonly duplicate: Duplicate;
  readonly related: readonly Related[];
}

/** Maximum characters of an embed description. Discord accepts 6,000 characters in all embeds of a message. */
const MAX_CHARACTERS = 2700;
const LABEL_LENGTHS = [100, 60, 30, 15] as const;
const QUESTION_COLOUR = 0xd9a441;

/** What an answer about added sounds needs to know about the server. */
export interface AddedTo {
  /** Number of sounds in the library. */
  readonly size: number;
  /** Maximum size of a file that the bot can send in the server, in bytes. */
  readonly limit: number;
}

export function addedEmbed(added: readonly RelatedSound[], { size, limit }: AddedTo, messages: Messages): APIEmbed {
  return {
    color: COLOUR,
    title: messages.add.added,
    description: fitted((maxLabel, maxRelated) =>
      added.flatMap(({ sound, related, offer }) => [
        addedLine(sound, maxLabel, messages.format),
        ...(sound.bytes > limit ? [tooLargeLine(sound, limit, maxLabel, messages)] : []),
        ...(offer && maxRelated > 0 ? [`↳ ${messages.fromFile.says(offer)}`] : []),
        ...relatedLines(sound.label, related.slice(0, maxRelated), maxLabel, messages),
      ]),
    ),
    footer: { text: messages.add.nowHere(size) },
  };
}

export function duplicatesEmbed(duplicates: readonly LabelledDuplicate[], messages: Messages): APIEmbed {
  const { hereAlready, undecided } = messages.add;
  return {
    color: QUESTION_COLOUR,
    title: hereAlready,
    description: fitted((maxLabel, maxRelated) =>
      duplicates.flatMap((duplicate) => {
        const related = duplicate.related.filter(({ relation }) => relation.kind !== 'same recording');
        return [
          duplicateLine(duplicate, maxLabel, messages),
          ...relatedLines(duplicate.label, related.slice(0, maxRelated), maxLabel, messages),
        ];
      }),
    ),
    footer: { text: undecided },
  };
}

/** Returns the buttons that answer the question about duplicates. @param key identifies the pending addition */
export function duplicateButtons(key: string, { add: t }: Messages): Row {
  return row(
    button(t.anyway, encodeCustomId('add', 'yes', key), { style: ButtonStyle.Primary }),
    button(t.leaveOut, encodeCustomId('add', 'no', key)),
  );
}

/**
 * Joins lines, with labels shortened, relations and offers left out until the text fits into an embed. Escaping can double the
 * length of a label.
 */
function fitted(linesWith: (maxLabel: number, maxRelated: number) => readonly string[]): string {
  const tries = [3, 1, 0].flatMap((maxRelated) =>
    LABEL_LENGTHS.map((maxLabel) => linesWith(maxLabel, maxRelated).join('\n')),
  );
  return tries.find((text) => text.length <= MAX_CHARACTERS) ?? '';
}

function addedLine(sound: Sound, maxLabel: number, { duration }: Messages['format']): string {
  const tags = sound.tags.length > 0 ? ` · ${literal(sound.tags.join(', '), maxLabel)}` : '';
  return `**${literal(sound.label, maxLabel)}** · ${duration(sound.seconds)}${tags}`;
}

function tooLargeLine(sound: Sound, limit: number, maxLabel: number, { playing, format }: Messages): string {
  return playing.tooLargeToAttach(
    literal(sound.label, maxLabel),
    format.megabytes(sound.bytes),
    format.megabytes(limit),
  );
}

function duplicateLine(
  { label, duplicate: { sound, kind } }: LabelledDuplicate,
  maxLabel: number,
  { relations: t }: Messages,
): string {
  const [name, known] = bothNames(label, sound, maxLabel);
  return kind === 'same file' ? t.sameFile(name, known) : t.sameRecording(name, known);
}

function relatedLines(
  label: string,
  related: readonly Related[],
  maxLabel: number,
  messages: Messages,
): readonly string[] {
  return related.map(({ relation, sound }) => {
    const [a, b] = bothNames(label, sound, maxLabel);
    return `↳ ${relationText(relation, { a, b }, messages)}`;
  });
}

function bothNames(label: string, known: Sound, maxLabel: number): [string, string] {
  const length = Math.min(60, maxLabel);
  return [`**${literal(label, length)}**`, `**${soundLink(known, length)}**`];
}
