/**
 * Program that adds and removes sounds until the crash test kills it. Usage: `writer-process.ts DATA_DIR ROUND`.
 * Before each change it prints what the change will do, and after the change what was acknowledged.
 */
import { writeSync } from 'node:fs';
import { openLowdbLibraries } from '../../../src/storage/lowdb/store.ts';
import { createRandom, newSound } from './sounds.ts';

const [dataDir, round] = process.argv.slice(2);
if (dataDir === undefined || round === undefined) throw new Error('name a data folder and a round');

const libraries = await openLowdbLibraries({ dataDir });
const random = createRandom(Number(round));

/** Prints a line synchronously, so that a later kill cannot lose it. */
function say(...words: readonly (string | number)[]): void {
  writeSync(1, `${words.join(' ')}\n`);
}

async function work(guildId: string, worker: number): Promise<void> {
  const library = await libraries.open(guildId);
  for (let step = 0; ; step++) {
    const sounds = library.list();
    // Removes one sound, or up to three sounds that were added one after the other.
    const place = Math.floor(((random() + 1) / 2) * sounds.length);
    const targets = sounds.slice(place, place + (step % 2 === 0 ? 1 : 3)).map(({ id }) => id);
    if (targets.length > 0 && random() < Math.min(0.8, sounds.length / 100 - 0.6)) {
      for (const id of targets) say('removing', guildId, id);
      for (const { id } of await library.change((writer) => writer.remove(targets))) say('removed', guildId, id);
    } else {
      const first = Number(round) * 100_000 + worker * 10_000 + 3 * step;
      const seeds = step % 2 === 0 ? [first] : [first, first + 1, first + 2];
      say('adding', guildId, ...seeds);
      const added = await library.change((writer) => writer.addAll(seeds.map((seed) => newSound(seed))));
      for (const [index, { id }] of added.entries()) say('added', guildId, seeds[index] ?? '', id);
    }
  }
}

say('ready');
await Promise.all(['1', '2'].flatMap((guildId, index) => [0, 1, 2].map((worker) => work(guildId, index * 3 + worker))));
