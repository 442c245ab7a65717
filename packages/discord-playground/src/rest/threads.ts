import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { withoutNulls } from '../limits/bodies.ts';
import { activeThreads, channelPayload, threadMemberPayload } from '../world/payloads.ts';
import { createThread, type NewThread } from '../world/threads.ts';
import { channelOf, messageOf, requirePermissions } from './channel-access.ts';
import { notAThread, unknownMember, unknownUser } from './errors.ts';
import { type Call, created, guildOf, noContent, ok, type Route } from './router.ts';

const { CreatePublicThreads, CreatePrivateThreads, SendMessagesInThreads } = PermissionFlagsBits;
const { PublicThread, PrivateThread } = ChannelType;
const MEMBERS = '/channels/{channel_id}/thread-members';

const threadBody = z.object({
  name: z.string(),
  auto_archive_duration: z.int().optional(),
  type: z.literal([PublicThread, PrivateThread]).default(PrivateThread),
});

/** Routes that create, list, join and leave threads. The messages of a thread use the routes of channels. */
export const threadRoutes: Route[] = [
  {
    method: 'POST',
    path: '/channels/{channel_id}/messages/{message_id}/threads',
    handle: (call) => {
      const channel = channelOf(call);
      const body = threadBody.parse(withoutNulls(call.body));
      return create(call, { ...body, type: PublicThread }, { starter: messageOf(call, channel) });
    },
  },
  {
    method: 'POST',
    path: '/channels/{channel_id}/threads',
    handle: (call) => create(call, threadBody.parse(withoutNulls(call.body))),
  },
  {
    method: 'GET',
    path: '/guilds/{guild_id}/threads/active',
    handle: (call) => {
      const { world } = call;
      const threads = activeThreads(world, guildOf(call).id).map((thread) => channelPayload(world, thread));
      const members = threads.flatMap((thread) => ('member' in thread && thread.member ? [thread.member] : []));
      return ok({ threads, members, has_more: false });
    },
  },
  {
    method: 'GET',
    path: MEMBERS,
    handle: (call) => {
      const { channel, thread } = threadOf(call);
      return ok([...thread.memberIds].map((id) => threadMemberPayload(channel, thread, id)));
    },
  },
  ...['@me', '{user_id}'].flatMap((who): Route[] => [
    {
      method: 'PUT',
      path: `${MEMBERS}/${who}`,
      handle: (call) => {
        const { channel, thread } = threadOf(call);
        requirePermissions(call, channel, SendMessagesInThreads);
        const userId = memberIdOf(call);
        if (!call.world.guilds.get(channel.guildId ?? '')?.members.has(userId)) throw unknownUser();
        thread.memberIds.add(userId);
        return noContent;
      },
    },
    {
      method: 'DELETE',
      path: `${MEMBERS}/${who}`,
      handle: (call) => {
        if (!threadOf(call).thread.memberIds.delete(memberIdOf(call))) throw unknownMember();
        return noContent;
      },
    },
  ]),
];

function create(call: Call, body: z.infer<typeof threadBody>, { starter }: Pick<NewThread, 'starter'> = {}) {
  const { world } = call;
  const { name, type, auto_archive_duration: autoArchiveMinutes } = body;
  const parent = channelOf(call, type === PublicThread ? CreatePublicThreads : CreatePrivateThreads);
  if (parent.guildId === null || parent.thread !== null) throw notAThread();
  const thread = { parent, name, ownerId: world.bot.id, type, autoArchiveMinutes };
  return created(
    channelPayload(world, createThread(world, { ...thread, ...(starter === undefined ? {} : { starter }) })),
  );
}

/** Returns the thread of the request. @throws DiscordError 50024 if the channel is no thread */
function threadOf(call: Call) {
  const channel = channelOf(call);
  if (channel.thread === null) throw notAThread();
  return { channel, thread: channel.thread };
}

function memberIdOf(call: Call): string {
  return call.hasParam('user_id') ? call.param('user_id') : call.world.bot.id;
}
