import type { WebSocket } from 'ws';
import type { Invocation, PlaygroundEvent } from '../contract.ts';
import { memberAt, type PageContext } from './page-context.ts';
import { performAction } from './perform-action.ts';
import { type GuildView, type Person, type Place, request, type ServerEvent } from './protocol.ts';

/** Returns the handler of the page's WebSockets. Each WebSocket serves a window that shows a channel to a person. */
export function createPageSocket(ready: Promise<PageContext>): (socket: WebSocket) => void {
  return (socket) => {
    // Messages that arrive before the context is ready wait for this promise, and keep their order.
    const context = ready.then((there) => ({ ...there, window: openWindow(there, socket) }));
    socket.on('message', (data) => {
      void context.then(({ window }) => window.receive(String(data)));
    });
    socket.on('close', () => void context.then(({ window }) => window.close()));
  };
}

function openWindow(context: PageContext, socket: WebSocket) {
  const { playground, setup } = context;
  /** Interactions that were started in this window, by id. */
  const own = new Map<string, Invocation>();
  let place: Place | null = null;

  const send = (event: ServerEvent) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(event));
  };

  function show(next: Place): void {
    const member = memberAt(playground, next);
    place = next;
    send({ type: 'channel', place, messages: member.messages(), commands: member.commands() });
    if (place.guildId !== null) showBoard(place.guildId);
  }

  function showBoard(guildId: string): void {
    send({ type: 'soundboard', guildId, sounds: [...playground.soundboard(guildId).sounds] });
  }

  function onEvent(event: PlaygroundEvent): void {
    if (event.type === 'gateway') send({ type: 'online', isOnline: event.connections > 0 });
    if (place === null) return;
    if (event.type === 'commands') send({ type: 'commands', commands: memberAt(playground, place).commands() });
    else if (event.type === 'soundboard' && event.guildId === place.guildId) showBoard(event.guildId);
    else if (event.type === 'interaction' && own.has(event.id)) onStep(event);
    else if (event.type === 'message' && event.action === 'delete') {
      if (event.channelId === place.channelId)
        send({ type: 'message-gone', channelId: event.channelId, messageId: event.messageId });
    } else if (event.type === 'message') {
      if (event.visibleTo !== null && event.visibleTo !== place.userId) return;
      const { message } = event;
      if (message.channel_id === place.channelId) send({ type: 'message', message });
      else if (event.action === 'create') send({ type: 'elsewhere', channelId: message.channel_id });
    }
  }

  function onStep({ id: interactionId, step }: Extract<PlaygroundEvent, { type: 'interaction' }>): void {
    if (step.kind === 'modal') send({ type: 'modal', interactionId, modal: step.modal });
    else if (step.kind === 'choices') send({ type: 'choices', interactionId, choices: step.choices });
    else if (step.kind === 'no-response') send({ type: 'no-response', interactionId });
    else send({ type: 'settled', interactionId });
  }

  const unsubscribe = [
    playground.subscribe(onEvent),
    setup?.onProgress((progress) => send({ type: 'setup', texts: setup.texts, progress })),
  ];
  const { applicationId, botName, gateway } = playground;
  const isOnline = gateway.connections > 0;
  send({ type: 'hello', bot: { id: applicationId, name: botName }, guilds: describeGuilds(context), isOnline });
  if (setup !== undefined) send({ type: 'setup', texts: setup.texts, progress: setup.progress });

  return {
    async receive(text: string): Promise<void> {
      const given = parse(text);
      const parsed = request.safeParse(given);
      if (!parsed.success) {
        const numbered = request.pick({ ref: true }).safeParse(given);
        if (!numbered.success) return socket.close(1007, 'That is not a request.');
        const error = 'The playground cannot do that: the request has a value that is too long or of a wrong type.';
        return send({ type: 'answer', answer: { ref: numbered.data.ref, error } });
      }
      const { ref, place: at, action } = parsed.data;
      try {
        if (action.type === 'go') show(at);
        else if (action.type === 'reset') await setup?.reset();
        else {
          const invocation = performAction(context, memberAt(playground, at), action, (id) => own.get(id));
          if (invocation !== null) {
            own.set(invocation.id, invocation);
            send({ type: 'answer', answer: { ref, interactionId: invocation.id } });
            return;
          }
        }
        send({ type: 'answer', answer: { ref } });
      } catch (error) {
        send({ type: 'answer', answer: { ref, error: error instanceof Error ? error.message : String(error) } });
      }
    },
    close() {
      for (const stop of unsubscribe) stop?.();
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns the guilds with the data of their members that the page needs. */
function describeGuilds({ playground, seeds }: Pick<PageContext, 'playground' | 'seeds'>): GuildView[] {
  return playground.guilds.map((guild, index): GuildView => {
    const seed = seeds[index];
    const people = guild.members.flatMap((user): Person[] => {
      const member = seed?.members.find(({ name }) => name === user.username);
      if (member === undefined) return [];
      return [
        {
          id: user.id,
          name: user.username,
          displayName: user.global_name ?? user.username,
          locale: localeOf(seeds, user.username),
          roles: member.roles ?? [],
          isOwner: member === seed?.members[0],
          directChannelId: playground.directMessage(user.id).channelId,
        },
      ];
    });
    return { id: guild.id, name: guild.name, channels: [...guild.channels], roles: [...guild.roles], people };
  });
}

/** Returns the language that a person has in the first guild of which the person is a member. */
function localeOf(seeds: PageContext['seeds'], name: string): string {
  const member = seeds.flatMap(({ members }) => members).find((candidate) => candidate.name === name);
  return member?.locale ?? 'en-US';
}
