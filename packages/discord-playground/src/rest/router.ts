import type { UploadedFile } from '../world/messages.ts';
import type { Guild, World } from '../world/world.ts';
import { unknownGuild } from './errors.ts';

/** A REST request whose body was read and whose route was found. */
export interface Call {
  readonly world: World;
  readonly query: URLSearchParams;
  /** The parsed JSON of the body, or of `payload_json` in a multipart body. */
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
  /** Returns a parameter of the route's path. @throws Error if the route does not have it */
  param(name: string): string;
  hasParam(name: string): boolean;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export interface Route {
  readonly method: string;
  /** Path as in Discord's OpenAPI description: `/channels/{channel_id}/messages`. */
  readonly path: string;
  readonly handle: (call: Call) => Answer;
  /** True for routes without a bot token, such as those of interactions, whose token is in the path. */
  readonly isOpen?: boolean;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const noContent: Answer = { status: 204 };

/** Creates a table that finds routes by method and path. */
export function createRouter(routes: readonly Route[]) {
  const table = routes.map((route) => ({
    route,
    pattern: new RegExp(`^${route.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  }));

  return {
    /** Returns null if no route has this path, and `route: null` if none has it for this method. */
    match(method: string, path: string): { route: Route | null; params: Record<string, string> } | null {
      const candidates = table.filter(({ pattern }) => pattern.test(path));
      if (candidates.length === 0) return null;
      const hit = candidates.find(({ route }) => route.method === method);
      const params = Object.entries(hit?.pattern.exec(path)?.groups ?? {});
      if (!params.every(([, value]) => isDecodable(value))) return null;
      return {
        route: hit?.route ?? null,
        params: Object.fromEntries(params.map(([name, value]) => [name, decodeURIComponent(value)])),
      };
    },
  };
}

/** Checks percent encoding: a path may contain a `%` that encodes nothing. */
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Returns the guild of the request. @throws DiscordError 10004 if there is none */
export function guildOf({ world, param }: Call): Guild {
  const guild = world.guilds.get(param('guild_id'));
  if (guild === undefined) throw unknownGuild();
  return guild;
}
