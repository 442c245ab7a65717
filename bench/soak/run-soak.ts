import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkDataFolder } from '../../src/storage/check-data-folder.ts';
import { openLibraries } from '../../src/storage/index.ts';
import { type BotProcess, startBotProcess, type Usage } from './bot-process.ts';
import { simulateMembers, startServers, type Tally } from './simulate-members.ts';
import type { SimulatedMember } from './simulated-member.ts';
import { serveSlowFiles } from './slow-files.ts';

export interface SoakOptions {
  readonly seconds: number;
  /** Number of members of each of the two servers. */
  readonly members: number;
  /** Maximum number of interactions per second, of all members together. Default: no limit. */
  readonly rate?: number;
  /** Maximum number of sounds per server. With a low limit, libraries soon stop growing, so that leaks show. */
  readonly maxSounds: number;
  /** Whether an interaction fails if the bot does not acknowledge it within 3 seconds, as on Discord. */
  readonly strict: boolean;
  /** Path of the program of the bot: `dist/main.js`, or another build. */
  readonly main: string;
  readonly onSample?: (sample: Sample) => void;
}

export interface Sample extends Usage {
  /** Time of the sample in hours since the start. */
  readonly at: number;
  readonly interactions: number;
  /** Sizes of the main thread's heap and external memory in MiB; NaN if the bot's metrics did not answer. */
  readonly heapMb: number;
  readonly externalMb: number;
}

export interface SoakReport extends Tally {
  readonly drops: number;
  readonly pictures: number;
  readonly samples: readonly Sample[];
  readonly bugs: readonly string[];
  readonly stopped: { readonly status: number | null; readonly ms: number };
  /** Differences between the libraries and the answers that members got, and damage in the data folder. */
  readonly wrong: readonly string[];
  readonly sounds: number;
  /** Number of labels of sounds that may or may not be in the libraries, because the bot's answer was missing. */
  readonly unclear: number;
}

const SAMPLE_MS = 1000;
const DROP_MS = 15_000;
const FAULT_MS = 4000;
const ANSWER_TIMEOUT_MS = 120_000;

/** Runs the bot in its own process under mixed load, with dropped connections and failing requests to Discord. */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'soundalike-soak-'));
  const { playground, people } = await startServers(options.members, options.strict);
  const slow = await serveSlowFiles();
  const tally: Tally = { actions: {}, interactions: 0, acknowledged: [], missed: 0, lost: [] };
  const samples: Sample[] = [];
  let [drops, pictures] = [0, 0];
  playground.subscribe((event) => {
    if (event.type === 'message' && event.action !== 'delete' && event.message.embeds[0]?.image) pictures += 1;
  });
  let bot: BotProcess | undefined;
  try {
    bot = await startBotProcess(
      {
        DATA_DIR: dataDir,
        DISCORD_TOKEN: playground.token,
        DISCORD_API_URL: playground.apiUrl,
        ATTACHMENT_ORIGINS: `${playground.origin},${slow.origin}`,
        MAX_SOUNDS: String(options.maxSounds),
        MAX_SOUNDS_PER_MINUTE: '10000',
      },
      options.main,
    );
    const { usage, heap } = bot;
    const begun = performance.now();
    const finished = new AbortController();
    const every = async (ms: number, work: () => unknown) => {
      while (await sleep(ms, true, { signal: finished.signal }).catch(() => false)) await work();
    };
    const background = [
      every(SAMPLE_MS, async () => {
        const [process, memory] = await Promise.all([usage(), heap()]);
        const at = (performance.now() - begun) / 3_600_000;
        const sample = { ...process, ...memory, at, interactions: tally.interactions };
        samples.push(sample);
        options.onSample?.(sample);
      }),
      every(DROP_MS, () => {
        drops += 1;
        playground.gateway.drop();
      }),
      every(FAULT_MS, () => {
        playground.inject({ status: 429, path: /webhooks/, retryAfter: 0.2 });
        playground.inject({ status: 502, path: /callback|webhooks/ });
      }),
    ];
    await simulateMembers(people, tally, {
      end: begun + options.seconds * 1000,
      rate: options.rate ?? Number.POSITIVE_INFINITY,
      slowOrigin: slow.origin,
      // Stays below the server's limit: imports add sounds, and undoing a removal adds the sound again.
      maxOwnSounds: Math.max(2, Math.floor((0.7 * options.maxSounds) / options.members)),
      answerTimeoutMs: ANSWER_TIMEOUT_MS,
    });
    finished.abort();
    await Promise.all(background);
    const stopped = await bot.stop();
    const found = await compareLibraries(dataDir, people);
    return { ...tally, drops, pictures, samples, bugs: bot.bugs, stopped, ...found };
  } finally {
    bot?.kill();
    slow.close();
    await playground.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Compares the libraries on disk with the answers that members got. */
async function compareLibraries(
  dataDir: string,
  people: readonly SimulatedMember[],
): Promise<Pick<SoakReport, 'wrong' | 'sounds' | 'unclear'>> {
  const wrong = (await checkDataFolder(dataDir)).map(({ file, problem }) => `${file} ${problem}`);
  const libraries = await openLibraries({ store: 'lowdb', dataDir });
  let sounds = 0;
  let unclear = 0;
  for (const guildId of new Set(people.map(({ member }) => member.guildId ?? ''))) {
    const here = people.filter(({ member }) => member.guildId === guildId);
    const there = new Set((await libraries.open(guildId)).list().map(({ label }) => label));
    const expected = new Set(here.flatMap(({ kept }) => [...kept]));
    const uncertain = new Set(here.flatMap((person) => [...person.unclear]));
    sounds += there.size;
    unclear += uncertain.size;
    const clear = (label: string) => !uncertain.has(label);
    wrong.push(
      ...[...expected].filter((label) => clear(label) && !there.has(label)).map((label) => `${label} is lost`),
    );
    wrong.push(
      ...[...there]
        .filter((label) => clear(label) && !expected.has(label))
        .map((label) => `${label} was never confirmed`),
    );
  }
  await libraries.close();
  return { wrong, sounds, unclear };
}
