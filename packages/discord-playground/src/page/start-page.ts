import type { APIAttachment } from 'discord-api-types/v10';
import type { Playground, PlaygroundOptions } from '../contract.ts';
import { startPlayground } from '../start-playground.ts';
import { defaultGuilds } from '../world/seed.ts';
import type { PageContext, PageSetup } from './page-context.ts';
import { createPageSocket } from './page-socket.ts';
import { receiveUpload, UPLOAD_PATH } from './receive-upload.ts';
import { servePage } from './serve-page.ts';

export interface PageOptions extends Omit<PlaygroundOptions, 'page' | 'sockets'> {
  /** Folder of the built page. Default: the folder that `npm run build` writes. */
  readonly folder?: string;
  readonly setup?: PageSetup;
}

/** Starts a playground that also serves a page which looks and works like a Discord channel. */
export async function startPage(options: PageOptions = {}): Promise<Playground> {
  const { folder, setup, guilds: seeds = defaultGuilds, ...rest } = options;
  const uploads = new Map<string, APIAttachment>();
  let open: (context: PageContext) => void = () => {};
  // The page's context needs the playground, which needs these handlers first, so they wait for the context.
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
