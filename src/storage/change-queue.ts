/** Runs the changes of each guild one after the other, in the order of the calls. Guilds do not wait for each other. */
export interface ChangeQueue {
  /**
   * Settles as `change` does. A change that fails does not stop the changes behind it.
   * @param holder object that stays in memory until the change has ended, so that a weak reference to it still works
   */
  run<T>(guildId: string, change: () => Promise<T>, holder?: object): Promise<T>;
  idle(): Promise<void>;
}

export function createChangeQueue(): ChangeQueue {
  /** The last change of each guild that has changes in progress. */
  const last = new Map<string, Promise<unknown>>();
  const held = new Set<{ readonly holder: object | undefined }>();
  return {
    run(guildId, change, holder) {
      const hold = { holder };
      held.add(hold);
      const result = (last.get(guildId) ?? Promise.resolve()).then(change);
      const settle = () => {
        held.delete(hold);
        if (last.get(guildId) === ended) last.delete(guildId);
      };
      const ended: Promise<unknown> = result.then(settle, settle);
      last.set(guildId, ended);
      return result;
    },
    async idle() {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}
