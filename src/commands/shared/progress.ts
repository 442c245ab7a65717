export type Stage = 'downloading' | 'decoding' | 'listening' | 'comparing';

/** Milliseconds before the first line. A faster answer needs no line, and would have to wait until the line is sent. */
const FIRST_LINE_MS = 400;
/** Milliseconds between two edits of the reply. Discord allows five edits in five seconds. */
const EDIT_INTERVAL_MS = 1200;

/** A line in a reply with the current stage of a task. Edits are not awaited, so short stages may be skipped. */
export interface Progress<Reply = unknown> {
  /** @param part position of the current file among several files, such as `2 of 3` */
  show(stage: Stage, part?: string): void;
  /** Resolves to the reply of the first edit, which is made if necessary; undefined if that edit failed. */
  message(): Promise<Reply | undefined>;
  /** Shows no further lines. Resolves once the current edit has ended, so that the caller can edit the reply. */
  stop(): Promise<void>;
}

/**
 * Creates a progress line, which appears after 0.4 s and changes no more often than Discord allows.
 * @param stages the text of each stage
 * @param edit edits the reply; `isLong` is true from the second edit on, which only long tasks make
 */
export function createProgress<Reply>(
  stages: Readonly<Record<Stage, string>>,
  edit: (line: string, isLong: boolean) => Promise<Reply>,
  intervalMs = EDIT_INTERVAL_MS,
): Progress<Reply> {
  let firstEdit: Promise<Reply | undefined> | undefined;
  let lastEdit: Promise<unknown> = Promise.resolve();
  let line = '';
  let shownLine: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let edits = 0;
  let stopped = false;

  const send = (): Promise<Reply | undefined> => {
    shownLine = line;
    edits += 1;
    // The task must not fail because a progress line could not be shown.
    const edited = edit(line, edits > 1).catch(() => undefined);
    firstEdit ??= edited;
    lastEdit = edited;
    return edited;
  };
  const next = () => {
    timer = undefined;
    if (line === shownLine && edits > 1) return;
    void send();
    timer = setTimeout(next, intervalMs);
  };

  return {
    show(stage, part) {
      line = part === undefined ? stages[stage] : `${stages[stage]} (${part})`;
      if (!stopped) timer ??= setTimeout(next, edits === 0 ? FIRST_LINE_MS : 0);
    },
    message: () => firstEdit ?? send(),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await lastEdit;
    },
  };
}
