import { expect, test, vi } from 'vitest';
import { createPlayCounts } from '../../../src/commands/shared/play-counts.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { openIn } from '../../storage/helpers/data-folder.ts';
import { newSound } from '../../storage/helpers/sounds.ts';

test('plays are stored with the sounds, and those of a removed sound are dropped', async () => {
  const libraries = await openIn(await temporaryFolder());
  const library = await libraries.open('1');
  const [first, second] = await library.change(async (writer) => [
    await writer.add(newSound(1)),
    await writer.add(newSound(2)),
  ]);
  const warn = vi.fn();
  const plays = createPlayCounts(libraries, { warn });
  for (const id of [first.id, second.id, 'removed', second.id]) plays.add('1', id);
  await plays.close();
  plays.add('1', second.id);
  await plays.close();
  expect(library.list().map((sound) => sound.plays)).toEqual([1, 3]);
  expect(warn).not.toHaveBeenCalled();
});

test('plays that cannot be stored are dropped', async () => {
  const warn = vi.fn();
  const plays = createPlayCounts({ open: () => Promise.reject(new Error('away')) }, { warn });
  plays.add('1', 'a');
  await plays.close();
  expect(warn).toHaveBeenCalledOnce();
});
