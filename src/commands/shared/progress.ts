/** What is being done. */
export type Stage = 'downloading' | 'decoding' | 'listening' | 'comparing';

/** Milliseconds before the first line: what is answered by then needs none, and would have to wait for it. */
const PATIENCE = 400;
/** Milliseconds between two edits: Discord allows five in five seconds. */
const PACE = 1200;

/** The line that says how far a reply is. Edits are never awaited by the work, and the last stage wins. */
export interface Progress<Reply = unknown> {
  /** `part`: which of several files, `2 of 3`. */
  show(stage: Stage, part?: string): void;
  /** The reply, as the first edit returned it, which is made now if none was; undefined where that edit failed. */
  message(): Promise<Reply | undefined>;
  /** Waits for the edit under way and stops. The reply is the caller's again. */
  done(): Promise<void>;
}

/**
 * Shows the first stage after a moment, and later ones at the pace that Discord allows.
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

  const send = (): Promise<Reply | undefined> => {
    shown = line;
    times += 1;
    // Progress is a courtesy: that a line could not be shown is no reason to fail.
    const edited = edit(line, times > 1).catch(() => undefined);
    first ??= edited;
    last = edited;
    return edited;
  };
  const next = () => {
    timer = undefined;
    if (line === shown && times > 1) return;
    void send();
    timer = setTimeout(next, pace);
  };

  return {
    show(stage, part) {
      line = part === undefined ? stages[stage] : `${stages[stage]} (${part})`;
      timer ??= setTimeout(next, times === 0 ? PATIENCE : 0);
    },
    message: () => first ?? send(),
    async done() {
      clearTimeout(timer);
      timer = undefined;
      await last;
    },
  };
}
