import { PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { parseMessageBody } from '../limits/bodies.ts';
import type { MessageBody } from '../limits/body-types.ts';
import { directChannel } from '../world/direct-messages.ts';
import { fileLimit } from '../world/interactions.ts';
import { createMessage, deleteMessage, editMessage, findMessage, present } from '../world/messages.ts';
import { channelPayload } from '../world/payloads.ts';
import { isVoice } from '../world/voice-messages.ts';
import type { Channel, StoredMessage } from '../world/world.ts';
import { channelOf, isHidden, messageOf, requirePermissions } from './channel-access.ts';
import { cannotMessageUser, notTheAuthor, unknownUser, voiceForbidden } from './errors.ts';
import { type Call, noContent, ok, type Route } from './router.ts';

const {
  SendMessages,
  SendMessagesInThreads,
  EmbedLinks,
  AttachFiles,
  ReadMessageHistory,
  ManageMessages,
  SendVoiceMessages,
} = PermissionFlagsBits;

/** Time in which Discord recognizes a nonce, in milliseconds: "the past few minutes". */
const NONCE_MS = 5 * 60_000;

/** Routes of channels and their messages. The routes require the bot's permissions in the channel. */
export const channelRoutes: Route[] = [
  { method: 'GET', path: '/channels/{channel_id}', handle: (call) => ok(channelPayload(call.world, channelOf(call))) },
  {
    method: 'GET',
    path: '/channels/{channel_id}/messages',
    handle: (call) => {
      const channel = channelOf(call, ReadMessageHistory);
      const limit = Number(call.query.get('limit') ?? 50);
      const seen = [...(call.world.messages.get(channel.id)?.values() ?? [])].filter((stored) => !isHidden(stored));
      return ok(
        seen
          .reverse()
          .slice(0, limit)
          .map((stored) => present(call.world, stored)),
      );
    },
  },
  {
    method: 'POST',
    path: '/channels/{channel_id}/messages',
    handle: post,
  },
  {
    method: 'GET',
    path: '/channels/{channel_id}/messages/{message_id}',
    handle: (call) => ok(present(call.world, messageOf(call, channelOf(call, ReadMessageHistory)))),
  },
  {
    method: 'PATCH',
    path: '/channels/{channel_id}/messages/{message_id}',
    handle: (call) => {
      const channel = channelOf(call);
      const stored = messageOf(call, channel);
      if (stored.message.author.id !== call.world.bot.id) throw notTheAuthor();
      const body = parseMessageBody(call.body, [], stored.message.flags ?? 0);
      requirePermissions(call, channel, neededFor(body, call));
      editMessage(call.world, stored, { body, files: call.files, fileLimit: limitIn(call, channel) });
      return ok(present(call.world, stored));
    },
  },
  {
    method: 'DELETE',
    path: '/channels/{channel_id}/messages/{message_id}',
    // Only messages of others need a permission: developers/resources/message.mdx in discord/discord-api-docs, "Delete Message".
    handle: (call) => {
      const channel = channelOf(call);
      const stored = messageOf(call, channel);
      if (stored.message.author.id !== call.world.bot.id) requirePermissions(call, channel, ManageMessages);
      deleteMessage(call.world, stored);
      return noContent;
    },
  },
  {
    method: 'POST',
    path: '/channels/{channel_id}/typing',
    handle: (call) => {
      requirePermissions(call, channelOf(call), writing(channelOf(call)));
      return noContent;
    },
  },
  {
    method: 'POST',
    path: '/users/@me/channels',
    handle: (call) => {
      const { recipient_id: id } = z.object({ recipient_id: z.coerce.string().optional() }).parse(call.body ?? {});
      if (id === undefined || !call.world.people.has(id)) throw unknownUser();
      return ok(channelPayload(call.world, directChannel(call.world, id)));
    },
  },
];

function post(call: Call) {
  const channel = channelOf(call);
  const body = parseMessageBody(call.body);
  requirePermissions(call, channel, writing(channel) | neededFor(body, call));
  if (isVoice(body.flags)) requirePermissions(call, channel, SendVoiceMessages, voiceForbidden);
  if (body.message_reference?.message_id !== undefined)
    findMessage(call.world, channel.id, body.message_reference.message_id);
  const { world, files } = call;
  const recipient = world.people.get(channel.recipientId ?? '');
  if (recipient?.acceptsDirectMessages === false) throw cannotMessageUser();
  const sentBefore = body.enforce_nonce === true ? withNonce(call, channel, body.nonce) : undefined;
  if (sentBefore !== undefined) return ok(present(world, sentBefore));
  const options = { channel, authorId: world.bot.id, body, files, visibleTo: null, fileLimit: limitIn(call, channel) };
  return ok(present(world, createMessage(world, options)));
}

/**
 * Returns the bot's message of the past minutes with a nonce. With `enforce_nonce`, no second one is created.
 * @see developers/resources/message.mdx in discord/discord-api-docs, "Create Message"
 */
function withNonce({ world }: Call, channel: Channel, nonce: string | number | undefined): StoredMessage | undefined {
  const since = world.clock.now() - NONCE_MS;
  const messages = [...(world.messages.get(channel.id)?.values() ?? [])];
  return messages.find(
    ({ message }) =>
      nonce !== undefined &&
      message.nonce === nonce &&
      message.author.id === world.bot.id &&
      Date.parse(message.timestamp) >= since,
  );
}

/** Returns the permission to post in a channel: threads require a different one. */
function writing({ thread }: Channel): bigint {
  return thread === null ? SendMessages : SendMessagesInThreads;
}

function neededFor(body: MessageBody, { files }: Call): bigint {
  const embeds = (body.embeds ?? []).length > 0 ? EmbedLinks : 0n;
  return embeds | (files.length > 0 ? AttachFiles : 0n);
}

function limitIn({ world }: Call, channel: Channel): number {
  return fileLimit(world.guilds.get(channel.guildId ?? '')?.premiumTier ?? 0);
}
