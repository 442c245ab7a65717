import { expect, test } from 'vitest';
import { crashRounds } from '../helpers/crash-rounds.ts';
import { temporaryFolder } from '../helpers/data-folder.ts';

// For 300 rounds, run: npx tsx bench/reliability-kill.ts
test('a process killed while it adds and removes loses nothing that it acknowledged', {
  timeout: 120_000,
}, async () => {
  const tally = await crashRounds(await temporaryFolder(), 4);
  expect(tally.added).toBeGreaterThan(0);
});
