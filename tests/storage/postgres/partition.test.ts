import { describe, expect, onTestFinished, test } from 'vitest';
import { openFolderBlobs } from '../../../src/storage/blobs/folder-blobs.ts';
import { openPostgresLibraries } from '../../../src/storage/postgres/store.ts';
import { startFaultyProxy } from '../../helpers/faulty-proxy.ts';
import { findPostgres, sharedPostgres } from '../../helpers/postgres-server.ts';
import { rounds } from '../../helpers/rounds.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { newSound } from '../helpers/sounds.ts';

/** Time limit of a statement in milliseconds, shorter than the 12 s of the bot so that the test takes less time. */
const QUERY_MS = 500;
/** Longest time in milliseconds for which a member waits for a line: a statement, retries and a connection. */
const MAX_WAIT_MS = QUERY_MS + 4000 + 3000 + 2500;
const RECOVERY_MS = 5000;

describe.runIf(findPostgres() !== undefined)('a network between bot and database that fails', () => {
  test.each(['lose', 'stall'] as const)(
    'makes members wait for one line, loses no sound and doubles none, and is used again within 5 s (%s)',
    { timeout: 1_800_000 },
    async (fault) => {
      const server = await sharedPostgres();
      const direct = await server.createDatabase();
      const proxy = await startFaultyProxy(server.port);
      onTestFinished(() => proxy.close());
      const url = `${direct.replace(`:${server.port}/`, `:${proxy.port}/`)}?query_timeout=${QUERY_MS}`;
      const libraries = await openPostgresLibraries({ url, blobs: openFolderBlobs(await temporaryFolder()) });
      onTestFinished(() => libraries.close());
      const add = async (seed: number) => {
        const library = await libraries.open('1');
        return library.change((writer) => writer.add(newSound(seed)));
      };
      const added: string[] = [];
      for (let round = 0; round < rounds(1, 50); round++) {
        added.push((await add(10 * round)).label);
        const running = add(10 * round + 1).then(
          ({ label }) => added.push(label),
          () => undefined,
        );
        proxy.set(fault);
        const begun = performance.now();
        await expect(add(10 * round + 2)).rejects.toMatchObject({
          details: { code: expect.stringMatching(/^database(Away|Unsure)$/) },
        });
        await running;
        expect(performance.now() - begun).toBeLessThan(2 * MAX_WAIT_MS);
        proxy.set('deliver');
        const mended = performance.now();
        added.push((await add(10 * round + 3)).label);
        expect(performance.now() - mended).toBeLessThan(RECOVERY_MS);
      }
      const labels = (await libraries.open('1')).list().map(({ label }) => label);
      expect(labels).toEqual(expect.arrayContaining(added));
      expect(new Set(labels).size).toBe(labels.length);
    },
  );
});
