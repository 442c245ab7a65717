import {
  type APIAttachment,
  type APIEmbed,
  type APIMessage,
  GatewayIntentBits,
  MessageFlags,
  MessageReferenceType,
  MessageType,
} from 'discord-api-types/v10';
import type { MessageBody } from '../limits/body-types.ts';
import { addError, emptyMessage, entityTooLarge, invalidForm, unknownMessage, voiceEdited } from '../rest/errors.ts';
import { mentionsOf } from './mentions.ts';
import { channelPayload, reactionsPayload, threadPayload, userOf } from './payloads.ts';
import { resolveReferences } from './references.ts';
import { checkVoiceMessage, isVoice } from './voice-messages.ts';
import type { Channel, StoredMessage, World } from './world.ts';

/** A file of a multipart body. `index` is the n of `files[n]`, to which `attachments[].id` refers. */
export interface UploadedFile {
  readonly index: string;
  readonly name: string;
  readonly contentType: string | undefined;
  readonly bytes: Uint8Array;
}

export type Edit = Pick<NewMessage, 'body' | 'files' | 'fileLimit' | 'prefix'>;

export interface NewMessage {
  readonly channel: Channel;
  readonly authorId: string;
  readonly body: MessageBody;
  readonly files: readonly UploadedFile[];
  /** Files of a person's message; they were uploaded before the message. */
  readonly given?: readonly APIAttachment[];
  /** Id of the only person who sees an ephemeral message; null if everybody sees the message. */
  readonly visibleTo: string | null;
  /** Further properties of the message, such as its type and its interaction. */
  readonly extra?: Partial<APIMessage>;
  /** Maximum size of each file, in bytes. */
  readonly fileLimit: number;
  /** Path of the message in the request's body, for error messages: `['data']` in a callback. */
  readonly prefix?: readonly string[];
}

/** Message flags that a bot can set. */
const SETTABLE =
  MessageFlags.SuppressEmbeds |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsComponentsV2 |
  MessageFlags.IsVoiceMessage;

/** Stores a message, and sends it to the bot and the page. @throws DiscordError 50006, 40005 or 50035 */
export function createMessage(world: World, options: NewMessage): StoredMessage {
  const { channel, body, visibleTo, extra = {} } = options;
  const uploads = [...(options.given ?? []), ...saveFiles(world, channel.id, options)];
  if (isVoice(body.flags) && options.authorId === world.bot.id) checkVoiceMessage(body, uploads);
  const { embeds, components, attachments, embedded } = resolveReferences(
    {
      embeds: body.embeds ?? [],
      components: body.components ?? [],
      attachments: uploads,
      embedded: [],
    },
    options.prefix ?? [],
  );
  const content = (body.content ?? '').trim();
  const loading = extra.flags ?? 0;
  if (content === '' && embeds.length + components.length + uploads.length === 0 && !(loading & MessageFlags.Loading)) {
    throw emptyMessage();
  }

  const repliesTo = body.message_reference?.message_id;
  const message: APIMessage = {
    id: world.nextId(),
    type: repliesTo === undefined ? MessageType.Default : MessageType.Reply,
    channel_id: channel.id,
    author: userOf(world, options.authorId),
    content,
    timestamp: new Date(world.clock.now()).toISOString(),
    edited_timestamp: null,
    tts: body.tts ?? false,
    pinned: false,
    ...mentionsOf(world, channel, content, body.allowed_mentions),
    attachments,
    embeds,
    components,
    ...(body.nonce === undefined ? {} : { nonce: body.nonce }),
    ...(repliesTo === undefined ? {} : { message_reference: referenceTo(channel, repliesTo) }),
    ...extra,
    flags: ((body.flags ?? 0) & SETTABLE) | (visibleTo === null ? 0 : MessageFlags.Ephemeral) | loading,
  };
  const stored: StoredMessage = { message, visibleTo, embedded, reactions: new Map() };
  const inChannel = world.messages.get(channel.id) ?? new Map<string, StoredMessage>();
  world.messages.set(channel.id, inChannel.set(message.id, stored));
  announceMessage(world, stored, 'create');
  return stored;
}

/** Replaces the properties of a message that are in `body`. The first edit of a deferred reply sets no edit time. */
export function editMessage(world: World, stored: StoredMessage, edit: Edit): void {
  const { message } = stored;
  const { body } = edit;
  if (isVoice(message.flags) || isVoice(body.flags)) throw voiceEdited();
  const channel = world.channels.get(message.channel_id);
  if (channel === undefined) throw unknownMessage();

  const uploads = saveFiles(world, channel.id, edit);
  const listed = body.attachments === undefined ? null : new Set(body.attachments.map(({ id }) => id));
  const kept = body.cleared.has('attachments') ? [] : message.attachments.filter(({ id }) => listed?.has(id) ?? true);
  const { embeds, components, attachments, embedded } = resolveReferences(
    {
      embeds: body.embeds ?? (body.cleared.has('embeds') ? [] : message.embeds),
      components: body.components ?? (body.cleared.has('components') ? [] : (message.components ?? [])),
      attachments: [...kept, ...uploads],
      embedded: stored.embedded,
    },
    edit.prefix ?? [],
  );
  const content = body.content?.trim() ?? (body.cleared.has('content') ? '' : message.content);
  if (content === '' && embeds.length + components.length + attachments.length === 0) throw emptyMessage();

  const wasLoading = ((message.flags ?? 0) & MessageFlags.Loading) !== 0;
  stored.embedded = embedded;
  stored.message = {
    ...message,
    content,
    embeds,
    components,
    attachments,
    ...(body.content === undefined ? {} : mentionsOf(world, channel, content, body.allowed_mentions)),
    flags: ((message.flags ?? 0) & ~MessageFlags.Loading) | ((body.flags ?? 0) & SETTABLE),
    edited_timestamp: wasLoading ? null : new Date(world.clock.now()).toISOString(),
  };
  announceMessage(world, stored, 'update');
}

export function deleteMessage(world: World, { message, visibleTo }: StoredMessage): void {
  const { id, channel_id: channelId } = message;
  world.messages.get(channelId)?.delete(id);
  world.announce({ type: 'message', action: 'delete', channelId, messageId: id });
  if (visibleTo !== null) return;
  const guildId = world.channels.get(channelId)?.guildId ?? null;
  const data = { id, channel_id: channelId, ...(guildId === null ? {} : { guild_id: guildId }) };
  world.dispatch('MESSAGE_DELETE', data, { guildId, intents: messageIntents(guildId) });
}

/** Returns a message as Discord would send it now: with reactions, thread and new links to the attachments. */
export function present(world: World, stored: StoredMessage): APIMessage {
  const { message, reactions } = stored;
  const channel = world.channels.get(message.id);
  return {
    ...message,
    attachments: message.attachments.map((attachment) => world.files.refresh(attachment)),
    embeds: message.embeds.map((embed) => withNewLinks(world, embed)),
    ...(reactions.size === 0 ? {} : { reactions: reactionsPayload(world, stored) }),
    ...(channel?.thread ? { thread: threadPayload(world, channel, channel.thread) } : {}),
  };
}

function withNewLinks({ files }: World, embed: APIEmbed): APIEmbed {
  const refreshed = <Media extends { url: string }>(media: Media) => ({ ...media, url: files.refreshUrl(media.url) });
  return {
    ...embed,
    ...(embed.image ? { image: refreshed(embed.image) } : {}),
    ...(embed.thumbnail ? { thumbnail: refreshed(embed.thumbnail) } : {}),
  };
}

/** Returns a stored message. @throws DiscordError 10008 if the message does not exist */
export function findMessage(world: World, channelId: string, messageId: string): StoredMessage {
  const stored = world.messages.get(channelId)?.get(messageId);
  if (stored === undefined) throw unknownMessage();
  return stored;
}

function saveFiles(world: World, channelId: string, { body, files, fileLimit, prefix = [] }: Edit): APIAttachment[] {
  if (files.some(({ bytes }) => bytes.byteLength > fileLimit)) throw entityTooLarge();
  return files.map((file) => {
    const described = body.attachments?.find(({ id }) => id === file.index);
    if (body.attachments !== undefined && described === undefined) throw unlistedFile(file.index, prefix);
    const { id: _, filename, ...rest } = described ?? { id: '' };
    const attachment = world.files.save({ ...file, name: filename ?? file.name, channelId, folder: 'attachments' });
    return { ...attachment, ...rest };
  });
}

function unlistedFile(index: string, prefix: readonly string[]) {
  const errors = {};
  const message = `files[${index}] is not in the list of attachments`;
  addError(errors, [...prefix, 'attachments'], { code: 'ATTACHMENT_NOT_FOUND', message });
  return invalidForm(errors);
}

function referenceTo(channel: Channel, messageId: string) {
  const place = channel.guildId === null ? {} : { guild_id: channel.guildId };
  return { type: MessageReferenceType.Default, message_id: messageId, channel_id: channel.id, ...place };
}

function announceMessage(world: World, stored: StoredMessage, action: 'create' | 'update'): void {
  const message = present(world, stored);
  world.announce({ type: 'message', action, message, visibleTo: stored.visibleTo });
  // Discord sends no gateway events about ephemeral messages.
  if (stored.visibleTo !== null) return;
  const channel = world.channels.get(message.channel_id);
  const guildId = channel?.guildId ?? null;
  // Without the type of the channel (events/gateway-events.mdx), discord.js does not know a new channel of two people.
  const type = channel && channelPayload(world, channel).type;
  const data = {
    ...message,
    ...(guildId !== null && { guild_id: guildId }),
    ...(type !== undefined && { channel_type: type }),
  };
  world.dispatch(action === 'create' ? 'MESSAGE_CREATE' : 'MESSAGE_UPDATE', data, {
    guildId,
    intents: messageIntents(guildId),
  });
}

function messageIntents(guildId: string | null): number {
  return guildId === null ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages;
}
