import { type Client, GatewayDispatchEvents } from 'discord.js';
import { z } from 'zod';

const {
  GuildSoundboardSoundCreate,
  GuildSoundboardSoundUpdate,
  GuildSoundboardSoundDelete,
  GuildSoundboardSoundsUpdate,
} = GatewayDispatchEvents;
const EVENTS = [
  ...[GuildSoundboardSoundCreate, GuildSoundboardSoundUpdate],
  ...[GuildSoundboardSoundDelete, GuildSoundboardSoundsUpdate],
];
const eventData = z.object({ guild_id: z.string() });

/**
 * Calls `onChange` with the id of a guild whose soundboard has changed. Uses the events themselves, because
 * discord.js announces the deletion of a sound only if the sound is in its cache.
 */
export function watchSoundboards(client: Client, onChange: (guildId: string) => void): void {
  for (const event of EVENTS) {
    client.ws.on(event, (data: unknown) => {
      const { data: known } = eventData.safeParse(data);
      if (known) onChange(known.guild_id);
    });
  }
}
