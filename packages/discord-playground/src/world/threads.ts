import { ChannelType, GatewayIntentBits, MessageFlags, MessageReferenceType, MessageType } from 'discord-api-types/v10';
import { threadAlreadyExists } from '../rest/errors.ts';
import { createMessage, present } from './messages.ts';
import { channelPayload } from './payloads.ts';
import type { Channel, StoredMessage, Thread, World } from './world.ts';

/** Default of `auto_archive_duration` in minutes: one day. */
const DEFAULT_ARCHIVE_MINUTES = 24 * 60;

export interface NewThread {
  readonly parent: Channel;
  readonly name: string;
  readonly ownerId: string;
  readonly type: Thread['type'];
  readonly autoArchiveMinutes?: number | undefined;
  /** The message from which the thread starts. The thread gets the id of this message. */
  readonly starter?: StoredMessage;
}

/**
 * Creates a thread, and sends the event. As at Discord, a message in the channel announces a public thread that does not
 * start from a message.
 * @throws DiscordError 160004 if the message already has a thread
 */
export function createThread(world: World, options: NewThread): Channel {
  const { parent, name, ownerId, type, autoArchiveMinutes = DEFAULT_ARCHIVE_MINUTES, starter } = options;
  const id = starter?.message.id ?? world.nextId();
  if (world.channels.has(id)) throw threadAlreadyExists();
  const thread = { parentId: parent.id, ownerId, type, autoArchiveMinutes, memberIds: new Set([ownerId]) };
  const channel: Channel = { ...parent, id, name, thread: { ...thread, createdAt: world.clock.now() } };
  world.channels.set(id, channel);
  world.dispatch(
    'THREAD_CREATE',
    { ...channelPayload(world, channel), newly_created: true },
    { guildId: channel.guildId, intents: GatewayIntentBits.Guilds },
  );
  if (starter !== undefined) showThread(world, starter);
  else if (type === ChannelType.PublicThread) postThreadCreated(world, parent, channel, ownerId);
  return channel;
}

/** Marks a message as the start of a thread, and sends the changed message to the page. */
function showThread(world: World, starter: StoredMessage): void {
  starter.message = { ...starter.message, flags: (starter.message.flags ?? 0) | MessageFlags.HasThread };
  world.announce({ type: 'message', action: 'update', message: present(world, starter), visibleTo: null });
}

/** Posts the system message that announces a new thread in the channel. */
function postThreadCreated(world: World, parent: Channel, thread: Channel, authorId: string): void {
  const guild = parent.guildId === null ? {} : { guild_id: parent.guildId };
  const reference = { message_reference: { type: MessageReferenceType.Default, channel_id: thread.id, ...guild } };
  createMessage(world, {
    channel: parent,
    authorId,
    body: { content: thread.name, cleared: new Set() },
    files: [],
    visibleTo: null,
    extra: { type: MessageType.ThreadCreated, ...reference },
    fileLimit: 0,
  });
}
