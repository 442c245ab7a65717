import type { Log } from '../log.ts';

/** Something that runs until it is closed. */
export interface Part {
  close(): Promise<void>;
}

export interface GracefulStop {
  /** Notes what has been opened; it is closed before all that was opened earlier. */
  opened<T extends Part>(name: string, part: T): T;
  /** Closes everything and ends the process. Called again, it changes nothing. */
  stop(status: number): Promise<void>;
  stopping(): boolean;
}

export interface GracefulStopOptions {
  /** After this time the process ends whatever is still open. */
  readonly deadlineMs: number;
  readonly exit: (status: number) => void;
  readonly log: () => Pick<Log, 'info' | 'error'> | undefined;
}

/**
 * Ends a process in order: what was opened last is closed first, a part that fails to close does not keep the others
 * from it, and no part can keep the process longer than the deadline.
 */
export function createShutdown({ deadlineMs, exit, log }: GracefulStopOptions): GracefulStop {
  const parts: { readonly name: string; readonly part: Part }[] = [];
  let stopping: Promise<void> | undefined;

  const closeAll = async (status: number) => {
    let open = 'nothing';
    const late = setTimeout(() => {
      log()?.error({ open, deadlineMs }, 'stopped without waiting any longer');
      exit(1);
    }, deadlineMs);
    let clean = true;
    for (let last = parts.pop(); last; last = parts.pop()) {
      open = last.name;
      await last.part.close().catch((err: unknown) => {
        clean = false;
        log()?.error({ err, part: open }, 'could not be closed');
      });
    }
    clearTimeout(late);
    exit(clean ? status : 1);
  };

  return {
    stopping: () => stopping !== undefined,
    opened(name, part) {
      parts.push({ name, part });
      return part;
    },
    async stop(status) {
      stopping ??= closeAll(status);
      await stopping;
    },
  };
}
