import { yieldToEventLoop } from '../yield-to-event-loop.ts';

/** Answers only the latest keystroke of each member, because Discord shows no suggestions for an earlier one. */
export interface LatestKeystroke {
  /**
   * Waits until the other events that have arrived were read, and then runs `suggest`, or `suggestNothing` if the member
   * has typed something else meanwhile.
   */
  answer(memberId: string, suggest: () => Promise<void>, suggestNothing: () => Promise<void>): Promise<void>;
}

/** Keeps members who type quickly from taking up the event loop with suggestions that nobody sees. */
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
