import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkDataFolder } from '../../src/storage/doctor.ts';
import { openLibraries } from '../../src/storage/index.ts';
import { type BotProcess, startBotProcess, type Usage } from './bot-process.ts';
import { play, startServers, type Tally } from './simulate-members.ts';
import type { Person } from './simulated-member.ts';
import { serveSlowFiles } from './slow-files.ts';

export interface SoakOptions {
  readonly seconds: number;
  /** Members of each of the two servers. */
  readonly members: number;
  /** Interactions a second at the most, all members together; default as many as are answered. */
  readonly rate?: number;
  /** Sounds that each server may keep; reached soon, so that memory is that of the work and not of the libraries. */
  readonly maxSounds: number;
  /** Whether an interaction that is not acknowledged in 3 seconds has failed, as on Discord. */
  readonly strict: boolean;
  /** Whether the built bot runs (`dist/`), and not the source. */
  readonly built?: boolean;
  readonly onSample?: (sample: Sample) => void;
}

export interface Sample extends Usage {
  /** Hours since the beginning. */
  readonly at: number;
  readonly interactions: number;
  /** The main thread's heap and what it holds outside, MiB; NaN where it did not say. */
  readonly heapMb: number;
  readonly externalMb: number;
}

export interface SoakReport extends Tally {
  readonly drops: number;
  readonly pictures: number;
  readonly samples: readonly Sample[];
  readonly bugs: readonly string[];
  readonly stopped: { readonly status: number | null; readonly ms: number };
  /** Sounds that members were told of and are not there, the other way round, and damage in the data folder. */
  readonly wrong: readonly string[];
  readonly sounds: number;
  /** Sounds of which members could not tell whether they are there. */
  readonly unclear: number;
}

const SAMPLE_MS = 1000;
const DROP_MS = 15_000;
const STUMBLE_MS = 4000;
const PATIENCE_MS = 120_000;

/** The bot as a process of its own under mixed load, with a connection that drops and a Discord that stumbles. */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'soundalike-soak-'));
  const { playground, people } = await startServers(options.members, options.strict);
  const slow = await serveSlowFiles();
  const tally: Tally = { deeds: {}, interactions: 0, acknowledged: [], missed: 0, lost: [] };
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
      options.built,
    );
    const { usage, heap } = bot;
    const begun = performance.now();
    const over = new AbortController();
    const every = async (ms: number, work: () => unknown) => {
      while (await sleep(ms, true, { signal: over.signal }).catch(() => false)) await work();
    };
    const surroundings = [
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
      every(STUMBLE_MS, () => {
        playground.inject({ status: 429, path: /webhooks/, retryAfter: 0.2 });
        playground.inject({ status: 502, path: /callback|webhooks/ });
      }),
    ];
    await play(people, tally, {
      end: begun + options.seconds * 1000,
      rate: options.rate ?? Number.POSITIVE_INFINITY,
      slowOrigin: slow.origin,
      // Leaves room for what comes in archives and is put back.
      enough: Math.max(2, Math.floor((0.7 * options.maxSounds) / options.members)),
      patienceMs: PATIENCE_MS,
    });
    over.abort();
    await Promise.all(surroundings);
    const stopped = await bot.stop();
    const found = await compare(dataDir, people);
    return { ...tally, drops, pictures, samples, bugs: bot.bugs, stopped, ...found };
  } finally {
    bot?.kill();
    slow.close();
    await playground.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** What is in the libraries against what members were told. */
async function compare(
  dataDir: string,
  people: readonly Person[],
): Promise<Pick<SoakReport, 'wrong' | 'sounds' | 'unclear'>> {
  const wrong = (await checkDataFolder(dataDir)).map(({ file, problem }) => `${file} ${problem}`);
  const libraries = await openLibraries({ store: 'lowdb', dataDir });
  let sounds = 0;
  let unclear = 0;
  for (const guildId of new Set(people.map(({ member }) => member.guildId ?? ''))) {
    const here = people.filter(({ member }) => member.guildId === guildId);
    const there = new Set((await libraries.open(guildId)).list().map(({ label }) => label));
    const told = new Set(here.flatMap(({ kept }) => [...kept]));
    const perhaps = new Set(here.flatMap((person) => [...person.unclear]));
    sounds += there.size;
    unclear += perhaps.size;
    const clear = (label: string) => !perhaps.has(label);
    wrong.push(...[...told].filter((label) => clear(label) && !there.has(label)).map((label) => `${label} is lost`));
    wrong.push(
      ...[...there].filter((label) => clear(label) && !told.has(label)).map((label) => `${label} was not told of`),
    );
  }
  await libraries.close();
  return { wrong, sounds, unclear };
}
