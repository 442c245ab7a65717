import type { APIAttachment } from 'discord-api-types/v10';
import type { Playground, PlaygroundOptions } from '../contract.ts';
import { startPlayground } from '../start-playground.ts';
import { defaultGuilds, type GuildSeed } from '../world/seed.ts';
import { createPageSocket } from './page-socket.ts';
import type { LibraryProgress } from './protocol.ts';
import { receiveUpload, UPLOAD_PATH } from './receive-upload.ts';
import { servePage } from './serve-page.ts';

/** A library that the page shows the progress of, and may ask to be made anew. */
export interface StartingLibrary {
  readonly progress: LibraryProgress;
  /** Returns the unsubscriber. */
  onProgress(listener: (progress: LibraryProgress) => void): () => void;
  /** Empties the libraries and fills the first one again. */
  reset(): Promise<void>;
}

export interface PageOptions extends Omit<PlaygroundOptions, 'page' | 'sockets'> {
  /** Where the built page is; default beside this file, where `npm run build` puts it. */
  readonly folder?: string;
  readonly library?: StartingLibrary;
}

/** What the page's parts work with. */
export interface PageContext {
  readonly playground: Playground;
  readonly seeds: readonly GuildSeed[];
  /** Files that were uploaded and may be named in requests, by id. */
  readonly uploads: Map<string, APIAttachment>;
  readonly library: StartingLibrary | undefined;
}

/** Starts a playground whose address opens a page that feels like a Discord channel. */
export async function startPage(options: PageOptions = {}): Promise<Playground> {
  const { folder, library, guilds: seeds = defaultGuilds, ...rest } = options;
  const uploads = new Map<string, APIAttachment>();
  let open: (context: PageContext) => void = () => {};
  // Nobody knows the address before the playground is there, so nobody waits for this in vain.
  const context = new Promise<PageContext>((resolve) => {
    open = resolve;
  });
  const socket = createPageSocket(context);
  const playground = await startPlayground({
    ...rest,
    guilds: seeds,
    page: (request, response, url) => {
      if (url.pathname === UPLOAD_PATH) void receiveUpload(context, request, response, url);
      else void servePage(folder, request, response, url);
    },
    sockets: { '/page': socket },
  });
  open({ playground, seeds, uploads, library });
  return playground;
}
