import { describe, expect } from 'vitest';
import type { Engine } from '../../src/engine/index.ts';
import { UserError } from '../../src/errors.ts';
import { noiseFile, toneFile } from '../helpers/signals.ts';
import { answer, controlled, refusal, said } from './reply.ts';
import { test } from './test.ts';
import type { World } from './world.ts';

const tone = toneFile();

/** A function to replace `engine.embed` with: never resolves, and rejects when its signal aborts. */
const untilAborted: Engine['embed'] = (_, options) =>
  new Promise((_resolve, reject) => {
    options?.signal?.addEventListener('abort', () => reject(options.signal?.reason));
  });

test('a long task can be cancelled by its member only, and then changes nothing', async ({
  world,
  guild,
  ada,
  ben,
}) => {
  world.replace({ embed: untilAborted });
  const sent = ada.slash('add', { audio: ada.upload('tone.wav', tone) });
  const working = await controlled(sent);
  expect(working.content).toMatch(/…$/);
  expect(await refusal(ben.click(working, 'Cancel'))).toBe('Only the member who started this can cancel it.');
  ada.click(working, 'Cancel');
  expect(await refusal(sent)).toBe('Cancelled. Nothing was changed.');
  expect(await guild.labels()).toEqual([]);
});

test('several files are added with their own names and the same tags', async ({ guild, ada }) => {
  const files = { audio: ada.upload('tone.wav', tone), audio2: ada.upload('hiss.wav', noiseFile()) };
  const added = await answer(ada.slash('add', { ...files, label: 'not for two', tags: 'test' }));
  expect(added.content).toBe('A label is for a single file, so each sound has the name of its file.');
  expect(added.description.split('\n')).toHaveLength(2);
  expect(added.files).toEqual(['tone.wav', 'hiss.wav']);
  expect(await guild.sounds()).toMatchObject([
    { label: 'tone', tags: ['test'] },
    { label: 'hiss', tags: ['test'] },
  ]);
});

test('a file that is not audio does not stop the others, and the answer names it', async ({ guild, ada }) => {
  const files = { audio: ada.upload('tone.wav', tone), audio2: ada.upload('a.mp3', Buffer.from('no')) };
  expect((await answer(ada.slash('add', files))).content).toMatch(/^Not added:\n\*\*a.mp3\*\*: .*audio/);
  expect(await guild.labels()).toEqual(['tone']);
});

test('several files of which none is audio are all named', async ({ guild, ada }) => {
  const files = { audio: ada.upload('a.mp3', Buffer.from('no')), audio2: ada.upload('b.mp3', Buffer.from('nor')) };
  const { content } = await said(ada.slash('add', files), /^Not added:/);
  expect(content).toMatch(/^Not added:\n\*\*a.mp3\*\*: .*\n\*\*b.mp3\*\*: .*$/);
  expect(await guild.labels()).toEqual([]);
});

test('a file that is attached twice is added once', async ({ guild, ada }) => {
  const asked = await answer(ada.slash('add', { audio: ada.upload('a.wav', tone), audio2: ada.upload('b.wav', tone) }));
  expect(asked.titles).toEqual(['✅ Added', '🤔 Already here?']);
  expect(await guild.labels()).toEqual(['a']);
});

describe('one file that is sent twice at the same time', () => {
  /** Holds back the results of finished analyses until two have finished, so that both sounds are saved at once. */
  function together(world: World): void {
    const releases: (() => void)[] = [];
    world.replace({
      async embed(...args) {
        const embedding = await world.engine.embed(...args);
        await new Promise<void>((goOn) => {
          if (releases.push(goOn) === 2) for (const each of releases) each();
        });
        return embedding;
      },
    });
  }

  test.for([
    ['two members', ['ada', 'ben']],
    ['one member', ['ada', 'ada']],
  ] as const)('is added once and asked about once, if sent by %s', async ([, names], { world, guild }) => {
    together(world);
    const sent = names.map(guild.member).map((member) => member.slash('add', { audio: member.upload('a.wav', tone) }));
    const replies = await Promise.all(sent.map((each) => answer(each)));
    expect(replies.flatMap(({ titles }) => titles).sort()).toEqual(['✅ Added', '🤔 Already here?']);
    expect(await guild.sounds()).toHaveLength(1);
  });

  test('is added once by two imports', async ({ world, guild, ada }) => {
    together(world);
    const opened = [ada.slash('import'), ada.slash('import')];
    for (const each of opened) await each.modal();
    const sent = opened.map((each) => ada.submit(each, { files: [ada.upload('a.wav', tone)] }));
    const outcomes = await Promise.all(sent.map((each) => said(each, /^✅/)));
    expect(outcomes.map(({ content }) => content).sort()).toEqual([
      '✅ Done: added 0 sounds.\n1 sound was already here.',
      '✅ Done: added 1 sound.',
    ]);
    expect(await guild.sounds()).toHaveLength(1);
  });
});

test('an import that ends early because the bot is busy says how many sounds it added', async ({ world, ada }) => {
  let times = 0;
  world.replace({
    async embed(...args) {
      times += 1;
      if (times > 1) throw new UserError({ code: 'busyAnalyzing', seconds: 5 });
      return world.engine.embed(...args);
    },
  });
  const opened = ada.slash('import');
  await opened.modal();
  const files = [300, 500].map((hertz) => ada.upload(`${hertz}.wav`, toneFile(hertz, hertz / 500)));
  const outcome = await said(ada.submit(opened, { files }), /^✋/);
  expect(outcome.content).toMatch(/^✋ Stopped: added 1 sound\.\nI’m busy/);
});
