import type { Invocation } from 'discord-playground';
import { expect } from 'vitest';
import { toneFile } from '../helpers/signals.ts';
import { add } from './add.ts';
import { answer, controlled, refusal } from './reply.ts';
import { testInOneGuild } from './test.ts';

const test = testInOneGuild
  /**
   * Returns the texts of replies after the time in which a further progress line could have replaced them.
   * To wait that long, it starts another task and cancels it when its *Cancel* button appears with the second line.
   */
  .extend('finalTexts', ({ world, ben }) => async (...replies: Invocation[]) => {
    world.replace({
      embed: (_, { signal } = {}) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    });
    const other = add(ben);
    ben.click(await controlled(other), 'Cancel');
    await refusal(other);
    return replies.flatMap(({ original, followUps }) =>
      [original, ...followUps].flatMap((message) => message?.content ?? []),
    );
  });

test('an error is the last text of the reply', async ({ ada, finalTexts }) => {
  const broken = ada.slash('import', { archive: ada.upload('broken.zip', Buffer.from('PK')) });
  const message = ada.post('listen', [ada.upload('tone.wav', toneFile())]);
  const empty = ada.messageCommand('Find similar sounds', message);
  const lines = await Promise.all([broken, empty].map(refusal));
  expect(lines).toEqual([expect.stringMatching(/zip file/), expect.stringMatching(/empty/)]);
  expect(await finalTexts(broken, empty)).toEqual(lines);
});

test('no progress line stays above results whose query was analyzed again after a restart', async ({
  world,
  ada,
  finalTexts,
}) => {
  await answer(add(ada));
  const result = await answer(ada.slash('search', { audio: ada.upload('low.wav', toneFile(220)) }));
  await world.restart();
  const pressed = ada.click(result, 'What matters?');
  await pressed.until((message) => message.components?.length !== result.components?.length);
  expect(await finalTexts(pressed)).toEqual(['']);
});
