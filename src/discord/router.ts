import { randomUUID } from 'node:crypto';
import { DiscordAPIError, type Interaction, MessageFlags, RESTJSONErrorCodes } from 'discord.js';
import type { App, Command } from '../commands/command.ts';
import { UserError } from '../errors.ts';

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

/** Sends each interaction to its command's hook, and catches, here and nowhere else, what the hook throws. */
export function createRouter(commands: readonly Command[], app: App): Router {
  const byName = new Map(commands.map((command) => [command.data.name, command]));
  const underWay = new Set<Promise<void>>();
  let closing = false;

  const handle = async (interaction: Interaction) => {
    const requestId = randomUUID().slice(0, 8);
    const log = app.log.child({ requestId, interaction: interaction.id, guild: interaction.guildId });
    const started = performance.now();
    try {
      if (closing) throw new UserError('busy', 'I am being restarted. Please try again in a minute.');
      await dispatch(interaction, byName, { ...app, log });
      log.info({ kind: interaction.type, ms: Math.round(performance.now() - started) }, 'answered');
    } catch (error) {
      if (isOver(error)) return log.info({ err: error }, 'nobody left to answer');
      if (error instanceof UserError) log.info({ refused: error.kind }, 'refused');
      else log.error({ err: error }, 'failed');
      await tell(interaction, error instanceof UserError ? error.message : apology(requestId)).catch((err: unknown) => {
        if (!isOver(err)) log.warn({ err }, 'could not say so');
      });
    }
  };

  return {
    route(interaction) {
      const done = handle(interaction).finally(() => underWay.delete(done));
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

async function dispatch(interaction: Interaction, byName: ReadonlyMap<string, Command>, app: App): Promise<void> {
  if (!interaction.inGuild()) throw new UserError('usage', 'I work in servers only: each has a library of its own.');
  if (interaction.isMessageComponent()) return byName.get(keyOf(interaction.customId))?.component?.(interaction, app);
  if (interaction.isModalSubmit()) return byName.get(keyOf(interaction.customId))?.modal?.(interaction, app);
  const command = byName.get(interaction.commandName);
  if (interaction.isAutocomplete()) return command?.autocomplete?.(interaction, app);
  if (interaction.isChatInputCommand() && command?.run) return command.run(interaction, app);
  if (interaction.isMessageContextMenuCommand() && command?.runOnMessage) return command.runOnMessage(interaction, app);
  throw new UserError('usage', 'I do not know that command any more. Restart Discord to see the current ones.');
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
    if (interaction.deferred && interaction.ephemeral === false) await interaction.deleteReply();
    await interaction.followUp({ content, flags: MessageFlags.Ephemeral });
  }
}

function isOver(error: unknown): boolean {
  return error instanceof DiscordAPIError && OVER.has(error.code);
}

function apology(requestId: string): string {
  return `Something went wrong on my side. If it happens again, tell whoever runs me this: ${requestId}`;
}

function keyOf(customId: string): string {
  return customId.split(':', 1)[0] ?? '';
}
