import type { IncomingMessage, ServerResponse } from 'node:http';
import { GatewayIntentBits } from 'discord-api-types/v10';
import type { Playground, PlaygroundEvent, PlaygroundOptions } from './contract.ts';
import { createGateway } from './gateway/gateway.ts';
import { createSessionStarts } from './gateway/session-starts.ts';
import { findGuild, findMember, findPerson, viewOf } from './member/find-member.ts';
import { createMember } from './member/member.ts';
import { soundboardOf } from './member/soundboard.ts';
import { createApi } from './rest/api.ts';
import { allRoutes } from './rest/routes.ts';
import { serveBoardSound, serveFile } from './rest/serve-file.ts';
import { startServer } from './server.ts';
import { systemClock } from './world/clock.ts';
import { addGuild, createWorld } from './world/create-world.ts';
import { directChannel } from './world/direct-messages.ts';
import { keepWorld } from './world/keep-world.ts';
import { present } from './world/messages.ts';
import { guildCreatePayload } from './world/payloads.ts';
import { defaultGuilds } from './world/seed.ts';
import { GLOBAL, type World } from './world/world.ts';

/** Interval of a bot's heartbeats, in milliseconds, as at Discord. */
const HEARTBEAT_MS = 41_250;

/** Starts a playground on 127.0.0.1: REST API, gateway and file server. */
export async function startPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  const {
    clock = systemClock,
    guilds = defaultGuilds,
    token,
    botName = 'Bot',
    heartbeatInterval = HEARTBEAT_MS,
  } = options;
  const kept = options.dataDir === undefined ? null : await keepWorld(options.dataDir);
  const listeners = new Set<(event: PlaygroundEvent) => void>();
  let port = 0;
  const origin = () => `http://127.0.0.1:${port}`;
  const gatewayUrl = () => `ws://127.0.0.1:${port}/gateway`;

  const world = createWorld({
    clock,
    token,
    botName,
    guilds,
    origin,
    announce: (event) => {
      kept?.changed();
      for (const listener of [...listeners]) listener(event);
    },
  });
  kept?.restore(world);
  const starts = createSessionStarts(world);
  const gateway = createGateway(world, {
    starts,
    url: gatewayUrl,
    heartbeatInterval,
    privilegedIntents: options.privilegedIntents ?? [],
  });
  const routes = allRoutes(gatewayUrl, starts);
  const api = createApi(world, routes, {
    checkAnswers: options.checkAnswers ?? false,
    uploadBytesPerSecond: options.uploadBytesPerSecond,
    onUnknownRoute: options.onUnknownRoute ?? ((route) => console.warn(`discord-playground has no route ${route}`)),
  });
  const server = await startServer(
    {
      api: api.serve,
      files(request, response, url) {
        const fault = api.takeFault(url.pathname);
        if (fault === null && url.pathname.startsWith('/soundboard-sounds/'))
          serveBoardSound(world, request, response, url);
        else if (fault === null) serveFile(world.files, request, response, url);
        else if (fault.status === 0) request.socket.resetAndDestroy();
        else response.writeHead(fault.status, { 'Content-Type': 'text/plain' }).end();
      },
      page: options.page ?? nothingHere,
      sockets: { '/gateway': (socket, url) => gateway.accept(socket, url.searchParams), ...options.sockets },
    },
    typeof options.port === 'object' ? options.port : [options.port ?? 0],
  );
  port = server.port;

  return {
    apiUrl: `${origin()}/api`,
    origin: origin(),
    token: world.token,
    applicationId: world.applicationId,
    botName: world.bot.username,
    get guilds() {
      return [...world.guilds.values()].map((guild) => viewOf(world, guild));
    },
    violations: api.violations,
    requests: api.requests,
    gateway: gateway.controls,
    addGuild(seed) {
      const guild = addGuild(world, seed);
      const intents = GatewayIntentBits.Guilds;
      world.dispatch('GUILD_CREATE', guildCreatePayload(world, guild), { guildId: guild.id, intents });
      return viewOf(world, guild);
    },
    removeGuild(guildId) {
      // Without `unavailable`, the event says that the bot is no longer a member: developers/events/gateway-events.mdx in
      // discord/discord-api-docs, "Guild Delete".
      world.dispatch('GUILD_DELETE', { id: guildId }, { guildId, intents: GatewayIntentBits.Guilds });
      world.guilds.delete(guildId);
    },
    makeUnavailable(guildId) {
      const data = { id: guildId, unavailable: true };
      world.dispatch('GUILD_DELETE', data, { guildId, intents: GatewayIntentBits.Guilds });
    },
    member: (name, guildName) => findMember(world, name, guildName),
    soundboard: (name) => soundboardOf(world, findGuild(world, name), origin()),
    directMessage: (name) =>
      createMember(world, findPerson(world, name), directChannel(world, findPerson(world, name))),
    commands: (guildId = GLOBAL) => [...(world.commands.get(guildId)?.values() ?? [])],
    messages: (channelId) =>
      [...(world.messages.get(channelId)?.values() ?? [])]
        .filter(({ visibleTo }) => visibleTo === null)
        .map((stored) => present(world, stored)),
    connected: gateway.connected,
    registered: (name) => registered(world, listeners, name),
    inject: api.inject,
    cutNetwork: server.cutNetwork,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      gateway.close();
      await server.close();
      await kept?.close();
    },
  };
}

function nothingHere(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Nothing here.\n');
}

/** Resolves once a command with the name `commandName` is registered, globally or in any guild. */
function registered(world: World, listeners: Set<(event: PlaygroundEvent) => void>, name: string): Promise<void> {
  const isThere = () =>
    [...world.commands.values()].some((commands) => [...commands.values()].some((command) => command.name === name));
  if (isThere()) return Promise.resolve();
  return new Promise((resolve) => {
    const listener = () => {
      if (!isThere()) return;
      listeners.delete(listener);
      resolve();
    };
    listeners.add(listener);
  });
}
