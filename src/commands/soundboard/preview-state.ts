import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Component, Modal } from '../command.ts';
import { decodeCustomId, encodeCustomId } from '../shared/custom-id.ts';

/** What a member is about to put on the soundboard. The custom ids and the embed of the preview have all of it. */
export interface PreviewState {
  readonly soundId: string;
  /** Where the cut begins, in seconds. */
  readonly start: number;
  /** Loudness of the cut, in LUFS. */
  readonly lufs: number;
  readonly name: string;
  readonly emoji: string;
}

/** Loudness that a member can choose, in LUFS. */
const MIN_LUFS = -40;
const MAX_LUFS = -8;

const fieldsSchema = z.tuple([
  z.string().regex(/^[a-z0-9]{1,30}$/),
  z.string().regex(/^\d{1,6}$/),
  z.string().regex(/^\d{1,2}$/),
]);

/** Returns the custom id of a control below a preview: `soundboard:<action>:<sound>:<centiseconds>:<-LUFS>:<more>`. */
export function encodePreview(action: string, { soundId, start, lufs }: PreviewState, more = ''): string {
  return encodeCustomId('soundboard', action, soundId, Math.round(100 * start), -lufs, more);
}

/**
 * Returns the state of the preview whose control a member has used. The name and the emoji are in the author of the
 * embed, because they are too long for custom ids. Members cannot change the messages of the bot.
 * @throws UserError `questionTooOld` if the message is not a preview
 */
export function decodePreview({ customId, message }: Component | Modal): PreviewState {
  const [, ...fields] = decodeCustomId(customId).fields;
  const parsed = fieldsSchema.safeParse(fields.slice(0, 3));
  const [emoji, ...name] = message?.embeds[0]?.author?.name.split(' ') ?? [];
  if (!parsed.success || emoji === undefined || name.length === 0) throw new UserError({ code: 'questionTooOld' });
  const [soundId, centiseconds, lufs] = parsed.data;
  return { soundId, start: Number(centiseconds) / 100, lufs: clampLufs(-Number(lufs)), emoji, name: name.join(' ') };
}

/** Returns a whole loudness within the bounds that a member can choose. */
export function clampLufs(lufs: number): number {
  return Math.round(Math.max(MIN_LUFS, Math.min(MAX_LUFS, lufs)));
}
