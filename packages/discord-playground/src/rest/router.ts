import type { UploadedFile } from '../world/messages.ts';
import type { Guild, World } from '../world/world.ts';
import { unknownGuild } from './errors.ts';

/** A REST request with its parsed body and the parameters of its route. */
export interface Call {
  readonly world: World;
  readonly query: URLSearchParams;
  /** Parsed JSON of the body or, in a multipart request, of the part `payload_json`. */
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
  /** Returns a parameter of the route's path. @throws Error if the route has no such parameter */
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
  /** Whether the route works without the bot's token; routes of interactions have a token in the path instead. */
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
    /** Finds a route. Returns null if no route has the path, and `route: null` if only the method does not match. */
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

/** Checks whether the percent encoding of a path segment is valid, so that the segment can be decoded. */
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Returns the guild of the request. @throws DiscordError 10004 if the guild does not exist */
export function guildOf({ world, param }: Call): Guild {
  const guild = world.guilds.get(param('guild_id'));
  if (guild === undefined) throw unknownGuild();
  return guild;
}
