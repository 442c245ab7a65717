import type { Invocation, Member } from 'discord-playground';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sine, wav } from '../helpers/signals.ts';
import { answer, refusal, startWorld, type World } from './world.ts';

const RATE = 22_050;
const tone = wav(sine(440, 1, RATE), RATE);

let world: World;
let ada: Member;
let ben: Member;
beforeAll(async () => {
  world = await startWorld();
  ada = world.playground.member('ada');
  ben = world.playground.member('ben');
});
afterAll(() => world.close());
afterEach(() => expect(world.playground.violations).toEqual([]));

/**
 * Returns the texts of a reply after the time in which a further progress line could have replaced them.
 * To wait that long, it starts another task and cancels it when its *Cancel* button appears with the second line.
 */
async function finalTexts(sent: Invocation): Promise<string[]> {
  world.replaceEmbed(
    (_, { signal } = {}) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  );
  const other = ben.slash('add', { audio: ben.upload('tone.wav', tone) });
  ben.click(await other.until((message) => (message.components?.length ?? 0) > 0), 'Cancel');
  await refusal(other);
  world.replaceEmbed();
  return [sent.original, ...sent.followUps].flatMap((message) => message?.content ?? []);
}

test('the error about an unreadable zip file is the last text of the reply', async () => {
  const sent = ada.slash('import', { archive: ada.upload('broken.zip', Buffer.from('PK')) });
  const line = await refusal(sent);
  expect(await finalTexts(sent)).toEqual([line]);
});

test('the error about an empty library is the last text of the reply', async () => {
  const message = ada.post('listen', [ada.upload('tone.wav', tone)]);
  const sent = ada.messageCommand('Find similar sounds', message);
  const line = await refusal(sent);
  expect(await finalTexts(sent)).toEqual([line]);
});

test('no progress line stays above results whose query was analyzed again after a restart', async () => {
  await answer(ada.slash('add', { audio: ada.upload('tone.wav', tone) }));
  const result = await answer(ada.slash('search', { audio: ada.upload('low.wav', wav(sine(220, 1, RATE), RATE)) }));
  await world.restart();
  const pressed = ada.click(result, 'What matters?');
  await pressed.until((message) => message.components?.length !== result.components?.length);
  expect(await finalTexts(pressed)).toEqual(['']);
});
