import { randomUUID } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { DiscordjsErrorCodes, type Interaction, MessageFlags } from 'discord.js';
import type { App, RequestContext } from '../commands/app.ts';
import type { Command } from '../commands/command.ts';
import { decodeCustomId } from '../commands/shared/custom-id.ts';
import { isInteractionGone } from '../commands/shared/interaction-gone.ts';
import { checkAccess } from '../commands/shared/permissions.ts';
import type { Task } from '../commands/shared/tasks.ts';
import { sayError, UserError } from '../errors.ts';
import { messagesFor } from '../i18n/index.ts';
import type { Log } from '../log.ts';
import type { BotEvents, Outcome } from './events.ts';
import { isUndelivered } from './is-undelivered.ts';
import { createLatestKeystroke, type LatestKeystroke } from './latest-keystroke.ts';

export interface Router {
  /** Handles an interaction as a task. Never rejects. */
  route(interaction: Interaction): Promise<void>;
}

/** Key in the custom id of cancel buttons, which belong to a task and not to a command. */
const CANCEL = 'cancel';

/** discord.js's error codes for a submitted modal that lacks a field or has a field of another type. */
const FIELD_MISMATCH = new Set<unknown>([
  DiscordjsErrorCodes.ModalSubmitInteractionFieldNotFound,
  DiscordjsErrorCodes.ModalSubmitInteractionFieldType,
  DiscordjsErrorCodes.ModalSubmitInteractionFieldEmpty,
]);

/** Creates the router, which passes each interaction to a hook of its command, and handles all errors of hooks. */
export function createRouter(commands: readonly Command[], app: App, events?: EventEmitter<BotEvents>): Router {
  const byName = new Map(commands.map((command) => [command.data.name, command]));
  const keystrokes = createLatestKeystroke();

  const handle = async (interaction: Interaction, task: Task): Promise<Outcome> => {
    const requestId = randomUUID().slice(0, 8);
    const log = app.log.child({ requestId, interaction: interaction.id, guild: interaction.guildId });
    const started = performance.now();
    try {
      await dispatch(interaction, byName.get(keyOf(interaction)), { app, task, log, keystrokes });
      log.info({ kind: interaction.type, ms: Math.round(performance.now() - started) }, 'answered');
      return 'answered';
    } catch (error) {
      if (isInteractionGone(error)) {
        log.info({ err: error }, 'the interaction is gone');
        return 'over';
      }
      if (error instanceof UserError) log.info({ refused: error.kind }, 'refused');
      else if (isUndelivered(error)) log.warn({ err: error }, 'Discord did not accept the answer');
      else log.error({ err: error }, 'failed');
      // Stops the progress line first, so that it does not overwrite the error in the reply.
      await task.progress.stop();
      await showError(interaction, error, requestId).catch((err: unknown) => {
        if (!isInteractionGone(err)) log.warn({ err }, 'the error was not shown');
      });
      if (error instanceof UserError) return `refused: ${error.kind}`;
      return isUndelivered(error) ? 'undelivered' : 'failed';
    }
  };

  return {
    route: (interaction) =>
      app.tasks.run(interaction, async (task) => {
        const { id } = interaction;
        events?.emit('interaction', { type: 'received', id });
        const outcome = await handle(interaction, task);
        const key = keyOf(interaction);
        const command = byName.has(key) || key === CANCEL ? key : 'unknown';
        events?.emit('interaction', { type: 'settled', id, command, outcome });
      }),
  };
}

interface Dispatching {
  readonly app: App;
  readonly task: Task;
  readonly log: Log;
  readonly keystrokes: LatestKeystroke;
}

async function dispatch(
  interaction: Interaction,
  command: Command | undefined,
  { app, task, log, keystrokes }: Dispatching,
): Promise<void> {
  // While the bot shuts down, the signals of new tasks are aborted from the start.
  task.signal.throwIfAborted();
  if (!interaction.inGuild()) throw new UserError({ code: 'serversOnly' });
  if (interaction.isMessageComponent() && keyOf(interaction) === CANCEL) return app.tasks.cancel(interaction);
  const { guildId, user, locale } = interaction;
  if (command) {
    const settings = await app.libraries.settings.read(guildId);
    checkAccess(interaction, command, settings);
    const library = () => app.libraries.open(guildId);
    const t = messagesFor(locale);
    const context: RequestContext = { app, t, settings, task, log, guildId, memberId: user.id, library };
    const hook = hookFor(interaction, command, context, keystrokes);
    if (hook) return app.requestLimiter.run(user.id, hook, task.signal);
  }
  const hasCustomId = interaction.isMessageComponent() || interaction.isModalSubmit();
  throw new UserError({ code: hasCustomId ? 'unknownButton' : 'unknownCommand' });
}

/** Returns a function that runs the hook of a command for an interaction; undefined if the command has no such hook. */
function hookFor(
  interaction: Interaction<'cached' | 'raw'>,
  command: Command,
  context: RequestContext,
  keystrokes: LatestKeystroke,
): (() => Promise<void>) | undefined {
  const { component, modal, autocomplete, run, runOnMessage } = command;
  if (interaction.isMessageComponent()) return component && (() => component(interaction, context));
  if (interaction.isModalSubmit()) return modal && (() => modal(interaction, context).catch(explainFieldMismatch));
  if (interaction.isAutocomplete()) {
    const suggest = autocomplete && (() => autocomplete(interaction, context));
    return suggest && (() => keystrokes.answer(context.memberId, suggest, () => interaction.respond([])));
  }
  if (interaction.isChatInputCommand()) return run && (() => run(interaction, context));
  if (interaction.isMessageContextMenuCommand()) return runOnMessage && (() => runOnMessage(interaction, context));
  return undefined;
}

/** Throws `unknownButton` if a modal of an earlier version of the bot lacks a field; otherwise throws `cause`. */
function explainFieldMismatch(cause: unknown): never {
  const isMismatch = cause instanceof Error && 'code' in cause && FIELD_MISMATCH.has(cause.code);
  throw isMismatch ? new UserError({ code: 'unknownButton' }, { cause }) : cause;
}

/** Shows an error to the member alone: as a reply, an edit or a follow-up, depending on the answer so far. */
async function showError(interaction: Interaction, error: unknown, requestId: string): Promise<void> {
  if (interaction.isAutocomplete()) {
    if (!interaction.responded) await interaction.respond([]);
    return;
  }
  if (!interaction.isRepliable()) return;
  const { common, errors } = messagesFor(interaction.locale);
  // The work can be done although its answer was not delivered, so the member is not told that it failed.
  const failure = isUndelivered(error) ? common.undelivered : common.apology(requestId);
  const content = error instanceof UserError ? sayError(errors, error) : failure;
  if (!interaction.deferred && !interaction.replied) {
    await interaction.reply({ content, flags: MessageFlags.Ephemeral });
  } else if (interaction.ephemeral === true && !isUndelivered(error)) {
    await interaction.editReply({ content, embeds: [], components: [] });
  } else {
    // A public deferred reply cannot become private, so it is deleted, and so is a reply that Discord does not let the
    // bot edit. The message with a pressed button stays as it is.
    if (interaction.deferred && interaction.ephemeral !== null) await interaction.deleteReply().catch(unlessGone);
    await interaction.followUp({ content, flags: MessageFlags.Ephemeral });
  }
}

/** Ignores the error if a reply is already deleted, by a member or by an earlier try whose response was lost. */
function unlessGone(error: unknown): void {
  if (!isInteractionGone(error)) throw error;
}

/** Returns the name of the interaction's command, or the key of its custom id. */
function keyOf(interaction: Interaction): string {
  return 'customId' in interaction ? decodeCustomId(interaction.customId).key : interaction.commandName;
}
