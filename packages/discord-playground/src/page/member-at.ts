import type { Member, Playground } from '../contract.ts';
import type { Place } from './protocol.ts';

/** The person at a place. @throws Error where there is no such person or channel. */
export function memberAt(playground: Playground, { guildId, channelId, userId }: Place): Member {
  return guildId === null ? playground.directMessage(userId) : playground.member(userId, guildId).in(channelId);
}
