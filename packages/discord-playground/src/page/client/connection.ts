import type { Answer, Place, Request, ServerEvent, UserAction } from '../protocol.ts';

export interface Connection {
  /**
   * Sends an action to the server. Resolves to the id of the interaction that the action started, or null.
   * Rejects with an error whose message can be shown to the person.
   */
  ask(place: Place, action: UserAction): Promise<string | null>;
}

/** Milliseconds before the first retry. The time doubles at each retry, up to a maximum. */
const RETRY_MS = 1000;
const MAX_RETRY_MS = 15_000;
/** Number of failed retries after which the playground counts as stopped. */
const MAX_FAILURES = 3;

/**
 * Opens the page's WebSocket, and reopens it after a failure; `onEvent` then receives the event `hello` again.
 * @param onBreak receives whether the playground seems to have stopped
 */
export function connect(onEvent: (event: ServerEvent) => void, onBreak: (isStopped: boolean) => void): Connection {
  const waiting = new Map<number, { resolve: (id: string | null) => void; reject: (error: Error) => void }>();
  let failures = 0;
  let socket = open();
  let nextRef = 0;

  function open(): WebSocket {
    const opened = new WebSocket(`ws://${location.host}/page`);
    opened.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const event: ServerEvent = JSON.parse(data);
      if (event.type === 'answer') settle(event.answer);
      else onEvent(event);
    });
    opened.addEventListener('open', () => {
      failures = 0;
    });
    opened.addEventListener('close', () => {
      for (const { reject } of waiting.values()) reject(new Error('The playground is not running any more.'));
      waiting.clear();
      onBreak(failures >= MAX_FAILURES);
      setTimeout(
        () => {
          socket = open();
        },
        Math.min(MAX_RETRY_MS, RETRY_MS * 2 ** failures),
      );
      failures += 1;
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
