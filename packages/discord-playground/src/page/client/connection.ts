import type { Answer, Place, Request, ServerEvent, UserAction } from '../protocol.ts';

export interface Connection {
  /** Sends an action. Resolves to the id of the interaction that it started, or null. Rejects with a message to show. */
  ask(place: Place, action: UserAction): Promise<string | null>;
}

const RETRY_MS = 1000;

/** Opens the page's WebSocket, and reopens it after a failure; `onEvent` then receives the event `hello` again. */
export function connect(onEvent: (event: ServerEvent) => void, onBreak: () => void): Connection {
  const waiting = new Map<number, { resolve: (id: string | null) => void; reject: (error: Error) => void }>();
  let socket = open();
  let nextRef = 0;

  function open(): WebSocket {
    const opened = new WebSocket(`ws://${location.host}/page`);
    opened.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const event: ServerEvent = JSON.parse(data);
      if (event.type === 'answer') settle(event.answer);
      else onEvent(event);
    });
    opened.addEventListener('close', () => {
      for (const { reject } of waiting.values()) reject(new Error('The playground is not running any more.'));
      waiting.clear();
      onBreak();
      setTimeout(() => {
        socket = open();
      }, RETRY_MS);
    });
    return opened;
  }

  function settle(answer: Answer): void {
    const asked = waiting.get(answer.ref);
    waiting.delete(answer.ref);
    if ('error' in answer) asked?.reject(new Error(answer.error));
    else asked?.resolve(answer.interactionId ?? null);
  }

  return {
    ask: (place, action) =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN) return reject(new Error('The playground is not running any more.'));
        const ref = nextRef++;
        waiting.set(ref, { resolve, reject });
        const request: Request = { ref, place, action };
        socket.send(JSON.stringify(request));
      }),
  };
}
