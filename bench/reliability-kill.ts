/**
 * Kills a process at random moments while it writes to the store, and checks that no acknowledged change is lost. Then
 * truncates each file of the store at 200 places, one at a time, and checks again.
 * Usage: `npx tsx bench/reliability-kill.ts [ROUNDS]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CrashTally, crashRounds } from '../tests/storage/helpers/crash-rounds.ts';
import { tornWrites } from '../tests/storage/helpers/torn-writes.ts';

const rounds = Number(process.argv[2] ?? 300);
const folder = await mkdtemp(path.join(tmpdir(), 'soundalike-kill-'));
try {
  const onRound = ({ rounds: done, added, removed }: CrashTally) => {
    if (done % 25 === 0) console.log(`${done} rounds: ${added} adds and ${removed} removes acknowledged, none lost`);
  };
  const tally = await crashRounds(folder, rounds, { onRound });
  console.table(tally);
  for (const guildId of ['1', '2']) {
    const cuts = await tornWrites(folder, guildId, 200);
    console.log(`guild ${guildId}: files truncated at ${cuts} places, nothing lost`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
