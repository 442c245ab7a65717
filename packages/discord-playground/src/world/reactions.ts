import { GatewayIntentBits } from 'discord-api-types/v10';
import { tooManyReactions, unknownEmoji } from '../rest/errors.ts';
import { present } from './messages.ts';
import { memberPayload } from './payloads.ts';
import type { StoredMessage, World } from './world.ts';

/** Maximum number of different emoji on one message. */
const MAX_EMOJI = 20;

/** Source of a regular expression that needs the flag `v`; a literal may have this flag only from ES2024. */
const ONE_EMOJI = '^\\p{RGI_Emoji}$';
const EMOJI = new RegExp(ONE_EMOJI, 'v');
const VARIATION_SELECTOR = '\ufe0f';

/** Adds a person's reaction, and sends the event. @throws DiscordError 10014 or 30010 */
export function addReaction(world: World, stored: StoredMessage, userId: string, emoji: string): void {
  // Discord also accepts an emoji without its variation selector. The playground has no custom emoji.
  if (!EMOJI.test(emoji) && !EMOJI.test(emoji + VARIATION_SELECTOR)) throw unknownEmoji();
  const userIds = stored.reactions.get(emoji) ?? new Set();
  if (userIds.size === 0 && stored.reactions.size >= MAX_EMOJI) throw tooManyReactions();
  if (userIds.has(userId)) return;
  stored.reactions.set(emoji, userIds.add(userId));

  const member = guildOf(world, stored)?.members.get(userId);
  dispatch(world, stored, 'MESSAGE_REACTION_ADD', {
    ...change(userId, emoji),
    ...(member === undefined ? {} : { member: memberPayload(world, member) }),
    message_author_id: stored.message.author.id,
  });
}

/** Removes a person's reaction and sends the event; does nothing if there is no such reaction. */
export function removeReaction(world: World, stored: StoredMessage, userId: string, emoji: string): void {
  const userIds = stored.reactions.get(emoji);
  if (!userIds?.delete(userId)) return;
  if (userIds.size === 0) stored.reactions.delete(emoji);
  dispatch(world, stored, 'MESSAGE_REACTION_REMOVE', change(userId, emoji));
}

/** Removes all reactions with an emoji, or all reactions if `emoji` is null, and sends the event. */
export function clearReactions(world: World, stored: StoredMessage, emoji: string | null): void {
  if (emoji === null) stored.reactions.clear();
  else stored.reactions.delete(emoji);
  if (emoji === null) dispatch(world, stored, 'MESSAGE_REACTION_REMOVE_ALL', {});
  else dispatch(world, stored, 'MESSAGE_REACTION_REMOVE_EMOJI', { emoji: { id: null, name: emoji } });
}

function change(userId: string, emoji: string) {
  return { user_id: userId, emoji: { id: null, name: emoji }, burst: false, type: 0 };
}

function guildOf(world: World, { message }: StoredMessage) {
  return world.guilds.get(world.channels.get(message.channel_id)?.guildId ?? '');
}

/** Sends a gateway event about reactions to the bot, and the changed message to the page. */
function dispatch(world: World, stored: StoredMessage, event: string, data: object): void {
  const { id, channel_id } = stored.message;
  const guildId = guildOf(world, stored)?.id ?? null;
  const place = { message_id: id, channel_id, ...(guildId === null ? {} : { guild_id: guildId }) };
  const { GuildMessageReactions, DirectMessageReactions } = GatewayIntentBits;
  world.dispatch(
    event,
    { ...place, ...data },
    { guildId, intents: guildId === null ? DirectMessageReactions : GuildMessageReactions },
  );
  world.announce({ type: 'message', action: 'update', message: present(world, stored), visibleTo: stored.visibleTo });
}
