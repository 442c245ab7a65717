import type { Member } from 'discord-playground';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { encodeAudio } from '../helpers/encode-audio.ts';
import { noise, sine, wav } from '../helpers/signals.ts';
import { answer, isPrivate, ranking, refusal, startWorld, type World } from './world.ts';

const RATE = 22_050;
const tone = wav(sine(440, 1, RATE), RATE);
const hiss = wav(noise(RATE, 2), RATE);

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

async function labels(): Promise<string[]> {
  return (await world.sounds()).map((sound) => sound.label);
}

describe('on a message,', () => {
  test('all audio files are added, with links to the message', async () => {
    const message = ben.post('listen!', [
      ben.upload('tone.wav', tone),
      ben.upload('hiss.wav', hiss),
      ben.upload('a.txt', tone),
    ]);
    const added = await answer(ada.messageCommand('Add to sound library', message));
    expect(isPrivate(added)).toBe(true);
    expect(await labels()).toEqual(['tone', 'hiss']);
    const [sound] = await world.sounds();
    expect(sound?.messageUrl).toMatch(new RegExp(`/${message.id}$`));
    expect(sound?.addedBy.name).toBe('Ada');
  });

  test('a search accepts a voice message', async () => {
    const voice = ben.voice(ben.upload('voice-message.ogg', await encodeAudio(sine(440, 1, 48_000), 48_000, 'opus')));
    const found = await answer(ada.messageCommand('Find similar sounds', voice));
    expect(isPrivate(found)).toBe(true);
    expect(ranking(found)[0]?.label).toBe('tone');
  });

  test.each(['Find similar sounds', 'Add to sound library'])('%s reports a message without audio', async (name) => {
    const message = ben.post('no sound here');
    expect(await refusal(ada.messageCommand(name, message))).toMatch(/has no audio file/);
  });
});

describe('a duplicate', () => {
  test('is named, and the bot asks whether to add it', async () => {
    const asked = await answer(ada.slash('add', { audio: ada.upload('again.wav', tone), label: 'again' }));
    expect(asked.embeds[0]?.description).toMatch(/\*\*again\*\* is exactly the same file as \*\*\[tone\]/);
    expect(await labels()).toEqual(['tone', 'hiss']);

    expect(await refusal(ben.click(asked, 'Add anyway'))).toMatch(/^Only the member who was asked/);
    const added = await ada.click(asked, 'Add anyway').until((message) => message.embeds[0]?.title === '✅ Added');
    expect(added.components).toEqual([]);
    expect(await labels()).toEqual(['tone', 'hiss', 'again']);
  });

  test('shares a place in the results with the other sound', async () => {
    const audio = ada.upload('query.wav', wav(sine(442, 1.1, RATE), RATE));
    const found = await answer(ada.slash('search', { audio }));
    expect(ranking(found)).toHaveLength(2);
    expect(found.embeds[0]?.fields?.[0]?.value).toMatch(/the same recording is also here as again$/m);
  });

  test('is found by /duplicates', async () => {
    const found = await answer(ben.slash('duplicates'));
    expect(isPrivate(found)).toBe(true);
    expect(found.embeds[0]?.description).toMatch(
      /^\*\*\[tone\]\(.*\)\*\* is the same recording as \*\*\[again\]\(.*\)\*\*$/,
    );
  });

  test('is not added if the member declines', async () => {
    const mp3 = await encodeAudio(noise(RATE, 2), RATE, 'mp3', { bitrate: '192k' });
    const asked = await answer(ada.slash('add', { audio: ada.upload('hiss.mp3', mp3), label: 'hiss again' }));
    expect(asked.embeds[0]?.description).toMatch(/is the same recording as \*\*\[hiss\]/);
    const left = await ada.click(asked, 'Leave it out').until((message) => message.embeds.length === 0);
    expect(left.content).toBe('Left out.');
    expect(await labels()).toEqual(['tone', 'hiss', 'again']);
  });

  test('cannot be confirmed after a restart, and the member reads why', async () => {
    const asked = await answer(ada.slash('add', { audio: ada.upload('again.wav', tone), label: 'once more' }));
    await world.restart();
    expect(await refusal(ada.click(asked, 'Add anyway'))).toMatch(/too old/);
    expect(await labels()).not.toContain('once more');
  });

  test('can be confirmed again if its download timed out', async () => {
    const asked = await answer(ada.slash('add', { audio: ada.upload('slow.wav', tone), label: 'slow' }));
    const tooLate = () => AbortSignal.abort(new DOMException('too late', 'TimeoutError'));
    const limit = vi.spyOn(AbortSignal, 'timeout').mockImplementation(tooLate);
    onTestFinished(() => limit.mockRestore());
    const line = await refusal(ada.click(asked, 'Add anyway'));
    expect(line).toBe('The download took too long. Please try again.');
    limit.mockRestore();
    await ada.click(asked, 'Leave it out').until((message) => message.content === 'Left out.');
  });

  test('is added once if the button is pressed twice', async () => {
    const before = await labels();
    const asked = await answer(ada.slash('add', { audio: ada.upload('twice.wav', tone), label: 'twice' }));
    const [first, second] = [ada.click(asked, 'Add anyway'), ada.click(asked, 'Add anyway')];
    await first.until((message) => message.embeds[0]?.title === '✅ Added');
    expect(await refusal(second)).toMatch(/too old/);
    expect(await labels()).toEqual([...before, 'twice']);
  });
});
