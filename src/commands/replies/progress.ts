/** What is being done. */
export type Stage = 'downloading' | 'decoding' | 'listening' | 'comparing';

/** Milliseconds between two edits: Discord allows five in five seconds. */
const PACE = 1200;

/** The line that says how far a reply is. Edits are never awaited by the work, and the last stage wins. */
export interface Progress<Reply = unknown> {
  /** `part`: which of several files, `2 of 3`. */
  show(stage: Stage, part?: string): void;
  /** The reply, as the first edit returned it; undefined where that edit failed. */
  message(): Promise<Reply | undefined>;
  /** Waits for the edit under way and stops. The reply is the caller's again. */
  done(): Promise<void>;
}

/**
 * Shows the first stage at once, and later ones at the pace that Discord allows.
 * @param stages how the member reads them
 * @param edit shows a line; `isLong` from the second time on, when the work turns out to take a while
 */
export function createProgress<Reply>(
  stages: Readonly<Record<Stage, string>>,
  edit: (line: string, isLong: boolean) => Promise<Reply>,
  pace = PACE,
): Progress<Reply> {
  let first: Promise<Reply | undefined> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let line = '';
  let shown: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let times = 0;

  const send = () => {
    shown = line;
    times += 1;
    // Progress is a courtesy: that a line could not be shown is no reason to fail.
    const edited = edit(line, times > 1).catch(() => undefined);
    first ??= edited;
    last = edited;
    timer = setTimeout(next, pace);
  };
  const next = () => {
    timer = undefined;
    if (line !== shown || times === 1) send();
  };

  return {
    show(stage, part) {
      line = part === undefined ? stages[stage] : `${stages[stage]} (${part})`;
      if (!timer) send();
    },
    message: () => first ?? Promise.resolve(undefined),
    async done() {
      clearTimeout(timer);
      timer = undefined;
      await last;
    },
  };
}
