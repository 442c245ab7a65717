import type { GuildView, Place } from '../protocol.ts';

const KEY = 'place';

/** Keeps the place that this tab shows, so that the tab shows it again after it is reloaded. */
export function keepPlace({ guildId, channelId, userId }: Place): void {
  sessionStorage.setItem(KEY, [guildId ?? '', channelId, userId].join('/'));
}

/**
 * Returns the place to show after a connection: that of the tab or, if it no longer exists, the first one; null if there
 * is none.
 * @param current the place that the page shows; null if it has been loaded just now
 */
export function placeToShow(guilds: readonly GuildView[], current: Place | null): Place | null {
  const known = current ?? keptPlace();
  return known && exists(guilds, known) ? known : firstPlace(guilds);
}

function keptPlace(): Place | null {
  const [guildId, channelId, userId] = sessionStorage.getItem(KEY)?.split('/') ?? [];
  return channelId && userId ? { guildId: guildId || null, channelId, userId } : null;
}

function exists(guilds: readonly GuildView[], { guildId, channelId, userId }: Place): boolean {
  return guilds.some(({ id, people, channels }) => {
    const person = people.find((one) => one.id === userId);
    if (guildId === null) return person?.directChannelId === channelId;
    return id === guildId && person !== undefined && channels.some((channel) => channel.id === channelId);
  });
}

function firstPlace([guild]: readonly GuildView[]): Place | null {
  const [channelId, userId] = [guild?.channels[0]?.id, guild?.people[0]?.id];
  return guild && channelId && userId ? { guildId: guild.id, channelId, userId } : null;
}
