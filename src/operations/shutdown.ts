import type { Log } from '../log.ts';

/**
 * Time from SIGTERM to the exit of the process.
 * Docker and systemd send SIGKILL 10 seconds or more after SIGTERM.
 */
const DEADLINE_MS = 9500;

/** A component that runs until it is closed. */
export interface Closable {
  close(): Promise<void>;
}

export interface Shutdown {
  /** Aborted when the shutdown begins. */
  readonly signal: AbortSignal;
  /**
   * Registers a component for the shutdown and returns the component. Components are closed in reverse order of their
   * registration. A promise stands for a component that is still starting: the shutdown waits for its start, because a
   * worker thread that is terminated while it loads a model crashes the process.
   */
  add<T extends Closable | Promise<Closable>>(name: string, component: T): T;
  /** Closes all components and exits the process. Later calls wait for the first one. */
  run(status: number): Promise<void>;
}

export interface ShutdownOptions {
  /** Milliseconds after which the process exits with status 1, even if components are still open; default 9,500. */
  readonly deadlineMs?: number;
  readonly exit: (status: number) => void;
  /** Returns the log, or undefined as long as there is none. */
  readonly log: () => Pick<Log, 'error'> | undefined;
}

/**
 * Creates the shutdown of a process: closes components in reverse order within a deadline.
 * If a component fails to close, the others are still closed, and the exit status is 1.
 */
export function createShutdown({ deadlineMs = DEADLINE_MS, exit, log }: ShutdownOptions): Shutdown {
  const components: { readonly name: string; readonly component: Closable | Promise<Closable> }[] = [];
  const controller = new AbortController();
  let running: Promise<void> | undefined;

  const closeAll = async (status: number) => {
    controller.abort();
    let open = 'nothing';
    const deadline = setTimeout(() => {
      log()?.error({ open, deadlineMs }, 'stopped without waiting any longer');
      exit(1);
    }, deadlineMs);
    let failed = false;
    for (let last = components.pop(); last; last = components.pop()) {
      open = last.name;
      await closeStarted(last.component).catch((err: unknown) => {
        failed = true;
        log()?.error({ err, component: open }, 'could not be closed');
      });
    }
    clearTimeout(deadline);
    exit(failed ? 1 : status);
  };

  return {
    signal: controller.signal,
    add(name, component) {
      components.push({ name, component });
      return component;
    },
    async run(status) {
      running ??= closeAll(status);
      await running;
    },
  };
}

/** Closes a component once it has started. A failed start leaves nothing to close; the code that started it reports it. */
async function closeStarted(component: Closable | Promise<Closable>): Promise<void> {
  const started = await Promise.resolve(component).catch(() => null);
  await started?.close();
}
