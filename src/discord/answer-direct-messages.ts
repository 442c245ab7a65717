import { type Client, Events, Routes } from 'discord.js';
import { LRUCache } from 'lru-cache';
import { messagesFor } from '../i18n/index.ts';
import type { Log } from '../log.ts';

/** Milliseconds during which a person gets no second answer, and maximum number of people who are remembered. */
const PAUSE_MS = 10 * 60_000;
const MAX_PEOPLE = 1000;

/** Answers direct messages to the bot by one line that says what the bot does, and where. */
export function answerDirectMessages(client: Client, log: Log): void {
  const answered = new LRUCache<string, true>({ max: MAX_PEOPLE, ttl: PAUSE_MS });
  client.on(Events.MessageCreate, ({ guildId, channelId, author }) => {
    // Two bots would answer each other for ever.
    if (guildId !== null || author.bot || answered.has(author.id)) return;
    answered.set(author.id, true);
    const body = { content: messagesFor(commonLocale(client)).help.inDirectMessages, allowed_mentions: { parse: [] } };
    client.rest.post(Routes.channelMessages(channelId), { body }).catch((err: unknown) => {
      log.info({ err }, 'a direct message was not answered');
    });
  });
}

/** Returns the language of most servers of the bot, because Discord does not send the language of direct messages. */
function commonLocale(client: Client): string {
  const counts = new Map<string, number>();
  for (const { preferredLocale } of client.guilds.cache.values())
    counts.set(preferredLocale, (counts.get(preferredLocale) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? 'en-US';
}
