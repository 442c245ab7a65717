import type { UploadedFile } from '../world/messages.ts';
import type { Guild, World } from '../world/world.ts';
import { unknownGuild } from './errors.ts';

/** One REST request, read and matched to its route. */
export interface Call {
  readonly world: World;
  readonly query: URLSearchParams;
  /** The parsed JSON, from a JSON body or the `payload_json` of a multipart one. */
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
  /** A parameter of the route's path. Throws on one that the route does not have. */
  param(name: string): string;
  hasParam(name: string): boolean;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export interface Route {
  readonly method: string;
  /** As in Discord's OpenAPI description: `/channels/{channel_id}/messages`. */
  readonly path: string;
  readonly handle: (call: Call) => Answer;
  /** Interaction and webhook routes need no bot token: theirs is in the path. */
  readonly isOpen?: boolean;
  /** Throws Discord's own error for a body outside the limits; `handle` checks too, this says it first. */
  readonly check?: (body: unknown) => void;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const noContent: Answer = { status: 204 };

/** Finds routes by method and path. */
export function createRouter(routes: readonly Route[]) {
  const table = routes.map((route) => ({
    route,
    pattern: new RegExp(`^${route.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  }));

  return {
    /** null: no such path; `route: null`: the path exists, but not for this method. */
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

/** A percent sign may stand alone in a path, and means nothing then. */
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Throws 10004. */
export function guildOf({ world, param }: Call): Guild {
  const guild = world.guilds.get(param('guild_id'));
  if (guild === undefined) throw unknownGuild();
  return guild;
}
