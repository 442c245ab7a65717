import type { WebSocket } from 'ws';
import type { Invocation, PlaygroundEvent } from '../contract.ts';
import { describeGuilds } from './describe-guilds.ts';
import { memberAt } from './member-at.ts';
import { doDeed } from './perform-action.ts';
import { type Place, request, type ServerEvent } from './protocol.ts';
import type { PageContext } from './start-page.ts';

/** Accepts the page's sockets: each is one window, which looks at one channel as one person. */
export function createPageSocket(ready: Promise<PageContext>): (socket: WebSocket) => void {
  return (socket) => {
    // What the page says before the context is there waits in its promise, in order.
    const context = ready.then((there) => ({ ...there, window: openWindow(there, socket) }));
    socket.on('message', (data) => {
      void context.then(({ window }) => window.receive(String(data)));
    });
    socket.on('close', () => void context.then(({ window }) => window.close()));
  };
}

function openWindow(context: PageContext, socket: WebSocket) {
  const { playground, library } = context;
  /** Interactions that this window started. */
  const own = new Map<string, Invocation>();
  let place: Place | null = null;

  const send = (event: ServerEvent) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(event));
  };

  function show(next: Place): void {
    const member = memberAt(playground, next);
    place = next;
    send({ type: 'channel', place, messages: member.messages(), commands: member.commands() });
  }

  function hear(event: PlaygroundEvent): void {
    if (event.type === 'gateway') send({ type: 'online', isOnline: event.connections > 0 });
    if (place === null) return;
    if (event.type === 'commands') send({ type: 'commands', commands: memberAt(playground, place).commands() });
    else if (event.type === 'interaction' && own.has(event.id)) hearStep(event);
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

  function hearStep({ id: interactionId, step }: Extract<PlaygroundEvent, { type: 'interaction' }>): void {
    if (step.kind === 'modal') send({ type: 'modal', interactionId, modal: step.modal });
    else if (step.kind === 'choices') send({ type: 'choices', interactionId, choices: step.choices });
    else if (step.kind === 'no-response') send({ type: 'no-response', interactionId });
    else send({ type: 'settled', interactionId });
  }

  const unsubscribe = [
    playground.subscribe(hear),
    library?.onProgress((progress) => send({ type: 'library', progress })),
  ];
  const { applicationId, gateway } = playground;
  const isOnline = gateway.connections > 0;
  send({ type: 'hello', bot: { id: applicationId, name: 'Soundalike' }, guilds: describeGuilds(context), isOnline });
  if (library !== undefined) send({ type: 'library', progress: library.progress });

  return {
    async receive(text: string): Promise<void> {
      const parsed = request.safeParse(parse(text));
      if (!parsed.success) return socket.close(1007, 'That is not a request.');
      const { ref, place: at, deed } = parsed.data;
      try {
        if (deed.do === 'go') show(at);
        else if (deed.do === 'reset-library') await library?.reset();
        else {
          const invocation = doDeed(context, memberAt(playground, at), deed, (id) => own.get(id));
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
