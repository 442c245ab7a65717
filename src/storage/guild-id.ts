const GUILD_ID = /^\d{1,20}$/;

/** Returns whether a text is a guild id: digits only. */
export function isGuildId(text: string): boolean {
  return GUILD_ID.test(text);
}

/** Returns the guild id unchanged. @throws RangeError if it is not digits only */
export function checkGuildId(guildId: string): string {
  if (!isGuildId(guildId)) throw new RangeError('a guild id is digits only');
  return guildId;
}
