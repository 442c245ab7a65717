/** The signals that end the changes of library objects: when the store closes, and when a guild is erased. */
export interface GuildSignals {
  readonly closing: AbortSignal;
  /** Returns the signal of a guild. After it aborts, the library object accepts no change. */
  of(guildId: string): AbortSignal;
  /** Aborts the signal of a guild. The next library object of the guild gets another signal. */
  abort(guildId: string, reason: Error): void;
  /** Aborts all signals. */
  close(reason: Error): void;
}

/** Creates one signal for each guild, and not for each load: Node.js 20 keeps a trace of every dependent of a signal. */
export function createGuildSignals(): GuildSignals {
  const closing = new AbortController();
  const guilds = new Map<string, { readonly erased: AbortController; readonly signal: AbortSignal }>();
  return {
    closing: closing.signal,
    of(guildId) {
      const existing = guilds.get(guildId);
      if (existing) return existing.signal;
      const erased = new AbortController();
      const signal = AbortSignal.any([closing.signal, erased.signal]);
      guilds.set(guildId, { erased, signal });
      return signal;
    },
    abort(guildId, reason) {
      guilds.get(guildId)?.erased.abort(reason);
      guilds.delete(guildId);
    },
    close: (reason) => closing.abort(reason),
  };
}
