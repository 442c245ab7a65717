import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type APIMessage, MessageFlags } from 'discord.js';
import { type Clock, type Invocation, type Member, type Playground, startPlayground } from 'discord-playground';
import { sine, wav } from '../../tests/helpers/signals.ts';
import { type BotProcess, startBotProcess } from '../soak/bot-process.ts';
import type { MemoryLimit } from './memory-limit.ts';

/** The bot in a process of its own, the members who attack it, and two who only use it. */
export interface Target {
  readonly playground: Playground;
  readonly bot: BotProcess;
  readonly attackers: readonly Member[];
  /** A member of the server of the attackers. */
  readonly bystander: Member;
  /** A member of another server. */
  readonly neighbor: Member;
  close(): Promise<void>;
}

export interface TargetOptions {
  /** Path of the program of the bot: `dist/main.js`, or another build. */
  readonly main: string;
  /** Environment variables of the bot, such as `MEMORY_MB`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Limit of the kernel on the memory of the bot. */
  readonly limit?: MemoryLimit | null;
  /** Clock of the playground, which decides how long it waits for responses. */
  readonly clock?: Clock;
  /** Fills the library of the attacked server before the bot starts. */
  readonly prepare?: (guildFolder: string) => Promise<void>;
}

const ATTACKED = '1152921504606846977';
const ELSEWHERE = '1152921504606846978';
const ATTACKERS = Array.from({ length: 20 }, (_, index) => `attacker-${index}`);
const UPLOAD_LIMIT = 50 * 2 ** 20;
/** Time after which a request of another member counts as lost, in milliseconds. */
const PATIENCE_MS = 600_000;

export async function startTarget({ main, env = {}, limit, clock, prepare }: TargetOptions): Promise<Target> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'soundalike-redteam-'));
  await prepare?.(path.join(dataDir, 'guilds', ATTACKED));
  const roles = [{ name: 'Manager', permissions: ['ManageGuild' as const] }];
  const manager = { roles: ['Manager'], uploadLimit: UPLOAD_LIMIT };
  const channels = [{ name: 'sounds' }];
  const playground = await startPlayground({
    ...(clock && { clock }),
    guilds: [
      {
        id: ATTACKED,
        name: 'Attacked',
        roles,
        channels,
        members: [...ATTACKERS.map((name) => ({ name, ...manager })), { name: 'bystander' }],
      },
      { id: ELSEWHERE, name: 'Elsewhere', channels, members: [{ name: 'neighbor' }] },
    ],
  });
  const bot = await startBotProcess(
    {
      DATA_DIR: dataDir,
      DISCORD_TOKEN: playground.token,
      DISCORD_API_URL: playground.apiUrl,
      ATTACHMENT_ORIGINS: playground.origin,
      THREADS: '2',
      MEMORY_MB: '2048',
      ...env,
    },
    main,
    limit?.processes,
  );
  return {
    playground,
    bot,
    attackers: ATTACKERS.map((name) => playground.member(name, ATTACKED)),
    bystander: playground.member('bystander', ATTACKED),
    neighbor: playground.member('neighbor', ELSEWHERE),
    async close() {
      bot.kill();
      await playground.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Returns whether a message is the last word on a request, and not a progress line. */
export function isOutcome({ content, embeds, attachments, flags }: APIMessage): boolean {
  if (embeds.length > 0 || attachments.length > 0) return true;
  const isLoading = ((flags ?? 0) & MessageFlags.Loading) !== 0;
  return !isLoading && content !== '' && !/…( \(.*\))?$/.test(content);
}

/** Resolves to whether the bot answered a request, with a result or a refusal. */
export async function isAnswered(sent: Invocation): Promise<boolean> {
  return sent.until(isOutcome, PATIENCE_MS).then(
    () => true,
    () => false,
  );
}

/** What other members see during an attack. */
export interface Experience {
  /** Times from a request to its acknowledgement, in milliseconds. */
  readonly acknowledged: number[];
  /** Times of whole searches in the attacked server and elsewhere, in milliseconds. */
  readonly here: number[];
  readonly elsewhere: number[];
}

const PAUSE_MS = 300;

/** Uses the bot as two other members would, until the signal aborts. */
export async function useMeanwhile({ bystander, neighbor }: Target, signal: AbortSignal): Promise<Experience> {
  const seen: Experience = { acknowledged: [], here: [], elsewhere: [] };
  const search = async (member: Member, times: number[]) => {
    const audio = member.upload('tone.wav', wav(sine(440, 1, 22_050), 22_050));
    while (!signal.aborted) {
      const begun = performance.now();
      const sent = member.slash('search', { audio });
      await sent.acknowledged();
      seen.acknowledged.push(performance.now() - begun);
      await isAnswered(sent);
      times.push(performance.now() - begun);
      await sleep(PAUSE_MS);
    }
  };
  const add = (member: Member) =>
    isAnswered(member.slash('add', { audio: member.upload('a.wav', wav(sine(880, 1, 22_050), 22_050)) }));
  await Promise.all([add(bystander), add(neighbor)]);
  await Promise.all([search(bystander, seen.here), search(neighbor, seen.elsewhere)]);
  return seen;
}
