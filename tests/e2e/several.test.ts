import type { Member } from 'discord-playground';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/index.ts';
import { UserError } from '../../src/errors.ts';
import { noise, sine, wav } from '../helpers/signals.ts';
import { answer, refusal, startWorld, type World } from './world.ts';

const RATE = 22_050;
const tone = wav(sine(440, 1, RATE), RATE);
const hiss = wav(noise(RATE, 1), RATE);

let world: World;
let ada: Member;
let ben: Member;
beforeAll(async () => {
  world = await startWorld();
  ada = world.playground.member('ada');
  ben = world.playground.member('ben');
});
beforeEach(() => world.replaceEmbed());
afterAll(() => world.close());
afterEach(() => expect(world.playground.violations).toEqual([]));

async function labels(): Promise<string[]> {
  return (await world.sounds()).map((sound) => sound.label);
}

/** Replaces the analysis of a file: waits until it is aborted. */
const untilAborted: Engine['embed'] = (_, options) =>
  new Promise((_resolve, reject) => {
    options?.signal?.addEventListener('abort', () => reject(options.signal?.reason));
  });

test('a long task can be cancelled by its member only, and then changes nothing', async () => {
  world.replaceEmbed(untilAborted);
  const sent = ada.slash('add', { audio: ada.upload('tone.wav', tone) });
  const working = await sent.until((message) => (message.components?.length ?? 0) > 0);
  expect(working.content).toMatch(/…$/);
  expect(await refusal(ben.click(working, 'Cancel'))).toBe('Only the member who started this can cancel it.');
  ada.click(working, 'Cancel');
  expect(await refusal(sent)).toBe('Cancelled. Nothing was changed.');
  expect(await labels()).toEqual([]);
});

test('several files are added with their own names and the same tags', async () => {
  const added = await answer(
    ada.slash('add', {
      audio: ada.upload('tone.wav', tone),
      audio2: ada.upload('hiss.wav', hiss),
      label: 'not for two',
      tags: 'test',
    }),
  );
  expect(added.embeds[0]?.description?.split('\n')).toHaveLength(2);
  expect(added.attachments.map((file) => file.filename)).toEqual(['tone.wav', 'hiss.wav']);
  expect(await world.sounds()).toEqual([
    expect.objectContaining({ label: 'tone', tags: ['test'] }),
    expect.objectContaining({ label: 'hiss', tags: ['test'] }),
  ]);
});

test('no file is added if one of several is not audio', async () => {
  const options = {
    audio: ada.upload('tone.wav', wav(sine(880, 1, RATE), RATE)),
    audio2: ada.upload('a.mp3', Buffer.from('no')),
  };
  expect(await refusal(ada.slash('add', options))).toMatch(/audio/);
  expect(await labels()).toEqual(['tone', 'hiss']);
});

test('a file that is attached twice is added once', async () => {
  const options = {
    audio: ada.upload('a.wav', wav(sine(999, 1, RATE), RATE)),
    audio2: ada.upload('b.wav', wav(sine(999, 1, RATE), RATE)),
  };
  const asked = await answer(ada.slash('add', options));
  expect(asked.embeds.map((embed) => embed.title)).toEqual(['✅ Added', '🤔 Already here?']);
  expect(await labels()).toEqual(['tone', 'hiss', 'a']);
});

describe('one file that is sent twice at the same time', () => {
  /** Makes finished analyses wait until `count` of them have finished, so that the sounds are saved at the same time. */
  function together(count: number): void {
    const releases: (() => void)[] = [];
    world.replaceEmbed(async (...args) => {
      const embedding = await world.engine.embed(...args);
      await new Promise<void>((goOn) => {
        if (releases.push(goOn) === count) for (const each of releases) each();
      });
      return embedding;
    });
  }

  test.each([
    ['two members', () => [ada, ben], 700],
    ['one member', () => [ada, ada], 750],
  ] as const)('is added once and asked about once, if sent by %s', async (_, members, hertz) => {
    together(2);
    const before = (await labels()).length;
    const file = wav(sine(hertz, hertz / 200, RATE), RATE);
    const sent = members().map((member) => member.slash('add', { audio: member.upload('a.wav', file) }));
    const replies = await Promise.all(sent.map(answer));
    expect(replies.flatMap(({ embeds }) => embeds.map(({ title }) => title)).sort()).toEqual([
      '✅ Added',
      '🤔 Already here?',
    ]);
    expect(await labels()).toHaveLength(before + 1);
  });

  test('is added once by two imports', async () => {
    together(2);
    const before = (await labels()).length;
    const file = wav(sine(800, 4, RATE), RATE);
    const opened = [ada.slash('import'), ada.slash('import')];
    for (const each of opened) await each.modal();
    const sent = opened.map((each) => ada.submit(each, { files: [ada.upload('a.wav', file)] }));
    const outcomes = await Promise.all(sent.map((each) => each.until(({ content }) => content.startsWith('✅'))));
    expect(outcomes.map(({ content }) => content).sort()).toEqual([
      '✅ Done: added 0 sounds.\n1 sound was already here.',
      '✅ Done: added 1 sound.',
    ]);
    expect(await labels()).toHaveLength(before + 1);
  });
});

test('an import that ends early because the bot is busy says how many sounds it added', async () => {
  let times = 0;
  world.replaceEmbed(async (...args) => {
    times += 1;
    if (times > 1) throw new UserError({ code: 'busyAnalyzing', seconds: 5 });
    return world.engine.embed(...args);
  });
  const opened = ada.slash('import');
  await opened.modal();
  const files = [300, 500].map((hertz) => ada.upload(`${hertz}.wav`, wav(sine(hertz, hertz / 200, RATE), RATE)));
  const outcome = await ada.submit(opened, { files }).until(({ content }) => !content.endsWith('…') && content !== '');
  expect(outcome.content).toMatch(/^✋ Stopped: added 1 sound\.\nI’m busy/);
});
