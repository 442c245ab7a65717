import { type Client, Events } from 'discord.js';
import type { Log } from '../log.ts';
import type { Libraries } from '../storage/libraries.ts';
import { folderOwner } from './folder-owner.ts';

/**
 * Notes when the bot leaves a server, and forgets the note when it joins again. A server that is only unavailable is not
 * left: discord.js reports it by another event.
 * @see developers/events/gateway-events.mdx in discord/discord-api-docs, "Guild Delete"
 * @param applicationFile file with the id of the application that the libraries belong to; null to take any application
 * @returns a function that compares the libraries with the servers of the bot, for what happened while it did not run.
 * If another application runs, for example with a wrong token, the function notes no departure: the bot is in none of
 * the servers, but has left none of them.
 */
export function trackDepartures(
  client: Client,
  { departures, guilds }: Libraries,
  log: Log,
  applicationFile: string | null,
): () => Promise<void> {
  const note = async (guildId: string) => {
    await departures.note(guildId, new Date());
    log.info({ guildId }, 'the bot is not in this server; its library is erased after the grace period');
  };
  const report = (err: unknown) => log.error({ err }, 'it was not noted that the bot left or joined a server');
  client.on(Events.GuildDelete, ({ id }) => void note(id).catch(report));
  client.on(Events.GuildCreate, ({ id }) => void departures.clear(id).catch(report));
  return async () => {
    const running = client.application?.id ?? '';
    const owner = applicationFile === null ? running : await folderOwner(applicationFile, running);
    if (owner !== running)
      log.warn(
        { running, owner, file: applicationFile },
        'the libraries belong to another application; servers that this one is not in keep them. If you have replaced the application, delete the file and start again',
      );
    const noted = await departures.list();
    for (const guildId of await guilds()) {
      if (client.guilds.cache.has(guildId)) await departures.clear(guildId).catch(report);
      else if (owner === running && !noted.has(guildId)) await note(guildId).catch(report);
    }
  };
}
