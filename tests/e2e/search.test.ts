import { type APIMessage, type APIStringSelectComponent, ComponentType } from 'discord.js';
import type { Member } from 'discord-playground';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { noise, sine, wav } from '../helpers/signals.ts';
import { answer, isPrivate, ranking, refusal, startWorld, type World } from './world.ts';

const RATE = 22_050;
const hertz = [220, 247, 262, 294, 330, 349, 392, 440];

let world: World;
let ada: Member;
let ben: Member;
beforeAll(async () => {
  world = await startWorld();
  ada = world.playground.member('ada');
  ben = world.playground.member('ben');
  const home = await world.libraries.open(ada.guildId ?? '');
  for (const [index, pitch] of hertz.entries()) {
    const member = index < 5 ? ada : ben;
    const audio = member.upload('tone.wav', wav(sine(pitch, 0.5 + index / 10, RATE), RATE));
    const sent = member.slash('add', { audio, label: `tone ${pitch}`, tags: index % 2 === 0 ? 'even' : 'odd' });
    await answer(sent);
  }
  expect(home.size).toBe(hertz.length);
});
afterAll(() => world.close());
afterEach(() => expect(world.playground.violations).toEqual([]));

function query(member: Member) {
  return member.upload('my query.wav', wav(sine(300, 1.3, RATE), RATE));
}

function labels(message: APIMessage): string[] {
  return ranking(message).map(({ label }) => label);
}

/** Returns the custom id of the button whose label or emoji is `wanted`. */
function button(message: APIMessage, wanted: string): string {
  const buttons = (message.components ?? []).flatMap((row) =>
    row.type === ComponentType.ActionRow ? row.components : [],
  );
  const found = buttons.find((part) => 'label' in part && (part.label === wanted || part.emoji?.name === wanted));
  if (!found || !('custom_id' in found)) throw new Error(`no button ${wanted}`);
  return found.custom_id;
}

function menu(message: APIMessage, placeholder: RegExp): APIStringSelectComponent {
  const parts = (message.components ?? []).flatMap((row) =>
    row.type === ComponentType.ActionRow ? row.components : [],
  );
  const found = parts.find(
    (part) => part.type === ComponentType.StringSelect && placeholder.test(part.placeholder ?? ''),
  );
  if (found?.type !== ComponentType.StringSelect) throw new Error(`no menu ${placeholder}`);
  return found;
}

test('sounds of an older engine version are not counted as searched', async () => {
  const library = await world.libraries.open(ada.guildId ?? '');
  const audio = wav(sine(500, 1, RATE), RATE);
  const embedding = { ...(await world.engine.embed(audio)), version: 'another' };
  const addedBy = { id: '1', name: 'Ada' };
  const sound = { label: 'old', tags: [], addedBy, messageUrl: null, fileName: 'old.wav', embedding, audio };
  const { id } = await library.change((writer) => writer.add(sound));
  const message = await answer(ada.slash('search', { audio: query(ada) }));
  await library.change((writer) => writer.remove([id]));
  expect(message.embeds[0]?.footer?.text).toContain(`${hertz.length} sounds searched`);
});

describe('in /search,', () => {
  test('the option top sets the number of matches', async () => {
    const message = await answer(ada.slash('search', { audio: query(ada), top: 3 }));
    const scores = ranking(message).map(({ score }) => score);
    expect(scores).toHaveLength(3);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(isPrivate(message)).toBe(false);
    expect(message.content).toBe('');
  });

  test('the option private shows the results only to the member', async () => {
    expect(isPrivate(await answer(ada.slash('search', { audio: query(ada), private: true })))).toBe(true);
  });

  test('the options tag and author filter the matches', async () => {
    const even = await answer(ada.slash('search', { audio: query(ada), tag: 'even', top: 10 }));
    expect(labels(even).sort()).toEqual(['tone 220', 'tone 262', 'tone 330', 'tone 392']);
    const bens = await answer(ada.slash('search', { audio: query(ada), author: ben.user.id, top: 10 }));
    expect(labels(bens).sort()).toEqual(['tone 349', 'tone 392', 'tone 440']);
  });

  test('the option least sets the minimum score, and the results say if no match reaches it', async () => {
    const audio = ada.upload('hiss.wav', wav(noise(RATE, 1), RATE));
    const message = await answer(ada.slash('search', { audio, min_score: 99 }));
    expect(ranking(message)).toEqual([]);
    expect(message.embeds[0]?.description).toMatch(/^No sounds here match that/);
  });

  test('the option sound searches with a stored sound, which is not its own match', async () => {
    const message = await answer(ada.slash('search', { sound: 'tone 262', top: 10 }));
    expect(labels(message)).toHaveLength(hertz.length - 1);
    expect(labels(message)).not.toContain('tone 262');
  });

  test('a file in the option audio that is in the library is named, and is not its own match', async () => {
    const audio = ada.upload('again.wav', wav(sine(220, 0.5, RATE), RATE));
    const message = await answer(ada.slash('search', { audio, top: 10 }));
    expect(message.embeds[0]?.description).toMatch(/That exact file is already in the library: \*\*\[tone 220\]/);
    expect(labels(message)).not.toContain('tone 220');
  });

  test('the option text needs CLAP, and the error says what to do instead', async () => {
    expect(await refusal(ada.slash('search', { text: 'a dog barks' }))).toMatch(/CLAP.*Attach a sound instead/);
  });

  test('exactly one of the options audio, sound and text must be given', async () => {
    expect(await refusal(ada.slash('search', {}))).toMatch(/^Search with exactly one thing/);
    expect(await refusal(ada.slash('search', { audio: query(ada), sound: 'tone 262' }))).toMatch(
      /^Search with exactly one thing/,
    );
  });
});

describe('the controls below results', () => {
  const search = () => answer(ada.slash('search', { audio: query(ada), top: 3 }));

  test('show further pages', async () => {
    const result = await search();
    const second = await answer(ada.click(result, '▶'));
    expect(second.embeds[0]?.fields?.[0]?.name).toMatch(/^4\. /);
    const third = await answer(ada.click(second, '▶'));
    expect(labels(third)).toHaveLength(2);
    expect(new Set([...labels(result), ...labels(second), ...labels(third)]).size).toBe(hertz.length);
    expect(() => ada.click(third, '▶')).toThrow();
  });

  test('show pages only to the member who searched', async () => {
    const result = await search();
    expect(await refusal(ben.click(result, '▶'))).toMatch(/somebody else’s search/);
  });

  test('play a match for any member, privately', async () => {
    const result = await search();
    const play = menu(result, /Play/);
    const played = await answer(ben.select(result, play.custom_id, [play.options[0]?.value ?? '']));
    expect(isPrivate(played)).toBe(true);
    expect(played.embeds[0]?.title).toContain(labels(result)[0]);
    expect(played.attachments).toHaveLength(1);
  });

  test('search with a match for any member', async () => {
    const result = await search();
    const more = menu(result, /More like/);
    const found = await answer(ben.select(result, more.custom_id, [more.options[1]?.value ?? '']));
    expect(found.embeds[0]?.title).toContain(labels(result)[1]);
    expect(labels(found)).not.toContain(labels(result)[1]);
  });

  test('change the weights, and with them the ranking', async () => {
    const result = await search();
    const open = await answer(ada.click(result, button(result, '⚖️')));
    const tuned = await answer(ada.click(open, button(open, 'Loudness / Dynamics')));
    expect(tuned.embeds[0]?.description).toMatch(/Weighted your way/);
    expect(ranking(tuned)).not.toEqual(ranking(result));
    const less = await answer(ada.click(tuned, button(tuned, 'Loudness / Dynamics +')));
    const off = await answer(ada.click(less, button(less, 'Loudness / Dynamics −')));
    const normal = await answer(ada.click(off, button(off, 'Loudness / Dynamics off')));
    expect(ranking(normal)).toEqual(ranking(result));
  });

  test('report a sound that was removed meanwhile', async () => {
    const result = await search();
    const play = menu(result, /Play/);
    const gone = play.options[2]?.value ?? '';
    await (await world.libraries.open(ada.guildId ?? '')).change((writer) => writer.remove([gone]));
    expect(await refusal(ada.select(result, play.custom_id, [gone]))).toBe('That sound is no longer in the library.');
  });
});

test('buttons work after a restart, because the message contains all that they need', async () => {
  const result = await answer(ada.slash('search', { audio: query(ada), top: 3 }));
  await world.restart();
  const second = await ada.click(result, '▶').until(({ embeds }) => /^4\. /.test(embeds[0]?.fields?.[0]?.name ?? ''));
  expect(second.content).toBe('');
  expect(second.attachments).toHaveLength(1);
  const registrations = world.playground.requests.filter(
    ({ method, path }) => method === 'PUT' && path.endsWith('/commands'),
  );
  expect(registrations, 'the commands are registered at each start').toHaveLength(2);
});
