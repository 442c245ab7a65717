import { expect, test } from 'vitest';
import { bundledProgram } from '../../helpers/bundled-program.ts';
import { rounds } from '../../helpers/rounds.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { crashRounds } from '../helpers/crash-rounds.ts';

const WRITER = bundledProgram('tests/storage/helpers/writer-process.ts');

test('a process killed while it adds and removes loses nothing that it acknowledged', {
  timeout: 600_000,
}, async () => {
  const tally = await crashRounds(await temporaryFolder(), rounds(3, 60), { writer: [WRITER] });
  expect(tally.added).toBeGreaterThan(0);
});
