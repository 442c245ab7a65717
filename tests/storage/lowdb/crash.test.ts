import { expect, test } from 'vitest';
import { crashRounds } from '../helpers/crash-rounds.ts';
import { temporaryFolder } from '../helpers/data-folder.ts';

// This test kills a process a few times; `npx tsx bench/reliability-kill.ts` kills 300 processes.
test('a process killed while it adds and removes loses nothing that it acknowledged', {
  timeout: 120_000,
}, async () => {
  const tally = await crashRounds(await temporaryFolder(), 4);
  expect(tally.added).toBeGreaterThan(0);
});
