import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openFolderBlobs } from '../../../src/storage/blobs/folder-blobs.ts';
import { openPostgresLibraries } from '../../../src/storage/postgres/store.ts';
import { bundledProgram } from '../../helpers/bundled-program.ts';
import { findPostgres, sharedPostgres } from '../../helpers/postgres-server.ts';
import { rounds } from '../../helpers/rounds.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { createRandom, embeddingOf, newSound } from '../helpers/sounds.ts';

describe.runIf(findPostgres() !== undefined && process.platform !== 'win32')('a process that is stopped', () => {
  test('or killed while it adds sounds loses and doubles nothing, and the others go on', {
    timeout: 600_000,
  }, async () => {
    const program = bundledProgram('tests/storage/helpers/postgres-writer.ts');
    const [url, folder] = [await (await sharedPostgres()).createDatabase(), await temporaryFolder()];
    const libraries = await openPostgresLibraries({ url, blobs: openFolderBlobs(folder) });
    const random = createRandom(1);
    const added = new Map<string, number>();
    const uncertain = new Set<number>();
    /** Adds a sound in this process, and returns how many milliseconds that took. */
    const addHere = async (seed: number) => {
      const start = performance.now();
      const library = await libraries.open('1');
      const { id } = await library.change((writer) => writer.add(newSound(seed)));
      added.set(id, seed);
      return performance.now() - start;
    };
    for (let round = 0; round < rounds(1, 20); round++) {
      const child = spawn(process.execPath, [program, url, folder, String(1000 * (round + 1))], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const lines = createInterface({ input: child.stdout });
      lines.on('line', (line) => {
        const [what, seed = '', id = ''] = line.split(' ');
        if (what === 'adding') uncertain.add(Number(seed));
        if (what === 'added') added.set(id, Number(seed));
        if (what !== 'adding' && id !== 'databaseUnsure') uncertain.delete(Number(seed));
      });
      await once(lines, 'line');
      // Waits for a fixed time and not for an event, because the process has to be stopped at a random moment.
      await wait(300 + 200 * random());
      child.kill('SIGSTOP');
      expect(await addHere(10 * round)).toBeLessThan(10_000);
      child.kill('SIGCONT');
      await once(lines, 'line');
      child.kill('SIGKILL');
      await once(lines, 'close');
      expect(await addHere(10 * round + 1)).toBeLessThan(10_000);
    }
    const library = await libraries.open('1');
    for (const [id, seed] of added) expect(library.get(id)?.label).toBe(`sound ${seed}`);
    for (const { id, label } of library.list()) {
      const seed = Number(label.replace('sound ', ''));
      expect(added.get(id) ?? (uncertain.has(seed) ? seed : 'not acknowledged')).toBe(seed);
      expect(library.embedding(id)).toEqual(embeddingOf(seed));
      expect(await library.audio(id)).toEqual(Buffer.from(newSound(seed).audio));
    }
    const labels = library.list().map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    await libraries.close();
  });
});
