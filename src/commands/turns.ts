import { UserError } from '../errors.ts';

/** Counts what each member has under way, so that nobody keeps the bot to themselves. */
export interface Turns {
  /** Runs `work` unless the member has `max` under way. @throws UserError `busy`. */
  take<T>(memberId: string, work: () => Promise<T>): Promise<T>;
}

export function createTurns(max: number): Turns {
  const underWay = new Map<string, number>();
  return {
    async take(memberId, work) {
      const count = underWay.get(memberId) ?? 0;
      if (count >= max)
        throw new UserError('busy', `I am still listening to ${count} of your sounds. Please wait a moment.`);
      underWay.set(memberId, count + 1);
      try {
        return await work();
      } finally {
        const left = (underWay.get(memberId) ?? 1) - 1;
        if (left > 0) underWay.set(memberId, left);
        else underWay.delete(memberId);
      }
    },
  };
}
