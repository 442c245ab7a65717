import type { APIAttachment } from 'discord-api-types/v10';
import type { Playground, PlaygroundOptions } from '../contract.ts';
import { startPlayground } from '../start-playground.ts';
import { defaultGuilds, type GuildSeed } from '../world/seed.ts';
import { createPageSocket } from './page-socket.ts';
import type { SetupProgress, SetupTexts } from './protocol.ts';
import { receiveUpload, UPLOAD_PATH } from './receive-upload.ts';
import { servePage } from './serve-page.ts';

/** Preparation of the bot's data. The page shows its progress in the sidebar and can start it again. */
export interface PageSetup {
  readonly texts: SetupTexts;
  readonly progress: SetupProgress;
  /** Calls `listener` whenever the progress changes. Returns a function that unsubscribes it. */
  onProgress(listener: (progress: SetupProgress) => void): () => void;
  /** Removes the data and starts the preparation again; resolves once it has started. */
  reset(): Promise<void>;
}

export interface PageOptions extends Omit<PlaygroundOptions, 'page' | 'sockets'> {
  /** Folder of the built page; default the one that `npm run build` writes. */
  readonly folder?: string;
  readonly setup?: PageSetup;
}

/** What the handlers of the page's requests and sockets share. */
export interface PageContext {
  readonly playground: Playground;
  readonly seeds: readonly GuildSeed[];
  /** Uploaded files that later requests can refer to, by id. */
  readonly uploads: Map<string, APIAttachment>;
  readonly setup: PageSetup | undefined;
}

/** Starts a playground that also serves a page at its address, which looks and works like a Discord channel. */
export async function startPage(options: PageOptions = {}): Promise<Playground> {
  const { folder, setup, guilds: seeds = defaultGuilds, ...rest } = options;
  const uploads = new Map<string, APIAttachment>();
  let open: (context: PageContext) => void = () => {};
  // The context needs the playground, and the playground needs these handlers, so they wait for the context.
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
  open({ playground, seeds, uploads, setup });
  return playground;
}
