import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Invocation, manualClock, startPlayground, systemClock } from '../../src/playground/playground.ts';
import { checkDataFolder } from '../../src/storage/doctor.ts';
import { openLibraries } from '../../src/storage/index.ts';
import { seededRandom } from '../../tests/helpers/mutate-file.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { DEEDS, type Person } from './deeds.ts';
import { serveSlowFiles } from './slow-files.ts';

export interface SoakOptions {
  readonly seconds: number;
  /** Members of each of the two servers, each busy all the time. */
  readonly members: number;
  /** Sounds that each server may keep; reached soon, so that memory is that of the work and not of the libraries. */
  readonly maxSounds: number;
  /** Whether an interaction that is not acknowledged in 3 seconds has failed, as on Discord. */
  readonly strict: boolean;
  readonly onSample?: (sample: Sample & { readonly interactions: number }) => void;
}

export interface Sample {
  readonly rssMb: number;
  readonly descriptors: number;
}

export interface SoakReport {
  /** How often members did what. */
  readonly deeds: Readonly<Record<string, number>>;
  readonly interactions: number;
  /** Milliseconds from sending to the acknowledgement. */
  readonly acknowledged: readonly number[];
  /** Not acknowledged within 3 seconds. */
  readonly missed: number;
  /** Acknowledged and never answered, or answered with an apology. */
  readonly lost: readonly string[];
  readonly drops: number;
  readonly samples: readonly Sample[];
  readonly bugs: readonly string[];
  readonly stopped: { readonly status: number | null; readonly ms: number };
  /** Sounds that members were told of and are not there, the other way round, and damage in the data folder. */
  readonly wrong: readonly string[];
  readonly sounds: number;
}

const SAMPLE_MS = 1000;
const DROP_MS = 15_000;
const STUMBLE_MS = 4000;

/** The bot as a process of its own under mixed load, with a connection that drops and a Discord that stumbles. */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'soundalike-soak-'));
  const names = Array.from({ length: options.members }, (_, index) => ({ name: `member${index}` }));
  const playground = await startPlayground({
    guilds: ['A', 'B'].map((name) => ({ name, channels: [{ name: 'sounds' }], members: names })),
    clock: options.strict ? systemClock : manualClock(),
  });
  const slow = await serveSlowFiles();
  let bot: BotProcess | undefined;
  try {
    bot = await startBotProcess({
      DATA_DIR: dataDir,
      DISCORD_TOKEN: playground.token,
      DISCORD_API_URL: playground.apiUrl,
      ATTACHMENT_ORIGINS: `${playground.origin},${slow.origin}`,
      MAX_SOUNDS: String(options.maxSounds),
      MAX_SOUNDS_PER_MINUTE: '10000',
    });
    const { usage } = bot;
    const people = playground.guilds.flatMap(({ id }) =>
      names.map(({ name }): Person => ({ member: playground.member(name, id), kept: new Set() })),
    );
    const deeds: Record<string, number> = {};
    const acknowledged: number[] = [];
    const lost: string[] = [];
    const samples: Sample[] = [];
    let [interactions, missed, drops] = [0, 0, 0];

    const answered = async (sent: Invocation) => {
      const begun = performance.now();
      interactions += 1;
      const first = await sent.acknowledged();
      if (first.kind === 'no-response') {
        missed += 1;
        return '';
      }
      acknowledged.push(performance.now() - begun);
      const final = await sent.until(({ embeds, content }) => embeds.length > 0 || isFinal(content), 120_000);
      if (/Something went wrong/.test(final.content)) throw new Error(final.content);
      return `${final.content} ${final.embeds[0]?.title ?? ''}`;
    };

    const end = performance.now() + options.seconds * 1000;
    const over = new AbortController();
    const every = async (ms: number, work: () => unknown) => {
      while (await sleep(ms, true, { signal: over.signal }).catch(() => false)) await work();
    };
    const surroundings = [
      every(SAMPLE_MS, async () => {
        const sample = await usage();
        samples.push(sample);
        options.onSample?.({ ...sample, interactions });
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
    await Promise.all(
      people.map(async (person, index) => {
        const random = seededRandom(index + 1);
        while (performance.now() < end) {
          const { name, deed } = choose(random);
          deeds[name] = (deeds[name] ?? 0) + 1;
          await deed(person, { random, slowOrigin: slow.origin, answered }).catch((error: unknown) => {
            lost.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
          });
        }
      }),
    );
    over.abort();
    await Promise.all(surroundings);
    const stopped = await bot.stop();
    const { wrong, sounds } = await compare(dataDir, people);
    const { bugs } = bot;
    return { deeds, interactions, acknowledged, missed, lost, drops, samples, bugs, stopped, wrong, sounds };
  } finally {
    bot?.kill();
    slow.close();
    await playground.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function choose(random: () => number): (typeof DEEDS)[number] {
  let left = random() * DEEDS.reduce((sum, { share }) => sum + share, 0);
  for (const entry of DEEDS) {
    left -= entry.share;
    if (left < 0) return entry;
  }
  throw new Error('shares do not add up');
}

/** A line of progress ends with an ellipsis, or says which of several files it is about. */
function isFinal(content: string): boolean {
  return content !== '' && !/…( \(\d+ of \d+\))?$/.test(content);
}

/** What is in the libraries against what members were told. */
async function compare(dataDir: string, people: readonly Person[]): Promise<{ wrong: string[]; sounds: number }> {
  const wrong = (await checkDataFolder(dataDir)).map(({ file, problem }) => `${file} ${problem}`);
  const libraries = await openLibraries({ store: 'lowdb', dataDir });
  let sounds = 0;
  for (const guildId of new Set(people.map(({ member }) => member.guildId ?? ''))) {
    const there = new Set((await libraries.open(guildId)).list().map(({ label }) => label));
    const told = new Set(people.filter(({ member }) => member.guildId === guildId).flatMap(({ kept }) => [...kept]));
    sounds += there.size;
    wrong.push(...[...told].filter((label) => !there.has(label)).map((label) => `${label} is lost`));
    wrong.push(...[...there].filter((label) => !told.has(label)).map((label) => `${label} was not told of`));
  }
  await libraries.close();
  return { wrong, sounds };
}
