import { defaultGuilds } from 'discord-playground';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openLibraries } from '../../src/storage/index.ts';
import { add } from '../e2e/add.ts';
import { answer } from '../e2e/reply.ts';
import { startBotProcess, startDiscord } from '../helpers/bot-process.ts';
import { findPostgres, sharedPostgres } from '../helpers/postgres-server.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/** Servers on the shards 0 and 1 of 2. */
const IDS = [250_000_000_000n, 250_000_000_001n].map((number) => String(number << 22n));
const WAITS = /waiting until the process that serves these shards ()ends/;
const MAX_TAKEOVER_MS = 10_000;

describe.runIf(findPostgres() !== undefined && process.platform !== 'win32')('two processes of one bot', () => {
  test('serve their shards; the servers of one that is killed or frozen are served by another within 10 s', {
    timeout: 120_000,
  }, async () => {
    const guilds = defaultGuilds.map((guild, place) => ({ ...guild, id: IDS[place] ?? '' }));
    const { playground, env } = await startDiscord({ guilds });
    const databaseUrl = await (await sharedPostgres()).createDatabase();
    const blobs = `folder:${await temporaryFolder()}`;
    const start = async (shard: number, until?: RegExp) => {
      const own = { DATA_DIR: await temporaryFolder(), SHARD_LIST: String(shard), TOTAL_SHARDS: '2' };
      return startBotProcess(
        { ...env, ...own, STORE: 'postgres', DATABASE_URL: databaseUrl, BLOBS: blobs, LOG_LEVEL: 'info' },
        until,
      );
    };
    const [one, two] = [await start(0), await start(1)];
    const members = IDS.map((id) => playground.member(guilds.at(IDS.indexOf(id))?.members[0]?.name ?? '', id));
    const addIn = async (place: number, label: string) => {
      const member = members[place];
      if (member) await answer(add(member, label));
    };
    await Promise.all([addIn(0, 'first'), addIn(1, 'first')]);

    const [spareOfOne, spareOfTwo] = [await start(0, WAITS), await start(1, WAITS)];
    one.child.kill('SIGKILL');
    const ready = (bot: typeof one) => expect.poll(() => bot.log(), { timeout: 20_000 }).toMatch(/"msg":"ready"/);
    const killed = performance.now();
    await ready(spareOfOne);
    await addIn(0, 'after the kill');
    expect(performance.now() - killed).toBeLessThan(MAX_TAKEOVER_MS);

    two.child.kill('SIGSTOP');
    const frozen = performance.now();
    await ready(spareOfTwo);
    await addIn(1, 'while the other is frozen');
    expect(performance.now() - frozen).toBeLessThan(MAX_TAKEOVER_MS);
    two.child.kill('SIGCONT');
    expect(await two.ended).toBe(1);
    expect(two.log()).toContain('another process serves these shards; stopping');
    await addIn(1, 'at the end');

    const libraries = await openLibraries({ store: 'postgres', dataDir: '', databaseUrl, blobs });
    onTestFinished(() => libraries.close());
    const labels = async (id = '') => (await libraries.open(id)).list().map(({ label }) => label);
    expect(await labels(IDS[0])).toEqual(['first', 'after the kill']);
    expect(await labels(IDS[1])).toEqual(['first', 'while the other is frozen', 'at the end']);
    expect([...(await libraries.departures.list())]).toEqual([]);
  });
});
