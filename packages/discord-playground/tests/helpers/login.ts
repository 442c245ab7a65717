import { Client, type ClientOptions, Events, GatewayIntentBits } from 'discord.js';
import type { Playground } from '../../src/index.ts';

/** Logs in an unmodified discord.js client at a playground. Resolves once the client is ready. */
export async function loginTo(playground: Playground, options: Partial<ClientOptions> = {}): Promise<Client<true>> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: playground.apiUrl }, ...options });
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(playground.token);
  return ready;
}
