import {
  type APIApplicationCommandOptionChoice,
  type APIEmbed,
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandType,
  EmbedType,
  InteractionType,
  MessageFlags,
  InteractionResponseType as R,
} from 'discord-api-types/v10';
import { z } from 'zod';
import type { Callback, CommandBody, MessageBody } from './body-types.ts';
import { choiceProblems, commandProblems } from './command-rules.ts';
import { messageProblems, modalProblems } from './message-rules.ts';
import { refuse } from './problems.ts';

// `rest/api.ts` checks each body against Discord's description before these functions parse it, so the types hold.
const record = z.record(z.string(), z.unknown()).catch({});
const messageBody = z.custom<Omit<MessageBody, 'cleared'>>();
const commandBody = z.custom<CommandBody>();
const choiceData = z.custom<{ choices?: APIApplicationCommandOptionChoice[] }>();
const modalData = z.custom<APIModalInteractionResponseCallbackData>();

/**
 * Parses a message that a bot sends.
 * @param prefix path of the message in the request's body: `['data']` in an interaction callback
 * @param flagsBefore current flags of the message, if the request edits it
 * @throws DiscordError 50035
 */
export function parseMessageBody(value: unknown, prefix: string[] = [], flagsBefore = 0): MessageBody {
  const raw = record.parse(value);
  const { embeds, attachments, ...rest } = messageBody.parse(withoutNulls(raw));
  const body: MessageBody = {
    ...rest,
    flags: (rest.flags ?? 0) | (flagsBefore & MessageFlags.IsComponentsV2),
    ...(embeds === undefined ? {} : { embeds: embeds.map(complete) }),
    ...(attachments === undefined ? {} : { attachments: attachments.map((one) => ({ ...one, id: String(one.id) })) }),
    cleared: new Set(Object.keys(raw).filter((key) => raw[key] === null)),
  };
  refuse(messageProblems(body), prefix);
  return body;
}

/** Converts an embed that a bot sends to the form in which Discord stores it. */
function complete({ fields, ...embed }: APIEmbed): APIEmbed {
  const inline = fields?.map((field) => ({ inline: false, ...field }));
  return { ...embed, type: EmbedType.Rich, ...(inline === undefined ? {} : { fields: inline }) };
}

const MESSAGE = [R.ChannelMessageWithSource, R.DeferredChannelMessageWithSource, R.PremiumRequired, R.LaunchActivity];
const UPDATE = [R.DeferredMessageUpdate, R.UpdateMessage];
/** Callback types that a bot may use to answer each type of interaction. */
const ALLOWED: Record<InteractionType, readonly R[]> = {
  [InteractionType.Ping]: [R.Pong],
  [InteractionType.ApplicationCommand]: [...MESSAGE, R.Modal],
  [InteractionType.MessageComponent]: [...MESSAGE, ...UPDATE, R.Modal],
  [InteractionType.ApplicationCommandAutocomplete]: [R.ApplicationCommandAutocompleteResult],
  [InteractionType.ModalSubmit]: [...MESSAGE, ...UPDATE],
};

/** Parses the body of an interaction callback. @throws DiscordError 50035 */
export function parseCallback(body: unknown, interactionType: InteractionType, flagsBefore = 0): Callback {
  const { type, data } = z.object({ type: z.enum(R), data: z.unknown().optional() }).parse(body);
  const allowed = ALLOWED[interactionType];
  if (!allowed.includes(type)) {
    const message = `Value must be one of {${allowed.join(', ')}}.`;
    refuse([{ path: ['type'], code: 'BASE_TYPE_CHOICES', message }]);
  }
  const prefix = ['data'];
  switch (type) {
    case R.ChannelMessageWithSource:
    case R.DeferredChannelMessageWithSource:
      return { type, message: parseMessageBody(data, prefix) };
    case R.UpdateMessage:
      return { type, message: parseMessageBody(data, prefix, flagsBefore) };
    case R.ApplicationCommandAutocompleteResult: {
      const { choices = [] } = choiceData.parse(withoutNulls(data));
      refuse(choiceProblems(choices, ['choices']), prefix);
      return { type, choices };
    }
    case R.Modal: {
      const modal = modalData.parse(withoutNulls(data));
      refuse(modalProblems(modal), prefix);
      return { type, modal };
    }
    default:
      return { type };
  }
}

const COMMAND_KEYS = new Set([
  ...['type', 'name', 'name_localizations', 'description', 'description_localizations', 'options', 'nsfw'],
  ...['default_member_permissions', 'dm_permission', 'contexts', 'integration_types'],
]);

/** Parses the definition of a command. @throws DiscordError 50035 */
export function parseCommandBody(value: unknown, prefix: PropertyKey[] = []): CommandBody {
  const known = Object.entries(record.parse(withoutNulls(value))).filter(([key]) => COMMAND_KEYS.has(key));
  const { default_member_permissions: permissions, ...rest } = commandBody.parse(Object.fromEntries(known));
  const body: CommandBody = {
    ...rest,
    type: rest.type ?? ApplicationCommandType.ChatInput,
    ...(permissions === undefined ? {} : { default_member_permissions: String(permissions) }),
  };
  refuse(commandProblems(body), prefix);
  return body;
}

/** Copies a value without the null properties in it, at every depth: Discord treats null as absent. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, child]) => child !== null)
      .map(([key, child]) => [key, withoutNulls(child)]),
  );
}
