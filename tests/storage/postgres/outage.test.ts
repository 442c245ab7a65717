import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import type { Libraries } from '../../../src/storage/libraries.ts';
import { findPostgres, startPostgres } from '../../helpers/postgres-server.ts';
import { rounds } from '../../helpers/rounds.ts';
import { postgresPlace } from '../helpers/postgres-place.ts';
import { createRandom, embeddingOf, newSound } from '../helpers/sounds.ts';

const GUILDS = ['1', '2'];

/** What one guild must contain. */
interface Expected {
  /** Labels of the sounds whose addition was acknowledged, and whose removal was not, by id. */
  readonly kept: Map<string, string>;
  /** Labels of the sounds whose addition ended with `databaseUnsure`. */
  readonly unsure: Set<string>;
  /** Ids of the sounds whose removal ended with `databaseUnsure`. */
  readonly unsureRemovals: Set<string>;
}

/** Adds and removes sounds until `signal` aborts, and notes what was acknowledged. */
async function work(libraries: Libraries, guildId: string, expected: Expected, seed: number, signal: AbortSignal) {
  const random = createRandom(seed);
  for (let step = 0; !signal.aborted; step++) {
    const removed = random() < -0.6 ? [...expected.kept.keys()].at(0) : undefined;
    const label = `sound ${seed}-${step}`;
    try {
      const library = await libraries.open(guildId);
      if (removed !== undefined) {
        expected.kept.delete(removed);
        expected.unsureRemovals.add(removed);
        await library.change((writer) => writer.remove([removed]));
        expected.unsureRemovals.delete(removed);
      } else {
        const { id } = await library.change((writer) => writer.add(newSound(seed, { label })));
        expected.kept.set(id, label);
      }
    } catch (error) {
      if (!(error instanceof UserError) || !/^database(Away|Unsure)$/.test(error.code)) throw error;
      if (error.code === 'databaseUnsure' && removed === undefined) expected.unsure.add(label);
    }
  }
}

describe.runIf(findPostgres() !== undefined)('a database that is killed', () => {
  test('loses nothing that was acknowledged, and is used again by itself', { timeout: 1_800_000 }, async () => {
    const server = await startPostgres({ isDurable: true });
    const place = await postgresPlace(await server.createDatabase());
    const libraries = await place.open();
    const random = createRandom(1);
    const guilds = GUILDS.map((): Expected => ({ kept: new Map(), unsure: new Set(), unsureRemovals: new Set() }));
    let added = 0;
    for (let round = 0; round < rounds(2, 100); round++) {
      const stop = new AbortController();
      const workers = guilds.flatMap((expected, index) =>
        [0, 1].map((worker) => work(libraries, GUILDS[index] ?? '', expected, 10 * round + worker, stop.signal)),
      );
      // Waits for a fixed time and not for an event, because the kill has to come at a random moment.
      await wait(150 + 100 * random());
      await server.kill();
      // Some outages are shorter than the time for retries, and some are longer.
      if (round % 2 === 1) await wait(5000);
      await server.start();
      const started = performance.now();
      await (await libraries.open('3')).change((writer) => writer.add(newSound(round)));
      expect(performance.now() - started).toBeLessThan(5000);
      stop.abort();
      await Promise.all(workers);

      const again = await place.open();
      for (const [index, { kept, unsure, unsureRemovals }] of guilds.entries()) {
        const library = await again.open(GUILDS[index] ?? '');
        const found = new Map(library.list().map(({ id, label }) => [id, label]));
        for (const [id, label] of kept) expect(found.get(id)).toBe(label);
        for (const [id, label] of found)
          if (!kept.has(id)) expect([...unsure, id]).toContain(unsureRemovals.has(id) ? id : label);
        for (const { id, label } of library.list()) {
          const seed = Number(/\d+/.exec(label)?.[0]);
          expect(library.embedding(id)).toEqual(embeddingOf(seed));
          expect(await library.audio(id)).toEqual(Buffer.from(newSound(seed).audio));
        }
        expect((await libraries.open(GUILDS[index] ?? '')).list()).toEqual(library.list());
        added += found.size;
        kept.clear();
        for (const [id, label] of found) kept.set(id, label);
        unsure.clear();
        unsureRemovals.clear();
      }
      await again.close();
    }
    expect(added).toBeGreaterThan(0);
  });
});
