import { ComponentType, type Message } from 'discord.js';
import { z } from 'zod';
import { QUALITIES, type Quality } from '../../engine/mix.ts';
import { UserError } from '../../errors.ts';
import { decodeCustomId, encodeCustomId } from '../shared/custom-id.ts';

/** A stored sound or a text that is mixed with the query of a search. */
export interface MixPart {
  readonly role: 'like' | 'unlike';
  readonly quality: Quality | null;
  /** The id of a stored sound, or a text of at most {@link MAX_WORDS} characters. */
  readonly kind: 'sound' | 'text';
  readonly ref: string;
}

/** Maximum number of parts besides the query, so that one menu has room for all that can be done with them. */
export const MAX_PARTS = 3;
/** Maximum length of a text in a mix: the value of an option of a menu contains it. */
export const MAX_WORDS = 80;

const ROLES = { '+': 'like', '-': 'unlike' } as const;
const MARKS = { like: '+', unlike: '-' } as const;
const KINDS = { s: 'sound', t: 'text' } as const;
/** Fields of an option that changes a part, `<action>:<role><kind>:<quality>:<ref>`. */
const partSchema = z.tuple([
  z.enum(['drop', 'all', ...QUALITIES]),
  z.enum(['+s', '+t', '-s', '-t']),
  z.enum(['', ...QUALITIES]),
  z.string().min(1).max(MAX_WORDS),
]);
const FIELDS = 3;
type PartAction = z.infer<typeof partSchema>[0];

/** Returns the value of an option that removes a part, or changes the quality that counts. */
export function partOption(action: PartAction, { role, quality, kind, ref }: MixPart): string {
  return encodeCustomId(action, `${MARKS[role]}${kind === 'sound' ? 's' : 't'}`, quality ?? '', ref);
}

/** Returns the value of an option that adds a stored sound to a mix. */
export function addOption(role: MixPart['role'], soundId: string): string {
  return encodeCustomId(role, soundId);
}

/** Returns the parts of the mix whose menu a message has: each part has an option that removes the part. */
export function partsInMessage({ components }: Pick<Message, 'components'>): MixPart[] {
  const shown = components.flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []));
  const values = shown.flatMap((menu) =>
    menu.type === ComponentType.StringSelect ? menu.options.map(({ value }) => value) : [],
  );
  return values.flatMap((value) => {
    const read = readOption(value);
    return read?.action === 'drop' ? [read.part] : [];
  });
}

/** Returns the parts after a choice in the menu. @throws UserError `resultTooOld` if there is no such choice */
export function changedParts(parts: readonly MixPart[], value: string): MixPart[] {
  const { key, fields } = decodeCustomId(value, 1);
  if (key === 'like' || key === 'unlike')
    return withPart(parts, { role: key, quality: null, kind: 'sound', ref: fields[0] ?? '' });
  const read = readOption(value);
  if (!read) throw new UserError({ code: 'resultTooOld' });
  const { action, part } = read;
  const others = parts.filter((other) => !isSame(other, part));
  if (action === 'drop') return others;
  return parts.map((other) => (isSame(other, part) ? { ...other, quality: action === 'all' ? null : action } : other));
}

/** Adds a part, or replaces the part with the same sound. The oldest parts are removed if there are too many. */
export function withPart(parts: readonly MixPart[], part: MixPart): MixPart[] {
  return [...parts.filter((other) => !isSame(other, part)), part].slice(-MAX_PARTS);
}

function readOption(value: string): { action: PartAction; part: MixPart } | undefined {
  const { key, fields } = decodeCustomId(value, FIELDS);
  const { data } = partSchema.safeParse([key, ...fields]);
  if (!data) return undefined;
  const [action, mark, quality, ref] = data;
  const role = ROLES[mark.startsWith('+') ? '+' : '-'];
  const kind = KINDS[mark.endsWith('s') ? 's' : 't'];
  return { action, part: { role, quality: quality === '' ? null : quality, kind, ref } };
}

function isSame(a: MixPart, b: MixPart): boolean {
  return a.kind === b.kind && a.ref === b.ref;
}
