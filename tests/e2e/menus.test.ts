import { describe, expect, onTestFinished, vi } from 'vitest';
import { encodeAudio } from '../helpers/encode-audio.ts';
import { noise, noiseFile, sine, toneFile } from '../helpers/signals.ts';
import { add, addFromMessage } from './add.ts';
import { answer, refusal, said } from './reply.ts';
import { testInOneGuild as test } from './test.ts';

const tone = toneFile();
const hiss = noiseFile(2);

describe('on a message,', () => {
  test('all audio files are added, with links to the message', async ({ guild, ada, ben }) => {
    const message = ben.post('listen!', [
      ben.upload('tone.wav', tone),
      ben.upload('hiss.wav', hiss),
      ben.upload('a.txt', tone),
    ]);
    const added = await answer(await addFromMessage(ada, message, { tags: 'both' }));
    expect(added.isPrivate).toBe(true);
    expect(await guild.labels()).toEqual(['tone', 'hiss']);
    const [sound] = await guild.sounds();
    expect(sound?.messageUrl).toMatch(new RegExp(`/${message.id}$`));
    expect(sound).toMatchObject({ addedBy: { name: 'Ada' }, tags: ['both'] });
  });

  test('a search accepts a voice message', async ({ ada, ben }) => {
    const voice = ben.voice(ben.upload('voice-message.ogg', await encodeAudio(sine(440, 1, 48_000), 48_000, 'opus')));
    const found = await answer(ada.messageCommand('Find similar sounds', voice));
    expect(found.isPrivate).toBe(true);
    expect(found.labels()[0]).toBe('tone');
  });

  test.for(['Find similar sounds', 'Add to sound library'])(
    '%s reports a message without audio',
    async (name, { ada, ben }) => {
      const message = ben.post('no sound here');
      expect(await refusal(ada.messageCommand(name, message))).toMatch(/has no audio file/);
    },
  );
});

describe('a duplicate', () => {
  test('is named, and the bot asks whether to add it', async ({ guild, ada, ben }) => {
    const asked = await answer(add(ada, 'again', tone));
    expect(asked.description).toMatch(/\*\*again\*\* is exactly the same file as \*\*\[tone\]/);
    expect(await guild.labels()).toEqual(['tone', 'hiss']);

    expect(await refusal(ben.click(asked, 'Add anyway'))).toMatch(/^Only the member who was asked/);
    const added = await answer(ada.click(asked, 'Add anyway'), ({ title }) => title === '✅ Added');
    expect(added.components).toEqual([]);
    expect(await guild.labels()).toEqual(['tone', 'hiss', 'again']);
  });

  test('shares a place in the results with the other sound', async ({ ada }) => {
    const found = await answer(ada.slash('search', { audio: ada.upload('query.wav', toneFile(442, 1.1)) }));
    expect(found.ranking()).toHaveLength(2);
    expect(found.description).toMatch(/the same recording is also here as again$/m);
  });

  test('is found by /duplicates', async ({ ben }) => {
    const found = await answer(ben.slash('duplicates'));
    expect(found.isPrivate).toBe(true);
    expect(found.description).toMatch(
      /^\*\*1\.\*\* \*\*\[tone\]\(.*\)\*\* is the same recording as \*\*\[again\]\(.*\)\*\* · \d+%$/,
    );
  });

  test('is not added if the member declines', async ({ guild, ada }) => {
    const mp3 = await encodeAudio(noise(22_050, 2), 22_050, 'mp3', { bitrate: '192k' });
    const asked = await answer(add(ada, 'hiss again', mp3));
    expect(asked.description).toMatch(/is the same recording as \*\*\[hiss\]/);
    expect((await said(ada.click(asked, 'Leave it out'), /Left/)).content).toBe('Left out.');
    expect(await guild.labels()).toEqual(['tone', 'hiss', 'again']);
  });

  test('can be confirmed after a restart by the same member', async ({ world, guild, ada, ben }) => {
    const audio = ada.upload('tone.wav', tone);
    const asked = await answer(ada.slash('add', { audio, label: 'once more', tags: 'a, b' }));
    await world.restart();
    expect(await refusal(ben.click(asked, 'Add anyway'))).toMatch(/^Only the member who was asked/);
    await answer(ada.click(asked, 'Add anyway'), ({ title }) => title === '✅ Added');
    const added = (await guild.sounds()).filter(({ label }) => label === 'once more');
    expect(added).toMatchObject([{ tags: ['a', 'b'], fileName: 'tone.wav', addedBy: { name: 'Ada' } }]);
  });

  test('can be confirmed again if its download timed out', async ({ ada }) => {
    const asked = await answer(add(ada, 'slow', tone));
    const tooLate = () => AbortSignal.abort(new DOMException('too late', 'TimeoutError'));
    const limit = vi.spyOn(AbortSignal, 'timeout').mockImplementation(tooLate);
    onTestFinished(() => limit.mockRestore());
    const line = await refusal(ada.click(asked, 'Add anyway'));
    expect(line).toBe('The download took too long. Please try again.');
    limit.mockRestore();
    await said(ada.click(asked, 'Leave it out'), /^Left out\.$/);
  });

  test('is added once if the button is pressed twice', async ({ guild, ada }) => {
    const before = await guild.labels();
    const asked = await answer(add(ada, 'twice', tone));
    const [first, second] = [ada.click(asked, 'Add anyway'), ada.click(asked, 'Add anyway')];
    await answer(first, ({ title }) => title === '✅ Added');
    expect(await refusal(second)).toMatch(/already/);
    expect(await guild.labels()).toEqual([...before, 'twice']);
  });
});
