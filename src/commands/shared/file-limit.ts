import { type Guild, GuildPremiumTier } from 'discord.js';
import type { Upload } from './sound-attachments.ts';

const MIB = 2 ** 20;
/**
 * Maximum size in bytes of a file in a message that does not answer an interaction, by the boost tier of the server.
 * @see developers/reference.mdx in discord/discord-api-docs, "Uploading Files"
 */
const LIMITS: Readonly<Record<GuildPremiumTier, number>> = {
  [GuildPremiumTier.None]: 10 * MIB,
  [GuildPremiumTier.Tier1]: 10 * MIB,
  [GuildPremiumTier.Tier2]: 50 * MIB,
  [GuildPremiumTier.Tier3]: 100 * MIB,
};

/** Returns the maximum size of a file that the bot can send in a server, in bytes, regardless of who asks for it. */
export function serverFileLimit(guild: Pick<Guild, 'premiumTier'> | null): number {
  return LIMITS[guild?.premiumTier ?? GuildPremiumTier.None];
}

/**
 * Returns the files that fit into a message in a server's channel. The limit of an interaction can be higher, because
 * it includes the subscription of the member.
 * @param tier boost tier of the server; for direct messages, none
 */
export function filesWithinLimit(
  files: readonly Upload[],
  tier: GuildPremiumTier = GuildPremiumTier.None,
): readonly Upload[] {
  return files.filter(({ bytes }) => bytes <= LIMITS[tier]);
}
