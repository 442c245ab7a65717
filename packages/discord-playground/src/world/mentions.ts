import { AllowedMentionsTypes, type APIMessage } from 'discord-api-types/v10';
import type { MessageBody } from '../limits/body-types.ts';
import type { Channel, World } from './world.ts';

/**
 * Returns the users and roles that a text pings: its mentions that `allowed_mentions` allows, or all of its
 * mentions if `allowed_mentions` is absent.
 * The author may always ping everyone, so that tests notice an unintended ping.
 * https://discord.com/developers/docs/resources/message#allowed-mentions-object
 */
export function mentionsOf(
  world: World,
  channel: Channel,
  content: string,
  allowed: MessageBody['allowed_mentions'],
): Pick<APIMessage, 'mentions' | 'mention_roles' | 'mention_everyone'> {
  const guild = channel.guildId === null ? undefined : world.guilds.get(channel.guildId);
  const isAllowed = (type: AllowedMentionsTypes, id: string, ids: readonly string[] = []) =>
    allowed === undefined || (allowed.parse?.includes(type) ?? false) || ids.includes(id);

  const userIds = idsIn(content, /<@!?(\d+)>/g).filter((id) =>
    isAllowed(AllowedMentionsTypes.User, id, allowed?.users),
  );
  const roleIds = idsIn(content, /<@&(\d+)>/g).filter((id) => isAllowed(AllowedMentionsTypes.Role, id, allowed?.roles));
  return {
    mentions: userIds.map((id) => world.people.get(id)?.user).filter((user) => user !== undefined),
    mention_roles: roleIds.filter((id) => guild?.roles.has(id)),
    mention_everyone: /@(everyone|here)\b/.test(content) && isAllowed(AllowedMentionsTypes.Everyone, ''),
  };
}

function idsIn(content: string, pattern: RegExp): string[] {
  return [...new Set([...content.matchAll(pattern)].map((match) => match[1] ?? ''))];
}
