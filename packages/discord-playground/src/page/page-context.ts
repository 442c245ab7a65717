import type { APIAttachment } from 'discord-api-types/v10';
import type { Member, Playground } from '../contract.ts';
import type { GuildSeed } from '../world/seed.ts';
import type { Place, SetupProgress, SetupTexts } from './protocol.ts';

/** State that the handlers of the page's requests and WebSockets share. */
export interface PageContext {
  readonly playground: Playground;
  readonly seeds: readonly GuildSeed[];
  /** Attachments that later requests can refer to, by id. */
  readonly uploads: Map<string, APIAttachment>;
  readonly setup: PageSetup | undefined;
}

/** Preparation of the bot's data. The page shows the progress in the sidebar and can restart the preparation. */
export interface PageSetup {
  readonly texts: SetupTexts;
  readonly progress: SetupProgress;
  /** Calls `listener` whenever the progress changes. Returns a function that unsubscribes it. */
  onProgress(listener: (progress: SetupProgress) => void): () => void;
  /** Deletes the bot's data and restarts the preparation. Resolves once the preparation has started. */
  reset(): Promise<void>;
}

/** Returns the person at a place. @throws Error if the person or the channel does not exist */
export function memberAt(playground: Playground, { guildId, channelId, userId }: Place): Member {
  return guildId === null ? playground.directMessage(userId) : playground.member(userId, guildId).in(channelId);
}
