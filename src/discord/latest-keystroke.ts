import { yieldToEventLoop } from '../yield-to-event-loop.ts';

/** Suggests values only for the latest keystroke of each member. Discord shows no suggestions for an earlier one. */
export interface LatestKeystroke {
  /**
   * Waits for a turn of the event loop, in which later keystrokes can arrive. Then runs `suggest`, or `suggestNothing` if
   * the member has typed something else in the meantime.
   */
  answer(memberId: string, suggest: () => Promise<void>, suggestNothing: () => Promise<void>): Promise<void>;
}

/** Creates what keeps suggestions that nobody sees from blocking the event loop. */
export function createLatestKeystroke(): LatestKeystroke {
  const latest = new Map<string, object>();
  return {
    async answer(memberId, suggest, suggestNothing) {
      const keystroke = {};
      latest.set(memberId, keystroke);
      await yieldToEventLoop();
      if (latest.get(memberId) !== keystroke) return suggestNothing();
      latest.delete(memberId);
      await suggest();
    },
  };
}
