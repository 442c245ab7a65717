import { loadImage } from '@napi-rs/canvas';
import type { APIMessage } from 'discord.js';
import type { Invocation, Member } from 'discord-playground';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sine, wav } from '../helpers/signals.ts';
import { answer, isPrivate, ranking, refusal, startWorld, type World } from './world.ts';

const RATE = 22_050;
const hostile = ['🎉'.repeat(40), 'أصوات المطر', '雨の音', '**bold** <@1>'];

let world: World;
let ada: Member;
let ben: Member;
/** Whether the engine can compute sketches, the data that pictures are drawn from. Without them, drawing fails. */
let sketching = true;
/** The engine computes sketches only after this promise has resolved. */
let sketchDelay: Promise<void> = Promise.resolve();
/** Receives each log line of the level warn. */
let warned: (line: string) => void = () => {};
beforeAll(async () => {
  world = await startWorld({
    wrap: (engine) => ({
      ...engine,
      get mode() {
        return engine.mode;
      },
      get clapModel() {
        return engine.clapModel;
      },
      async sketch(...sound) {
        await sketchDelay;
        if (!sketching) throw new Error('no pencil');
        return engine.sketch(...sound);
      },
    }),
    log: pino({ level: 'warn' }, { write: (line: string) => warned(line) }),
  });
  ada = world.playground.member('ada');
  ben = world.playground.member('ben');
  for (const [index, label] of hostile.entries()) {
    const audio = ada.upload('rain.wav', wav(sine(220 + 60 * index, 0.5 + index / 4, RATE), RATE));
    await answer(ada.slash('add', { audio, label, tags: index % 2 === 0 ? 'wet 🎉' : 'dry' }));
  }
});
afterAll(() => world.close());
afterEach(() => expect(world.playground.violations).toEqual([]));

function search(options: Record<string, number | boolean> = {}): Invocation {
  const audio = ada.upload('my query.wav', wav(sine(300, 1.3, RATE), RATE));
  return ada.slash('search', { audio, ...options });
}

function pictured(sent: Invocation): Promise<APIMessage> {
  return sent.until((message) => message.embeds[0]?.image !== undefined);
}

const illustrated = z.object({ attachments: z.array(z.object({ description: z.string().optional() })) });

/** Returns the alternative text of the latest picture that the bot sent. */
function altText(): string {
  const descriptions = world.playground.requests.flatMap(({ body }) => {
    const { data } = illustrated.safeParse(body);
    return data?.attachments.flatMap(({ description }) => description ?? []) ?? [];
  });
  return descriptions.at(-1) ?? '';
}

/** Downloads the picture of a message as a Discord client does. Returns its width and height in pixels. */
async function size(message: APIMessage): Promise<[number, number]> {
  const response = await fetch(message.embeds[0]?.image?.url ?? '');
  expect(response.headers.get('content-type')).toBe('image/png');
  const { width, height } = await loadImage(Buffer.from(await response.arrayBuffer()));
  return [width, height];
}

describe('/search', () => {
  test('discards a picture of an earlier page', async () => {
    let give = () => {};
    sketchDelay = new Promise((resolve) => {
      give = resolve;
    });
    const sent = search({ top: 1 });
    const turned = ada.click(await answer(sent), '▶');
    await turned.until(({ embeds }) => /^2\. /.test(embeds[0]?.fields?.[0]?.name ?? ''));
    give();
    expect((await pictured(turned)).embeds[0]?.fields?.[0]?.name).toMatch(/^2\. /);
    expect(sent.steps.filter((step) => 'message' in step && step.message.embeds[0]?.image)).toEqual([]);
  });

  test('replaces no later page by a picture that Discord delays', async () => {
    let give = () => {};
    sketchDelay = new Promise((resolve) => {
      give = resolve;
    });
    const sent = search({ top: 1 });
    const first = await answer(sent);
    world.playground.inject({ status: 429, method: 'PATCH', path: /@original/, retryAfter: 1 });
    give();
    const waiting = () =>
      world.playground.requests.some(({ status, path }) => status === 429 && /@original/.test(path));
    await expect.poll(waiting).toBe(true);
    const turned = ada.click(first, '▶');
    const second = ({ embeds: [embed] }: APIMessage) =>
      /^2\. /.test(embed?.fields?.[0]?.name ?? '') && embed?.image !== undefined;
    await Promise.all([pictured(sent), turned.until(second)]);
    expect(turned.original?.embeds[0]?.fields?.[0]?.name).toMatch(/^2\. /);
  });

  test('shows results first, and then a picture of the query and the best match', async () => {
    const sent = search({ top: 3 });
    const first = await answer(sent);
    const message = await pictured(sent);
    expect(first.embeds[0]?.image).toBeUndefined();
    expect(ranking(message)).toEqual(ranking(first));
    expect(message.components).toEqual(first.components);
    expect(await size(message)).toEqual([1000, 876]);
    expect(altText()).toMatch(/^Spectrograms of “my query.wav” \(0:01\) and “.*Tone \/ Vocals \d+ %/);
    expect(message.attachments.map(({ filename }) => filename)).toEqual(['my_query.wav']);
  });

  test('shows a picture of a stored sound that is the query', async () => {
    expect(await size(await pictured(ada.slash('search', { sound: '雨の音' })))).toEqual([1000, 876]);
    expect(altText()).toContain('“雨の音”');
  });

  test('shows a picture of the best match on another page, and keeps the file of the query', async () => {
    const first = await pictured(search({ top: 1 }));
    const second = await pictured(ada.click(first, '▶'));
    expect(second.embeds[0]?.fields?.[0]?.name).toMatch(/^2\. /);
    expect(second.embeds[0]?.image?.url).not.toBe(first.embeds[0]?.image?.url);
    expect(second.attachments).toHaveLength(1);
  });

  test('shows results without a picture if drawing fails', async () => {
    sketching = false;
    try {
      const failed = new Promise<string>((resolve) => {
        warned = resolve;
      });
      const audio = ben.upload('other.wav', wav(sine(500, 1, RATE), RATE));
      await answer(ben.slash('add', { audio, label: 'never sketched' }));
      const sent = ben.slash('search', { audio: ben.upload('q.wav', wav(sine(501, 1, RATE), RATE)) });
      await answer(sent);
      expect(await failed).toContain('a picture was not shown');
      expect(sent.original?.embeds[0]?.image).toBeUndefined();
      expect(ranking(sent.original ?? (await answer(sent)))).not.toEqual([]);
    } finally {
      sketching = true;
      warned = () => {};
    }
  });
});

test('/info shows waveform and spectrogram', async () => {
  const message = await pictured(ada.slash('info', { sound: 'أصوات المطر' }));
  expect(await size(message)).toEqual([1000, 560]);
  expect(altText()).toMatch(/^Waveform and spectrogram of “أصوات المطر”/);
  expect(message.attachments).toHaveLength(1);
});

describe('/map', () => {
  test('draws the library, and names the colours in the description', async () => {
    const message = await pictured(ada.slash('map'));
    expect(isPrivate(message)).toBe(false);
    expect(await size(message)).toEqual([1000, 962]);
    expect(altText()).toMatch(
      /^Map of \d sounds: the closer two points are, the more alike\. Colors show first tags: .*dry/,
    );
    expect(message.embeds[0]?.footer?.text).toMatch(/^\d sounds$/);
  });

  test('is shown only to the member with the option private', async () => {
    expect(isPrivate(await pictured(ada.slash('map', { private: true })))).toBe(true);
  });

  test('is rejected with advice if there are too few sounds', async () => {
    const elsewhere = world.playground.member('dora', 'Quiet Room');
    expect(await refusal(elsewhere.slash('map'))).toMatch(/at least 3 sounds.*\/add/);
  });
});

test('a search with a part of a sound shows where the part is', async () => {
  const notes = [300, 300, 900, 400, 700, 700, 500, 1200, 800, 2000, 450, 650];
  const tune = (hertz: readonly number[]) =>
    wav(Float32Array.from(hertz.flatMap((note) => Array.from(sine(note, 0.5, RATE)))), RATE);
  await answer(ada.slash('add', { audio: ada.upload('tune.wav', tune(notes)), label: 'long tune', tags: 'tunes' }));

  const part = ada.upload('part.wav', tune(notes.slice(6, 10)));
  const found = await pictured(ada.slash('search', { audio: part, tag: 'tunes' }));
  expect(found.embeds[0]?.fields?.[0]?.value).toMatch(/\n⏱️ closest part: (2\.9|3\.0|3\.1) s to (4\.9|5\.0|5\.1) s$/);

  const whole = ada.upload('whole.wav', tune([...notes, 350]));
  await answer(ada.slash('add', { audio: part, label: 'the part', tags: 'parts' }));
  const turned = await pictured(ada.slash('search', { audio: whole, tag: 'parts' }));
  expect(turned.embeds[0]?.fields?.[0]?.value).toMatch(/\n⏱️ matches your sound from (2\.9|3\.0|3\.1) s to /);
});
