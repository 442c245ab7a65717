import { ButtonStyle, type InteractionEditReplyOptions } from 'discord.js';
import { sayError, UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Sound } from '../../storage/library.ts';
import { COLOUR, soundLink } from '../search/results-view.ts';
import { button, row } from '../shared/components.ts';

/** Maximum number of sounds that a question names. */
const MAX_NAMED = 10;

export interface Question {
  readonly title: string;
  /** Sounds that change after a yes. */
  readonly sounds: readonly Sound[];
  /** Lines below the names of the sounds. */
  readonly notes: readonly string[];
  readonly yes: { readonly label: string; readonly customId: string; readonly isDanger?: boolean };
}

/** Returns a question that counts and names the sounds that would change, with a button for yes. */
export function questionReply({ title, sounds, notes, yes }: Question, { common }: Messages) {
  const names = sounds.slice(0, MAX_NAMED).map((sound) => `• ${soundLink(sound, 50)}`);
  const more = sounds.length > MAX_NAMED ? [common.andMore(sounds.length - MAX_NAMED)] : [];
  const description = [...names, ...more, ...notes].join('\n');
  const style = yes.isDanger ? ButtonStyle.Danger : ButtonStyle.Primary;
  return {
    embeds: [{ color: COLOUR, title, description }],
    components: [row(button(yes.label, yes.customId, { style }))],
  } satisfies InteractionEditReplyOptions;
}

export interface Change {
  /** Number of sounds that were changed. */
  readonly done: number;
  /** Number of sounds that the error left unchanged. */
  readonly left: number;
  readonly error: unknown;
}

/**
 * Returns the text about a change that an error ended early: what is done is told as done.
 * @throws the error if it ended the change before any sound was changed, or if the error is a bug
 */
export function partlyDone(text: string, { done, left, error }: Change, { many, errors }: Messages): string {
  if (done === 0 || !(error instanceof UserError)) throw error;
  return `${text} ${many.unchanged(left)} ${sayError(errors, error)}`;
}
