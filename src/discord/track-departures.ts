import { type Client, Events } from 'discord.js';
import type { Log } from '../log.ts';
import type { Libraries } from '../storage/library.ts';

/**
 * Notes when the bot leaves a server, and forgets the note when it joins again. A server that is only unavailable is not
 * left: discord.js reports it by another event.
 * @see developers/events/gateway-events.mdx in discord/discord-api-docs, "Guild Delete"
 * @returns a function that compares the libraries with the servers of the bot, for what happened while it did not run
 */
export function trackDepartures(client: Client, { departures, guilds }: Libraries, log: Log): () => Promise<void> {
  const note = async (guildId: string) => {
    await departures.note(guildId, new Date());
    log.info({ guildId }, 'the bot is not in this server; its library is erased after the grace period');
  };
  const report = (err: unknown) => log.error({ err }, 'it was not noted that the bot left or joined a server');
  client.on(Events.GuildDelete, ({ id }) => void note(id).catch(report));
  client.on(Events.GuildCreate, ({ id }) => void departures.clear(id).catch(report));
  return async () => {
    const noted = await departures.list();
    for (const guildId of await guilds()) {
      if (client.guilds.cache.has(guildId)) await departures.clear(guildId).catch(report);
      else if (!noted.has(guildId)) await note(guildId).catch(report);
    }
  };
}
