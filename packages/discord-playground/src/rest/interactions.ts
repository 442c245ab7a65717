import {
  AllowedMentionsTypes,
  type APIMessage,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  MessageType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { parseCallback } from '../limits/bodies.ts';
import type { MessageBody } from '../limits/body-types.ts';
import { addStep, interactionFileLimit, isLoading } from '../world/interactions.ts';
import { createMessage, editMessage, present } from '../world/messages.ts';
import { permissionsIn } from '../world/permissions.ts';
import { isVoice } from '../world/voice-messages.ts';
import type { Interaction, World } from '../world/world.ts';
import {
  addError,
  alreadyAcknowledged,
  type DiscordError,
  invalidForm,
  unknownInteraction,
  voiceForbidden,
} from './errors.ts';
import { type Call, noContent, ok, type Route } from './router.ts';

const R = InteractionResponseType;

/** Route of the callback with which a bot must answer an interaction within three seconds. */
export const interactionRoutes: Route[] = [
  {
    method: 'POST',
    path: '/interactions/{interaction_id}/{interaction_token}/callback',
    isOpen: true,
    handle: (call) => {
      const interaction = call.world.interactions.get(call.param('interaction_id'));
      if (interaction === undefined || interaction.token !== call.param('interaction_token'))
        throw unknownInteraction();
      if (interaction.status === 'expired') throw unknownInteraction();
      if (interaction.status !== 'waiting') throw alreadyAcknowledged();

      const type = respond(call, interaction);
      return call.query.get('with_response') === 'true' ? ok(describe(call.world, interaction, type)) : noContent;
    },
  },
];

function respond({ world, body, files }: Call, interaction: Interaction): InteractionResponseType {
  const { source } = interaction;
  const callback = parseCallback(body, interaction.type, source?.message.flags ?? 0);
  const prefix = ['data'];
  switch (callback.type) {
    case R.ChannelMessageWithSource: {
      if (isVoice(callback.message.flags)) checkMaySpeak(world, interaction);
      interaction.original = newMessage(world, interaction, callback.message, files, { prefix });
      settle(interaction, 'answered', isEphemeral(callback.message));
      addStep(world, interaction, { kind: 'reply', message: present(world, interaction.original) });
      break;
    }
    case R.DeferredChannelMessageWithSource: {
      if (isVoice(callback.message.flags)) throw flagRefused(['data', 'flags']);
      const ephemeral = isEphemeral(callback.message);
      const nothing = { cleared: new Set<string>(), flags: ephemeral ? MessageFlags.Ephemeral : 0 };
      interaction.original = newMessage(world, interaction, nothing, [], { flags: MessageFlags.Loading });
      settle(interaction, 'answered', ephemeral);
      addStep(world, interaction, { kind: 'deferred', ephemeral });
      break;
    }
    case R.DeferredMessageUpdate: {
      if (source === null) throw unknownInteraction();
      interaction.original = source;
      settle(interaction, 'answered', source.visibleTo !== null);
      addStep(world, interaction, { kind: 'deferred-update' });
      break;
    }
    case R.UpdateMessage: {
      if (source === null) throw unknownInteraction();
      editMessage(world, source, {
        body: callback.message,
        files,
        fileLimit: interactionFileLimit(world, interaction),
        prefix,
      });
      interaction.original = source;
      settle(interaction, 'answered', source.visibleTo !== null);
      addStep(world, interaction, { kind: 'edit', message: present(world, source) });
      break;
    }
    case R.Modal:
      settle(interaction, 'silent', true);
      addStep(world, interaction, { kind: 'modal', modal: callback.modal });
      break;
    case R.ApplicationCommandAutocompleteResult:
      settle(interaction, 'silent', true);
      addStep(world, interaction, { kind: 'choices', choices: callback.choices });
      break;
    default:
      settle(interaction, 'silent', true);
  }
  return callback.type;
}

/** @throws DiscordError 50173 if the bot may not send voice messages in the channel of an interaction */
function checkMaySpeak(world: World, { channel }: Interaction): void {
  const guild = world.guilds.get(channel.guildId ?? '');
  const allowed = guild ? permissionsIn(guild, world.bot.id, channel) : PermissionFlagsBits.SendVoiceMessages;
  if ((allowed & PermissionFlagsBits.SendVoiceMessages) === 0n) throw voiceForbidden();
}

/**
 * Returns the error for a message flag that a request cannot set: only a first response that is not deferred, and a
 * message that answers no interaction, can be voice messages.
 * @see developers/interactions/receiving-and-responding.mdx and developers/resources/webhook.mdx ("Execute Webhook") in
 * discord/discord-api-docs
 */
export function flagRefused(path: readonly string[]): DiscordError {
  const errors = {};
  addError(errors, path, { code: 'MESSAGE_FLAGS_INVALID', message: 'IS_VOICE_MESSAGE cannot be set here.' });
  return invalidForm(errors);
}

function settle(interaction: Interaction, status: 'answered' | 'silent', ephemeral: boolean): void {
  interaction.status = status;
  interaction.ephemeral = ephemeral;
}

/** Creates a message that answers an interaction: the original response or a follow-up. */
export function newMessage(
  world: World,
  interaction: Interaction,
  body: MessageBody,
  files: Call['files'],
  { flags, prefix }: { flags?: MessageFlags; prefix?: string[] } = {},
) {
  const { channel, metadata, original, source } = interaction;
  const repliesTo = original?.message ?? source?.message;
  const extra: Partial<APIMessage> = {
    type: repliesTo === undefined ? typeOf(interaction) : MessageType.Reply,
    webhook_id: world.applicationId,
    application_id: world.applicationId,
    interaction_metadata:
      original === null ? metadata : { ...metadata, original_response_message_id: original.message.id },
    ...(flags === undefined ? {} : { flags }),
    // Discord has deprecated this property, but no other property of a message contains the command's name.
    ...(interaction.commandName === null || repliesTo !== undefined
      ? {}
      : {
          interaction: {
            id: interaction.id,
            type: interaction.type,
            name: interaction.commandName,
            user: metadata.user,
          },
        }),
    ...(repliesTo === undefined
      ? {}
      : {
          message_reference: {
            type: 0,
            message_id: repliesTo.id,
            channel_id: channel.id,
            ...(channel.guildId === null ? {} : { guild_id: channel.guildId }),
          },
        }),
  };
  // Without `allowed_mentions`, a message that answers an interaction pings users only, no roles.
  const allowed_mentions = body.allowed_mentions ?? { parse: [AllowedMentionsTypes.User] };
  return createMessage(world, {
    channel,
    authorId: world.bot.id,
    body: { ...body, allowed_mentions },
    files,
    visibleTo: isEphemeral(body) ? interaction.userId : null,
    extra,
    fileLimit: interactionFileLimit(world, interaction),
    ...(prefix === undefined ? {} : { prefix }),
  });
}

function isEphemeral({ flags = 0 }: MessageBody): boolean {
  return (flags & MessageFlags.Ephemeral) !== 0;
}

function typeOf({ type, metadata }: Interaction): MessageType {
  if (type !== InteractionType.ApplicationCommand) return MessageType.Default;
  const isContextMenu = 'target_message_id' in metadata || 'target_user' in metadata;
  return isContextMenu ? MessageType.ContextMenuCommand : MessageType.ChatInputCommand;
}

/** Returns the answer to a callback with `with_response`. It contains a message after a reply or an update. */
function describe(world: World, interaction: Interaction, type: InteractionResponseType) {
  const { id, original, channel } = interaction;
  const message =
    original === null
      ? {}
      : {
          response_message_id: original.message.id,
          response_message_loading: isLoading(original),
          response_message_ephemeral: original.visibleTo !== null,
        };
  const place = { channel_id: channel.id, ...(channel.guildId === null ? {} : { guild_id: channel.guildId }) };
  const hasMessage = type === R.ChannelMessageWithSource || type === R.UpdateMessage;
  return {
    interaction: { id, type: interaction.type, ...message, ...place },
    ...(hasMessage && original !== null ? { resource: { type, message: present(world, original) } } : {}),
  };
}
