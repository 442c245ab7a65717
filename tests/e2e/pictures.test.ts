import { loadImage } from '@napi-rs/canvas';
import type { Member } from 'discord-playground';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { sine, toneFile, wav } from '../helpers/signals.ts';
import { add } from './add.ts';
import { press } from './forge.ts';
import { answer, pictured, type Reply, refusal } from './reply.ts';
import { testInOneGuild } from './test.ts';
import type { World } from './world.ts';

const HOSTILE = ['🎉'.repeat(40), 'أصوات المطر', '雨の音', '**bold** <@1>'];

const illustrated = z.object({ attachments: z.array(z.object({ description: z.string().optional() })) });

const test = testInOneGuild
  /** Returns the alternative text of the latest picture that the bot sent. */
  .extend('altText', { scope: 'file' }, ({ world }) => () => {
    const descriptions = world.playground.requests.flatMap(({ body }) => {
      const { data } = illustrated.safeParse(body);
      return data?.attachments.flatMap(({ description }) => description ?? []) ?? [];
    });
    return descriptions.at(-1) ?? '';
  });

test.beforeAll(async ({ ada }) => {
  for (const [index, label] of HOSTILE.entries())
    await answer(
      add(ada, label, toneFile(220 + 60 * index, 0.5 + index / 4), { tags: index % 2 === 0 ? 'wet 🎉' : 'dry' }),
    );
});

function search(member: Member, options: Record<string, number | boolean> = {}) {
  return member.slash('search', { audio: member.upload('my query.wav', toneFile(300, 1.3)), ...options });
}

/** Makes the data for pictures wait. Returns a function that lets them continue. */
function delaySketches(world: World): () => void {
  let give = () => {};
  const delay = new Promise<void>((resolve) => {
    give = resolve;
  });
  world.replace({
    async sketch(...sound) {
      await delay;
      return world.engine.sketch(...sound);
    },
  });
  return give;
}

/** Downloads the picture of a message as a Discord client does. Returns its width and height in pixels. */
async function size({ picture }: Reply): Promise<[number, number]> {
  const response = await fetch(picture ?? '');
  expect(response.headers.get('content-type')).toBe('image/png');
  const { width, height } = await loadImage(Buffer.from(await response.arrayBuffer()));
  return [width, height];
}

const isSecond = ({ embeds: [embed] }: Pick<Reply, 'embeds'>) => embed?.description?.startsWith('**2.**') ?? false;

describe('/search', () => {
  test('discards a picture of an earlier page', async ({ world, ada }) => {
    const give = delaySketches(world);
    const sent = search(ada, { top: 1 });
    const turned = ada.click(await answer(sent), '▶');
    await answer(turned, isSecond);
    give();
    expect(isSecond(await pictured(turned))).toBe(true);
    expect(sent.steps.filter((step) => 'message' in step && step.message.embeds[0]?.image)).toEqual([]);
  });

  test('replaces no later page by a picture that Discord delays', async ({ world, ada }) => {
    const { playground } = world;
    const give = delaySketches(world);
    const sent = search(ada, { top: 1 });
    const first = await answer(sent);
    playground.inject({ status: 429, method: 'PATCH', path: RegExp(`${sent.token}.*@original`), retryAfter: 0.6 });
    const { length } = playground.requests;
    give();
    await expect.poll(() => playground.requests.slice(length).some(({ status }) => status === 429)).toBe(true);
    const turned = ada.click(first, '▶');
    await Promise.all([pictured(sent), answer(turned, (reply) => isSecond(reply) && reply.picture !== undefined)]);
    expect(turned.original && isSecond(turned.original)).toBe(true);
  });

  test('shows results first, and then a picture of the query and the best match', async ({ ada, altText }) => {
    const sent = search(ada, { top: 3 });
    const first = await answer(sent);
    const message = await pictured(sent);
    expect(first.picture).toBeUndefined();
    expect(message.ranking()).toEqual(first.ranking());
    expect(message.components).toEqual(first.components);
    expect(await size(message)).toEqual([1000, 421]);
    expect(altText()).toMatch(/^Spectrograms of “my query.wav” \(0:01\) and “.*Tone \/ Vocals \d+\s?%/);
    expect(message.files).toEqual(['my_query.wav']);
  });

  test('shows a picture of a stored sound that is the query', async ({ ada, altText }) => {
    expect(await size(await pictured(ada.slash('search', { sound: '雨の音' })))).toEqual([1000, 421]);
    expect(altText()).toContain('“雨の音”');
  });

  test('shows a picture of the best match on another page, and keeps the file of the query', async ({ ada }) => {
    const first = await pictured(search(ada, { top: 1 }));
    const second = await pictured(ada.click(first, '▶'));
    expect(isSecond(second)).toBe(true);
    expect(second.picture).not.toBe(first.picture);
    expect(second.files).toHaveLength(1);
  });

  test('shows results without a picture if drawing fails', async ({ world, ben }) => {
    world.replace({ sketch: () => Promise.reject(new Error('no pencil')) });
    const { length } = world.log;
    await answer(add(ben, 'never sketched', toneFile(500)));
    const sent = ben.slash('search', { audio: ben.upload('q.wav', toneFile(501)) });
    expect((await answer(sent)).ranking()).not.toEqual([]);
    await expect.poll(() => world.log.slice(length).join('')).toContain('a picture was not shown');
    expect(sent.original?.embeds[0]?.description).not.toBe('');
    expect(sent.original?.embeds[0]?.image).toBeUndefined();
  });

  test('leaves no warning in the log if the bot stops, or the search is cancelled, before the picture is drawn', async ({
    world,
    ada,
  }) => {
    // A restart forgets all sketches.
    await world.restart();
    const { length } = world.log;
    const give = delaySketches(world);
    await answer(search(ada));
    const restarted = world.restart();
    give();
    await restarted;

    const sent = search(ada);
    const waiting = new Promise<void>((resolve) =>
      world.replace({
        sketch: (_, { signal } = {}) =>
          new Promise((_resolve, reject) => {
            signal?.addEventListener('abort', () => reject(signal.reason));
            resolve();
          }),
      }),
    );
    await waiting;
    await press(world, ada, `cancel:${sent.id}`);
    await expect.poll(() => world.settled.some(({ id }) => id === sent.id)).toBe(true);
    const levels = world.log.slice(length).map((line): number => JSON.parse(line).level);
    expect(levels.filter((level) => level > 30)).toEqual([]);
  });
});

test('/info shows waveform and spectrogram', async ({ ada, altText }) => {
  const message = await pictured(ada.slash('info', { sound: 'أصوات المطر' }));
  expect(await size(message)).toEqual([1000, 560]);
  expect(altText()).toMatch(/^Waveform and spectrogram of “أصوات المطر”/);
  expect(message.files).toHaveLength(1);
});

describe('/map', () => {
  test('draws the library, and names the colours in the description', async ({ ada, altText }) => {
    const message = await pictured(ada.slash('map'));
    expect(message.isPrivate).toBe(false);
    expect(await size(message)).toEqual([1400, 1008]);
    expect(altText()).toMatch(
      /^Map of \d sounds: the closer two points are, the more alike\. Colors show first tags: .*dry/,
    );
    expect(message.footer).toMatch(/^\d sounds$/);
  });

  test('is limited to a tag, to the sounds around a sound, or to both', async ({ ada }) => {
    for (const hertz of [700, 750, 800]) await answer(add(ada, `bell ${hertz}`, toneFile(hertz), { tags: 'bells' }));
    const ofTag = await pictured(ada.slash('map', { tag: 'Bells' }));
    expect([ofTag.title, ofTag.footer]).toEqual(['🗺️ Map of the sounds tagged bells', '3 sounds']);
    const around = await pictured(ada.slash('map', { sound: 'bell 750' }));
    expect(around.title).toBe('🗺️ Map around bell 750');
    const both = await pictured(ada.slash('map', { tag: 'bells', sound: 'bell 750' }));
    expect([both.title, both.footer]).toEqual(['🗺️ Map around bell 750', '3 sounds']);
    expect(await refusal(ada.slash('map', { tag: 'unheard' }))).toMatch(/at least 3 sounds/);
  });

  test('is shown only to the member with the option private', async ({ ada }) => {
    expect((await pictured(ada.slash('map', { private: true }))).isPrivate).toBe(true);
  });

  test('is rejected with advice if there are too few sounds', async ({ dora }) => {
    expect(await refusal(dora.slash('map'))).toMatch(/at least 3 sounds.*\/add/);
  });
});

test('a search with a part of a sound shows where the part is', async ({ ada }) => {
  const notes = [300, 300, 900, 400, 700, 700, 500, 1200, 800, 2000, 450, 650];
  const tune = (hertz: readonly number[]) =>
    wav(Float32Array.from(hertz.flatMap((note) => Array.from(sine(note, 0.5, 22_050)))), 22_050);
  await answer(add(ada, 'long tune', tune(notes), { tags: 'tunes' }));

  const part = tune(notes.slice(6, 10));
  const found = await pictured(ada.slash('search', { audio: ada.upload('part.wav', part), tag: 'tunes' }));
  expect(found.description).toMatch(/ · ⏱️ closest part: (2\.9|3\.0|3\.1) s to (4\.9|5\.0|5\.1) s$/m);

  const whole = ada.upload('whole.wav', tune([...notes, 350]));
  await answer(add(ada, 'the part', part, { tags: 'parts' }));
  const turned = await pictured(ada.slash('search', { audio: whole, tag: 'parts' }));
  expect(turned.description).toMatch(/ · ⏱️ matches your sound from (2\.9|3\.0|3\.1) s to /);
});
