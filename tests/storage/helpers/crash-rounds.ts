import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { Library } from '../../../src/storage/library.ts';
import { openLowdbLibraries } from '../../../src/storage/lowdb/store.ts';
import { createRandom, embeddingOf, fingerprintOf, newSound } from './sounds.ts';

/** Arguments of Node.js that run the writer from its source. */
const WRITER = ['--import', 'tsx', fileURLToPath(new URL('./writer-process.ts', import.meta.url))];
const GUILDS = ['1', '2'];

export interface CrashTally {
  rounds: number;
  added: number;
  removed: number;
  /** Number of changes that were in progress at the moment of a kill. */
  interrupted: number;
  sounds: number;
}

/** What a guild must hold: the acknowledged sounds (seed by id), and the changes that the kill may have interrupted. */
interface Expected {
  readonly sounds: Map<string, number>;
  readonly adding: Set<number>;
  readonly removing: Set<string>;
  /** Seeds of the sounds that were added together. */
  readonly together: number[][];
}

/**
 * Lets another process write to a data folder, kills the process at a random moment, and checks the folder: all
 * acknowledged sounds must be intact, and there must be no other sounds. Repeats this `rounds` times on one folder.
 * @param writer arguments of Node.js that run the other process; by default its source
 * @throws Error that names a sound that was lost or that should not be there
 */
export async function crashRounds(
  dataDir: string,
  rounds: number,
  { onRound = (_tally: CrashTally) => {}, writer = WRITER } = {},
): Promise<CrashTally> {
  const expected = new Map(GUILDS.map((guildId) => [guildId, nothing()]));
  const tally: CrashTally = { rounds: 0, added: 0, removed: 0, interrupted: 0, sounds: 0 };
  const random = createRandom(rounds);
  for (let round = 1; round <= rounds; round++) {
    await writeUntilKilled([...writer, dataDir, String(round)], 20 + 200 * (random() + 1), (line) =>
      note(line, expected, tally),
    );
    const libraries = await openLowdbLibraries({ dataDir });
    tally.sounds = 0;
    for (const [guildId, guild] of expected) {
      tally.interrupted += guild.adding.size + guild.removing.size;
      const library = await libraries.open(guildId);
      await check(library, guild, path.join(dataDir, 'guilds', guildId));
      tally.sounds += library.size;
    }
    await libraries.close();
    tally.rounds = round;
    onRound(tally);
  }
  return tally;
}

async function writeUntilKilled(args: string[], ms: number, onLine: (line: string) => void): Promise<void> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  lines.on('line', onLine);
  const ended = once(lines, 'close');
  await once(lines, 'line');
  // Waits for a fixed time and not for an event, because the kill has to come at a random moment.
  await wait(ms);
  child.kill('SIGKILL');
  await ended;
}

function note(line: string, expected: ReadonlyMap<string, Expected>, tally: CrashTally): void {
  const [what, guildId = '', ...rest] = line.split(' ');
  const guild = expected.get(guildId);
  if (!guild) return;
  const [first = '', id = ''] = rest;
  if (what === 'adding') {
    const seeds = rest.map(Number);
    for (const seed of seeds) guild.adding.add(seed);
    guild.together.push(seeds);
  }
  if (what === 'removing') guild.removing.add(first);
  if (what === 'added') {
    tally.added++;
    guild.adding.delete(Number(first));
    guild.sounds.set(id, Number(first));
  }
  if (what === 'removed') {
    tally.removed++;
    guild.removing.delete(first);
    guild.sounds.delete(first);
  }
}

async function check(library: Library, guild: Expected, folder: string): Promise<void> {
  const fail = (text: string) => {
    throw new Error(`guild ${library.guildId}: ${text}`);
  };
  if (library.problems.length > 0) fail(library.problems.join('; '));
  for (const [id, seed] of guild.sounds) {
    // A missing sound is not lost if its removal was in progress. The writer runs several loops at once, so one loop may
    // print "removing" for a sound before another loop prints "added" for it.
    if (!library.get(id) && !guild.removing.has(id)) fail(`sound ${seed} was acknowledged and is lost`);
  }
  for (const { id, label } of library.list()) {
    const seed = guild.sounds.get(id) ?? Number(label.replace('sound ', ''));
    if (!guild.sounds.has(id) && !guild.adding.has(seed)) fail(`${label} should not be there`);
    if (!isDeepStrictEqual(library.embedding(id), embeddingOf(seed))) fail(`${label} has another vector`);
    const audio = await library.audio(id);
    if (!audio || !Buffer.from(newSound(seed).audio).equals(audio)) fail(`${label} has other audio`);
    // A fingerprint may be lost in a crash, because it can be computed again.
    const fingerprint = await library.fingerprint(id);
    if (fingerprint && !isDeepStrictEqual(fingerprint, fingerprintOf(seed))) fail(`${label} has another fingerprint`);
  }
  const seeds = new Set(library.list().map(({ label }) => Number(label.replace('sound ', ''))));
  for (const group of guild.together) {
    const stored = group.filter((seed) => seeds.has(seed));
    // Some sounds of an acknowledged group may have been removed since.
    const isInterrupted = group.every((seed) => guild.adding.has(seed));
    if (isInterrupted && stored.length > 0 && stored.length < group.length && guild.removing.size === 0)
      fail(`only ${stored.join()} of ${group.join()} were added`);
  }
  const fingerprints = await readdir(path.join(folder, 'fingerprints')).catch(() => []);
  for (const id of fingerprints) if (!library.get(id)) fail(`fingerprint ${id} belongs to no sound`);
  const files = await readdir(path.join(folder, 'audio')).catch(() => []);
  if (files.length !== library.size) fail(`${files.length} audio files for ${library.size} sounds`);

  // The library now shows which of the interrupted changes took effect. The next round expects that state.
  guild.sounds.clear();
  for (const { id, label } of library.list()) guild.sounds.set(id, Number(label.replace('sound ', '')));
  guild.adding.clear();
  guild.removing.clear();
  guild.together.length = 0;
}

function nothing(): Expected {
  return { sounds: new Map(), adding: new Set(), removing: new Set(), together: [] };
}
