/** What is being done, as the member reads it. */
const STAGES = {
  downloading: '⏬ Downloading…',
  decoding: '📀 Decoding…',
  listening: '👂 Listening…',
  comparing: '🔎 Comparing…',
} as const;
export type Stage = keyof typeof STAGES;

/** Milliseconds between two edits: Discord allows five in five seconds. */
const PACE = 1200;

/** The line that says how far a reply is. Edits are never awaited by the work, and the last stage wins. */
export interface Progress<Reply = unknown> {
  show(stage: Stage): void;
  /** The reply, as the first edit returned it; undefined where that edit failed. */
  message(): Promise<Reply | undefined>;
  /** Waits for the edit under way and stops. The reply is the caller's again. */
  done(): Promise<void>;
}

/** Shows the first stage at once, and later ones at the pace that Discord allows. */
export function createProgress<Reply>(edit: (text: string) => Promise<Reply>, pace = PACE): Progress<Reply> {
  let first: Promise<Reply | undefined> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting: Stage | undefined;
  let timer: NodeJS.Timeout | undefined;

  const send = (stage: Stage) => {
    // Progress is a courtesy: that a line could not be shown is no reason to fail.
    const edited = edit(STAGES[stage]).catch(() => undefined);
    first ??= edited;
    last = edited;
    timer = setTimeout(next, pace);
  };
  const next = () => {
    timer = undefined;
    const stage = waiting;
    waiting = undefined;
    if (stage) send(stage);
  };

  return {
    show(stage) {
      if (timer) waiting = stage;
      else send(stage);
    },
    message: () => first ?? Promise.resolve(undefined),
    async done() {
      clearTimeout(timer);
      timer = undefined;
      waiting = undefined;
      await last;
    },
  };
}
