import { type Interaction, type Message, type MessageComponentInteraction, MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import { messagesFor } from '../../i18n/index.ts';
import { button, type Row, row } from './components.ts';
import { decodeCustomId, encodeCustomId } from './custom-id.ts';
import type { OpenReplies } from './open-replies.ts';
import { createProgress, type Progress } from './progress.ts';

/** The running work for one interaction. */
export interface Task {
  /** Aborts if the task must end. The reason is a UserError: `cancelled`, `tookTooLong` or `restarting`. */
  readonly signal: AbortSignal;
  readonly progress: Progress<Message | undefined>;
  readonly cancelRow: Row;
  /** Sets a new time limit: the task is aborted with `tookTooLong` in `ms` milliseconds. */
  limit(ms: number): void;
  /** Calls `cleanUp` once the work has settled, before the task ends. Ignores a failure: the result is the same. */
  onEnd(cleanUp: () => Promise<unknown>): void;
}

export interface Tasks {
  /** Runs `work` as a task. When `work` settles, the time limit, the progress line and the cancel button end. */
  run<T>(interaction: Interaction, work: (task: Task) => Promise<T>): Promise<T>;
  /** Handles a press of a cancel button. @throws UserError if another member started the task */
  cancel(interaction: MessageComponentInteraction): Promise<void>;
  /** Refuses new tasks from now on: their signals are aborted with this error from the start. */
  refuseNew(error: UserError): void;
  abortAll(error: UserError): void;
  /** Resolves once no task is running, or after `timeoutMs` milliseconds. */
  idle(timeoutMs: number): Promise<void>;
}

interface Running {
  readonly userId: string;
  // Keeps the signal alive: Node.js 20 garbage-collects a signal that only its listeners refer to.
  readonly controller: AbortController;
  readonly ended: Promise<unknown>;
  /** Whether the work has settled, so that only the cleaning up remains and there is nothing left to cancel. */
  hasSettled: boolean;
}

export interface TasksOptions {
  /** Milliseconds during which a reply can be edited: the default time limit of a task. */
  readonly answerMs: number;
  /** Record of the replies that show progress. */
  readonly openReplies?: Pick<OpenReplies, 'add' | 'remove'>;
}

export function createTasks({ answerMs, openReplies }: TasksOptions): Tasks {
  /** Running tasks, by the id of the interaction, which is also in the custom id of the cancel button. */
  const running = new Map<string, Running>();
  let refusal: UserError | undefined;

  return {
    run(interaction, work) {
      const { id, user, locale } = interaction;
      const controller = new AbortController();
      if (refusal) controller.abort(refusal);
      let timer: NodeJS.Timeout | undefined;
      const limit = (ms: number) => {
        clearTimeout(timer);
        timer = setTimeout(() => controller.abort(new UserError({ code: 'tookTooLong' })), ms).unref();
      };
      limit(answerMs);
      const cancelRow = row(button(messagesFor(locale).progress.cancel, encodeCustomId('cancel', id)));
      const progress = progressIn(interaction, cancelRow, openReplies);
      const cleanUps: (() => Promise<unknown>)[] = [];
      const onEnd = (cleanUp: () => Promise<unknown>) => void cleanUps.push(cleanUp);
      const result = Promise.resolve()
        .then(() => work({ signal: controller.signal, progress, cancelRow, limit, onEnd }))
        .finally(async () => {
          task.hasSettled = true;
          clearTimeout(timer);
          await progress.stop();
          await Promise.allSettled(cleanUps.map((cleanUp) => cleanUp()));
          running.delete(id);
          openReplies?.remove(id);
        });
      const task: Running = { userId: user.id, controller, ended: result.catch(() => undefined), hasSettled: false };
      running.set(id, task);
      return result;
    },
    async cancel(interaction) {
      const [id = ''] = decodeCustomId(interaction.customId).fields;
      const task = running.get(id);
      if (!task || task.hasSettled) {
        const content = messagesFor(interaction.locale).progress.nothingToCancel;
        await interaction.reply({ content, flags: MessageFlags.Ephemeral });
        return;
      }
      if (task.userId !== interaction.user.id) throw new UserError({ code: 'cancelOfAnother' });
      await interaction.deferUpdate();
      task.controller.abort(new UserError({ code: 'cancelled' }));
    },
    refuseNew(error) {
      refusal = error;
    },
    abortAll(error) {
      for (const { controller } of running.values()) controller.abort(error);
    },
    async idle(timeoutMs) {
      const timeout = new Promise((resolve) => setTimeout(resolve, timeoutMs).unref());
      await Promise.race([Promise.all([...running.values()].map(({ ended }) => ended)), timeout]);
    },
  };
}

function progressIn(
  interaction: Interaction,
  cancelRow: Row,
  openReplies: TasksOptions['openReplies'],
): Progress<Message | undefined> {
  const stages = messagesFor(interaction.locale).progress;
  return createProgress(stages, async (content, isLong) => {
    if (!interaction.isRepliable()) return undefined;
    // The reply to a button is the message with the results, whose buttons and menus must stay.
    const isComponent = interaction.isMessageComponent();
    const message = await interaction.editReply(
      isComponent ? { content } : { content, components: isLong ? [cancelRow] : [] },
    );
    const { id, applicationId, token, channelId, locale } = interaction;
    openReplies?.add({ id, applicationId, token, channelId, messageId: message.id, locale, isComponent });
    return message;
  });
}
