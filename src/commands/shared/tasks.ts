import { randomUUID } from 'node:crypto';
import { type Message, MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import { messagesFor } from '../../i18n/index.ts';
import type { App } from '../app.ts';
import type { Component, Modal, OnMessage, Slash } from '../command.ts';
import { oneButton } from './components.ts';
import { createProgress, type Progress } from './progress.ts';

/** Something that takes a while: how far it is, and what ends it early. */
export interface Work {
  readonly progress: Progress<Message | undefined>;
  /** Fires where the member cancels, or where it takes too long. */
  readonly signal: AbortSignal;
  /** The button that cancels. */
  readonly cancel: ReturnType<typeof oneButton>;
  /** For whoever began it: ends its progress, and takes the time limit and the button's effect away. */
  end(): Promise<void>;
}

export interface WorkOptions {
  /** Milliseconds after which it is given up; default while the reply can still be edited. */
  readonly limitMs?: number;
  /** Whether the reply is no longer for progress. */
  readonly isLate?: () => boolean;
}

/**
 * Begins work whose progress shows in the deferred reply, with a button that cancels once it takes a while. The caller
 * ends it, however it went; see {@link withWork}.
 */
export function startWork(
  interaction: Slash | OnMessage | Modal,
  app: App,
  { limitMs = app.answerMs, isLate = () => false }: WorkOptions = {},
): Work {
  const key = randomUUID();
  const abort = new AbortController();
  app.cancellable.set(key, { userId: interaction.user.id, abort });
  const say = messagesFor(interaction.locale).progress;
  const cancel = oneButton(say.cancel, `cancel:${key}`);
  const edit = async (content: string, isLong: boolean) => {
    if (isLate()) return undefined;
    return interaction.editReply({ content, components: isLong ? [cancel] : [] });
  };
  const progress = createProgress(say, edit);
  // Not AbortSignal.timeout, joined to the other: Node 20 lets one be collected that nobody else holds.
  const tooLong = () => abort.abort(new DOMException('timeout', 'TimeoutError'));
  const limit = setTimeout(tooLong, limitMs).unref();
  const end = () => {
    clearTimeout(limit);
    // Else what has ended would push out what still goes on.
    app.cancellable.delete(key);
    return progress.done();
  };
  return { progress, signal: abort.signal, cancel, end };
}

/** Does work that answers with `T`: however it ends, its progress line stops, so that what is said next stays. */
export async function withWork<T>(
  interaction: Slash | OnMessage,
  app: App,
  task: (work: Work) => Promise<T>,
): Promise<T> {
  const work = startWork(interaction, app);
  return task(work).finally(() => work.end());
}

/** The line for work that its signal has ended. */
export function endedEarly(signal: AbortSignal): UserError {
  const timedOut = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
  return timedOut ? new UserError({ code: 'tookTooLong' }) : new UserError({ code: 'cancelled' });
}

export async function onCancel(interaction: Component, app: App): Promise<void> {
  const work = app.cancellable.get(interaction.customId.split(':')[1] ?? '');
  if (work && work.userId !== interaction.user.id) throw new UserError({ code: 'cancelOfAnother' });
  if (!work) {
    const content = messagesFor(interaction.locale).progress.nothingToCancel;
    await interaction.reply({ content, flags: MessageFlags.Ephemeral });
    return;
  }
  await interaction.deferUpdate();
  work.abort.abort();
}
