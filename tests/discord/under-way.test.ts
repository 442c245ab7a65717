import { zipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { startArchives } from '../../src/commands/transfer/start-archives.ts';
import { createUnderWay, interruptibleArchives } from '../../src/discord/under-way.ts';

test('an archive that is being unpacked when the bot has to stop is handed back', async () => {
  const threads = startArchives();
  onTestFinished(() => threads.close());
  const underWay = createUnderWay();
  const archives = interruptibleArchives(threads, underWay);
  const maxBytes = 100 * 2 ** 20;
  const large = zipSync({ 'a.wav': new Uint8Array(60 * 2 ** 20) }, { level: 6 });
  const refused = { kind: 'busy', details: { code: 'restarting' } };

  const unpacking = expect(archives.unpack(large, { maxBytes })).rejects.toMatchObject(refused);
  underWay.handBack();
  await unpacking;
  await expect(archives.pack([])).rejects.toMatchObject(refused);
});
