import { randomUUID } from 'node:crypto';
import {
  type APIActionRowComponent,
  type APIButtonComponent,
  ButtonStyle,
  ComponentType,
  type Message,
  MessageFlags,
} from 'discord.js';
import { UserError } from '../errors.ts';
import type { App, Component, OnMessage, Slash } from './command.ts';
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
  const progress = createProgress((content, isLong) =>
    interaction.editReply({ content, components: isLong ? [cancelRow(key)] : [] }),
  );
  return { progress, signal: AbortSignal.any([abort.signal, AbortSignal.timeout(LIMIT_MS)]) };
}

/** The line for work that its signal has ended. */
export function endedEarly(signal: AbortSignal): UserError {
  const timedOut = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
  return timedOut
    ? new UserError('limit', 'That took too long. Please try a shorter file.')
    : new UserError('cancelled', 'Cancelled. Nothing was changed.');
}

export async function onCancel(interaction: Component, app: App): Promise<void> {
  const work = app.cancellable.get(interaction.customId.split(':')[1] ?? '');
  if (work && work.userId !== interaction.user.id)
    throw new UserError('not-allowed', 'Only the member who started that can cancel it.');
  if (!work) {
    await interaction.reply({ content: 'There is nothing to cancel any more.', flags: MessageFlags.Ephemeral });
    return;
  }
  await interaction.deferUpdate();
  work.abort.abort();
}

function cancelRow(key: string): APIActionRowComponent<APIButtonComponent> {
  const button = { style: ButtonStyle.Secondary, label: 'Cancel', custom_id: `cancel:${key}` } as const;
  return { type: ComponentType.ActionRow, components: [{ type: ComponentType.Button, ...button }] };
}
