import { ChannelType, type Client, type ClientOptions, DiscordAPIError, REST, type TextChannel } from 'discord.js';
import { test as base } from 'vitest';
import { type Member, manualClock, type PlaygroundOptions, startPlayground } from '../src/index.ts';
import { loginTo } from './helpers/login.ts';

/** A test with a playground of its own, whose clock only the test moves. */
export const test = base
  .extend('clock', () => manualClock())
  .extend('options', (): PlaygroundOptions => ({}))
  .extend('playground', async ({ clock, options }, { onCleanup }) => {
    const playground = await startPlayground({ clock, ...options });
    onCleanup(() => playground.close());
    return playground;
  })
  .extend('rest', ({ playground }) => new REST({ api: playground.apiUrl, retries: 2 }).setToken(playground.token))
  .extend('login', ({ playground }, { onCleanup }) => {
    const clients: Client[] = [];
    onCleanup(async () => void (await Promise.all(clients.map((client) => client.destroy()))));
    return async (options: Partial<ClientOptions> = {}) => {
      const client = await loginTo(playground, options);
      clients.push(client);
      return client;
    };
  })
  /** Sends JSON to the REST API, as a bot would. Resolves to the status and the parsed body of the answer. */
  .extend('send', ({ playground }) => async (method: string, path: string, body?: unknown, token?: string) => {
    const response = await fetch(`${playground.apiUrl}/v10${path}`, {
      method,
      headers: { Authorization: `Bot ${token ?? playground.token}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  });

/** Resolves to the status and the code with which Discord rejects a request, or to null if Discord accepts it. */
export function refusalOf(request: Promise<unknown>): Promise<[status: number, code: number | string] | null> {
  return request.then(
    () => null,
    (error: unknown) => {
      if (error instanceof DiscordAPIError) return [error.status, error.code];
      throw error;
    },
  );
}

/** Resolves to the code of the error at a place in the rejected body, or to the whole error if there is none. */
export async function errorAt(place: string, request: Promise<unknown>): Promise<unknown> {
  const error = await request.then(() => null).catch((reason: unknown) => reason);
  const { rawError } = JSON.parse(JSON.stringify(error ?? {}));
  const at = place.split('.').reduce((tree, key) => tree?.[key], rawError?.errors);
  return at?._errors?.[0]?.code ?? rawError;
}

/** Returns the channel of a member, as a bot sees it. */
export function textChannel(client: Client, { channelId }: Member): TextChannel {
  const found = client.channels.cache.get(channelId);
  if (found?.type !== ChannelType.GuildText) throw new Error('There is no channel');
  return found;
}
