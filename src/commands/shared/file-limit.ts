import { type AttachmentBuilder, type Guild, GuildPremiumTier } from 'discord.js';

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
export function filesWithinLimit<File>(files: readonly File[], tier: GuildPremiumTier = GuildPremiumTier.None): File[] {
  return files.filter((file) => bytesOf(file) <= LIMITS[tier]);
}

/** Returns the size of an attachment in bytes if its content is in memory, or 0 if it is not. */
function bytesOf(file: unknown): number {
  const content = isAttachment(file) ? file.attachment : null;
  return Buffer.isBuffer(content) ? content.length : 0;
}

function isAttachment(file: unknown): file is Pick<AttachmentBuilder, 'attachment'> {
  return typeof file === 'object' && file !== null && 'attachment' in file;
}
