import { expect, test } from 'vitest';
import { rounds } from '../../helpers/rounds.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { crashRounds } from '../helpers/crash-rounds.ts';

test('a process killed while it adds and removes loses nothing that it acknowledged', {
  timeout: 600_000,
}, async () => {
  const tally = await crashRounds(await temporaryFolder(), rounds(3, 60));
  expect(tally.added).toBeGreaterThan(0);
});
