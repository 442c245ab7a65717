import { setTimeout as sleep } from 'node:timers/promises';
import { DiscordAPIError, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Command } from '../commands/command.ts';
import type { Log } from '../log.ts';

/** Pause after the first failed registration, doubled for each further one. */
const FIRST_PAUSE_MS = 60_000;
const MAX_PAUSE_MS = 30 * 60_000;

const Registered = z.array(z.object({ id: z.string(), name: z.string() }));

export interface RegisterOptions {
  readonly rest: Pick<REST, 'put' | 'get'>;
  readonly applicationId: string;
  readonly commands: readonly Command[];
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
  /** Whether another process of the bot registers the commands, so that this one only asks for them. */
  readonly isElsewhere?: boolean;
  /** Ends the tries. */
  readonly signal: AbortSignal;
  /** Receives the id and the name of each command once the commands are registered. */
  readonly onRegistered?: (commands: z.infer<typeof Registered>) => void;
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/**
 * Registers the commands with Discord and removes all earlier commands. Tries again with growing pauses until Discord
 * accepts them; meanwhile, members use the commands of the earlier registration. Commands that exist already do not
 * count towards Discord's limit of 200 new commands a day, so the bot can register all commands at each start.
 * @see https://github.com/discord/discord-api-docs, `docs/interactions/Application_Commands.md`, "Bulk Overwrite Global
 * Application Commands"
 * @returns `first` resolves after the first try, `done` once the commands are registered or the signal aborts
 */
export function registerCommands(options: RegisterOptions): { first: Promise<void>; done: Promise<void> } {
  const { rest, applicationId, commands, isElsewhere = false, log, signal, onRegistered } = options;
  const pause = options.pause ?? ((ms, stop) => sleep(ms, undefined, { signal: stop, ref: false }));
  const body = commands.map(({ data }) => data);
  const tryOnce = async (): Promise<boolean> => {
    try {
      const route = Routes.applicationCommands(applicationId);
      const answer = await (isElsewhere ? rest.get(route, { signal }) : rest.put(route, { body, signal }));
      // Without ids, the names of commands in texts cannot be pressed; everything else works.
      onRegistered?.(Registered.safeParse(answer).data ?? []);
      return true;
    } catch (err) {
      const isBug = err instanceof DiscordAPIError && err.status === 400;
      if (!signal.aborted)
        log[isBug ? 'error' : 'warn']({ err }, 'the commands could not be registered; trying again later');
      return false;
    }
  };
  const tryAgain = async () => {
    for (let ms = FIRST_PAUSE_MS; ; ms = Math.min(2 * ms, MAX_PAUSE_MS)) {
      await pause(ms, signal);
      if (!(await tryOnce())) continue;
      log.info('the commands are registered');
      return;
    }
  };
  const first = tryOnce();
  const done = first
    .then((isDone) => (isDone ? undefined : tryAgain()))
    .catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  return { first: first.then(() => undefined), done };
}
