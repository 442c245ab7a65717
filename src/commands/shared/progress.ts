/** What a task is doing. */
export type Stage = 'downloading' | 'decoding' | 'listening' | 'comparing';

/**
 * Milliseconds before the first line.
 * An answer that comes earlier needs none, and would have to wait for the edit.
 */
const FIRST_LINE_MS = 400;
/** Milliseconds between two edits. Discord allows five in five seconds. */
const EDIT_INTERVAL_MS = 1200;

/**
 * The line in a reply that shows the current stage.
 * Nobody waits for its edits, and only the latest stage is shown.
 */
export interface Progress<Reply = unknown> {
  /** @param part which one of several files, such as `2 of 3` */
  show(stage: Stage, part?: string): void;
  /** Resolves to the reply as the first edit returned it, making that edit if necessary; undefined if the edit failed. */
  message(): Promise<Reply | undefined>;
  /**
   * Shows no further line, and resolves once the current edit has ended.
   * Then the caller can edit the reply.
   */
  stop(): Promise<void>;
}

/**
 * Creates a progress line. It appears after a moment and changes no more often than Discord allows.
 * @param stages the text of each stage
 * @param edit shows a line; `isLong` is true from the second edit on, which only long work reaches
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
    // The work must not fail because a progress line could not be shown.
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
