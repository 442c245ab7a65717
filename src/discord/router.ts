import { randomUUID } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { DiscordAPIError, DiscordjsErrorCodes, type Interaction, MessageFlags, RESTJSONErrorCodes } from 'discord.js';
import type { App, Command } from '../commands/command.ts';
import { checkHouseRules } from '../commands/shared/permissions.ts';
import { sayError, UserError } from '../errors.ts';
import { messagesFor } from '../i18n/index.ts';
import type { BotEvents, Outcome } from './events.ts';
import { restarting } from './under-way.ts';

/** Buttons that belong to no one command, by the key that their custom ids start with. */
export type Buttons = Readonly<Record<string, Command['component']>>;

interface Hooks {
  readonly byName: ReadonlyMap<string, Command>;
  readonly buttons: Buttons;
}

export interface Router {
  /** Never rejects. */
  route(interaction: Interaction): Promise<void>;
  /** Refuses what is new and waits for what is under way, `timeoutMs` at the most. */
  drain(timeoutMs: number): Promise<void>;
}

/** What Discord says of an interaction that is over, or whose reply somebody has deleted: there is nothing left to answer. */
const OVER = new Set<unknown>([
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.InvalidWebhookToken,
  RESTJSONErrorCodes.UnknownMessage,
]);

/** What discord.js says of a form in which a field is missing or is another than it should be. */
const OLD_FORM = new Set<unknown>([
  DiscordjsErrorCodes.ModalSubmitInteractionFieldNotFound,
  DiscordjsErrorCodes.ModalSubmitInteractionFieldType,
  DiscordjsErrorCodes.ModalSubmitInteractionFieldEmpty,
]);

/** Sends each interaction to its command's hook, and catches, here and nowhere else, what the hook throws. */
export function createRouter(
  commands: readonly Command[],
  buttons: Buttons,
  app: App,
  events?: EventEmitter<BotEvents>,
): Router {
  const byName = new Map(commands.map((command) => [command.data.name, command]));
  const underWay = new Set<Promise<void>>();
  let closing = false;

  const handle = async (interaction: Interaction): Promise<Outcome> => {
    const requestId = randomUUID().slice(0, 8);
    const log = app.log.child({ requestId, interaction: interaction.id, guild: interaction.guildId });
    const started = performance.now();
    try {
      if (closing) throw restarting();
      await dispatch(interaction, { byName, buttons }, { ...app, log });
      log.info({ kind: interaction.type, ms: Math.round(performance.now() - started) }, 'answered');
      return 'answered';
    } catch (error) {
      if (isOver(error)) {
        log.info({ err: error }, 'nobody left to answer');
        return 'over';
      }
      if (error instanceof UserError) log.info({ refused: error.kind }, 'refused');
      else log.error({ err: error }, 'failed');
      await tell(interaction, lineFor(interaction, error, requestId)).catch((err: unknown) => {
        if (!isOver(err)) log.warn({ err }, 'could not say so');
      });
      return error instanceof UserError ? `refused: ${error.kind}` : 'failed';
    }
  };
  const observe = async (interaction: Interaction) => {
    const { id } = interaction;
    events?.emit('interaction', { type: 'received', id });
    const outcome = await handle(interaction);
    const name = nameOf(interaction);
    const known = byName.has(name) || Object.hasOwn(buttons, name);
    events?.emit('interaction', { type: 'settled', id, command: known ? name : 'unknown', outcome });
  };

  return {
    route(interaction) {
      const done = observe(interaction).finally(() => underWay.delete(done));
      underWay.add(done);
      return done;
    },
    async drain(timeoutMs) {
      closing = true;
      const timeout = new Promise((resolve) => setTimeout(resolve, timeoutMs).unref());
      await Promise.race([Promise.all(underWay), timeout]);
    },
  };
}

async function dispatch(interaction: Interaction, { byName, buttons }: Hooks, app: App): Promise<void> {
  if (!interaction.inGuild()) throw new UserError({ code: 'serversOnly' });
  const command = byName.get(nameOf(interaction));
  if (command) checkHouseRules(interaction, command, await app.libraries.settings.read(interaction.guildId));
  if (interaction.isMessageComponent()) {
    const key = keyOf(interaction.customId);
    const onComponent = Object.hasOwn(buttons, key) ? buttons[key] : command?.component;
    if (onComponent) return onComponent(interaction, app);
    throw new UserError({ code: 'unknownButton' });
  }
  if (interaction.isModalSubmit()) {
    if (command?.modal) return command.modal(interaction, app).catch(explainOldForm);
    throw new UserError({ code: 'unknownButton' });
  }
  if (interaction.isAutocomplete() && command?.autocomplete) return command.autocomplete(interaction, app);
  if (interaction.isChatInputCommand() && command?.run) return command.run(interaction, app);
  if (interaction.isMessageContextMenuCommand() && command?.runOnMessage) return command.runOnMessage(interaction, app);
  throw new UserError({ code: 'unknownCommand' });
}

/** A form that an earlier version of the bot showed may lack what this one reads. */
function explainOldForm(cause: unknown): never {
  const isOld = cause instanceof Error && 'code' in cause && OLD_FORM.has(cause.code);
  throw isOld ? new UserError({ code: 'unknownButton' }, { cause }) : cause;
}

/** One private line, whatever has been answered so far. */
async function tell(interaction: Interaction, content: string): Promise<void> {
  if (interaction.isAutocomplete()) {
    if (!interaction.responded) await interaction.respond([]);
    return;
  }
  if (!interaction.isRepliable()) return;
  if (!interaction.deferred && !interaction.replied) {
    await interaction.reply({ content, flags: MessageFlags.Ephemeral });
  } else if (interaction.ephemeral === true) {
    await interaction.editReply({ content, embeds: [], components: [] });
  } else {
    // A deferral that everybody sees cannot become private: it is taken back. An update of a message is left alone.
    if (interaction.deferred && interaction.ephemeral === false) await interaction.deleteReply().catch(unlessOver);
    await interaction.followUp({ content, flags: MessageFlags.Ephemeral });
  }
}

/** What is to go may be gone already: by somebody, or by a first try whose answer was lost. */
function unlessOver(error: unknown): void {
  if (!isOver(error)) throw error;
}

function isOver(error: unknown): boolean {
  return error instanceof DiscordAPIError && OVER.has(error.code);
}

/** What the member is told, in the language that they read Discord in. */
function lineFor({ locale }: Interaction, error: unknown, requestId: string): string {
  const { common, errors } = messagesFor(locale);
  return error instanceof UserError ? sayError(errors, error) : common.apology(requestId);
}

/** What an interaction is for: a command's name, or the key of a custom id. */
function nameOf(interaction: Interaction): string {
  return 'customId' in interaction ? keyOf(interaction.customId) : interaction.commandName;
}

function keyOf(customId: string): string {
  return customId.split(':', 1)[0] ?? '';
}
