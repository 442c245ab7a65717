import { randomUUID } from 'node:crypto';
import { type Message, MessageFlags } from 'discord.js';
import { UserError } from '../errors.ts';
import type { App, Component, OnMessage, Slash } from './command.ts';
import { messagesFor } from './messages/index.ts';
import { oneButton } from './replies/one-button.ts';
import { createProgress, type Progress } from './replies/progress.ts';

/** Something that takes a while: how far it is, and what ends it early. */
export interface Work {
  readonly progress: Progress<Message>;
  /** Fires where the member cancels, or where Discord would not take the answer any more. */
  readonly signal: AbortSignal;
}

/** What a cancel button ends. */
export interface Cancellable {
  readonly userId: string;
  readonly abort: AbortController;
}

/** An interaction can be answered for 15 minutes; what takes longer than this is given up before that. */
const LIMIT_MS = 12 * 60_000;

/** Begins work whose progress shows in the deferred reply, with a button that cancels once it takes a while. */
export function startWork(interaction: Slash | OnMessage, app: App): Work {
  const key = randomUUID();
  const abort = new AbortController();
  app.cancellable.set(key, { userId: interaction.user.id, abort });
  const say = messagesFor(interaction.locale).progress;
  const progress = createProgress(say, (content, isLong) =>
    interaction.editReply({ content, components: isLong ? [oneButton(say.cancel, `cancel:${key}`)] : [] }),
  );
  return { progress, signal: AbortSignal.any([abort.signal, AbortSignal.timeout(LIMIT_MS)]) };
}

/** The line for work that its signal has ended. */
export function endedEarly(signal: AbortSignal): UserError {
  const timedOut = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
  return timedOut ? new UserError('limit', { says: 'tookTooLong' }) : new UserError('cancelled', { says: 'cancelled' });
}

export async function onCancel(interaction: Component, app: App): Promise<void> {
  const work = app.cancellable.get(interaction.customId.split(':')[1] ?? '');
  if (work && work.userId !== interaction.user.id) throw new UserError('not-allowed', { says: 'cancelOfAnother' });
  if (!work) {
    const content = messagesFor(interaction.locale).progress.nothingToCancel;
    await interaction.reply({ content, flags: MessageFlags.Ephemeral });
    return;
  }
  await interaction.deferUpdate();
  work.abort.abort();
}
