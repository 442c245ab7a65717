import S3rver from 's3rver';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openBlobs } from '../../../src/storage/blobs/open-blobs.ts';
import { openPostgresLibraries } from '../../../src/storage/postgres/store.ts';
import { startFaultyProxy } from '../../helpers/faulty-proxy.ts';
import { rounds } from '../../helpers/rounds.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { testDatabase } from '../../helpers/test-database.ts';
import { postgresPlace } from '../helpers/postgres-place.ts';
import { newSound } from '../helpers/sounds.ts';

const RECOVERY_MS = 5000;

/** Starts an S3-compatible server behind a proxy that can cut all its connections, as a crash does. */
async function startBucket() {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'S3RVER');
  const configureBuckets = [{ name: 'sounds', configs: [] }];
  const directory = await temporaryFolder();
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets });
  const { port } = await server.run();
  const proxy = await startFaultyProxy(port);
  onTestFinished(async () => {
    proxy.close();
    await server.close();
  });
  return proxy;
}

test('a bucket that is cut off loses no sound, and is used again within 5 s', { timeout: 600_000 }, async () => {
  const proxy = await startBucket();
  const blobs = await openBlobs(`s3://sounds/part?endpoint=http://127.0.0.1:${proxy.port}`);
  const url = await testDatabase();
  await postgresPlace(url);
  const libraries = await openPostgresLibraries({ url, blobs });
  onTestFinished(() => libraries.close());
  const library = await libraries.open('1');
  const add = (seed: number) => library.change((writer) => writer.add(newSound(seed)));
  for (let round = 0; round < rounds(2, 100); round++) {
    await add(10 * round);
    const running = add(10 * round + 1).catch((error) => expect(error.details.code).toBe('audioStoreAway'));
    proxy.set('refuse');
    await expect(add(10 * round + 2)).rejects.toMatchObject({ details: { code: 'audioStoreAway' } });
    await running;
    const [first] = library.list();
    await expect(library.audio(first?.id ?? '')).rejects.toMatchObject({ details: { code: 'audioStoreAway' } });
    proxy.set('deliver');
    const mended = performance.now();
    await add(10 * round + 3);
    expect(performance.now() - mended).toBeLessThan(RECOVERY_MS);
  }
  const labels = library.list().map(({ label }) => label);
  for (let round = 0; round < rounds(2, 100); round++)
    expect(labels).toEqual(expect.arrayContaining([0, 3].map((place) => newSound(10 * round + place).label)));
  for (const { id, label } of library.list())
    expect(new Uint8Array((await library.audio(id)) ?? [])).toEqual(newSound(Number(/\d+/.exec(label)?.[0])).audio);
});
