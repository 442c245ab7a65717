import type { Invocation, Member } from 'discord-playground';
import { describe, expect } from 'vitest';
import { type Messages, messagesFor } from '../../src/i18n/index.ts';
import { toneFile } from '../helpers/signals.ts';
import { add } from './add.ts';
import { press } from './forge.ts';
import { SPEAKERS } from './guild.ts';
import { answer, controlled, pictured, refusal, said } from './reply.ts';
import { testInOneGuild as test } from './test.ts';

const LOCALES = ['de', 'fr', 'es-ES', 'ja'] as const;

/** Uploads a tone. Its length depends on its pitch, so that tones of different pitch are no duplicates. */
const upload = (member: Member, pitch: number) => member.upload('tone.wav', tone(pitch));
const tone = (pitch: number) => toneFile(pitch, seconds(pitch));
const seconds = (pitch: number) => pitch / 4000 + 0.1;

test.beforeAll(async ({ ada }) => {
  for (const pitch of [200, 400, 800]) await answer(add(ada, `x${pitch}`, tone(pitch)));
});

/** Returns pieces of English messages that do not occur in any message of the other language. */
function englishOnly(other: Messages): string[] {
  const stretches = (messages: object): string[] =>
    Object.values(messages).flatMap((value) => {
      if (typeof value === 'string') return [value];
      if (typeof value === 'function') return textOf(value).split(/\d+|@/);
      return stretches(value);
    });
  const { format: _, ...words } = messagesFor('en-US');
  const { format: __, ...others } = other;
  const foreign = stretches(others).join('\n');
  return stretches(words)
    .map((text) => text.trim())
    .filter((text) => text.length >= 8 && /\p{L} \p{L}/u.test(text) && !foreign.includes(text));
}

/** Returns the text of a message for numbers, for lists or for error parameters, or '' if it accepts none of them. */
function textOf(say: (...args: readonly unknown[]) => unknown): string {
  for (const args of [
    [3, 7, 9],
    [['@3'], ['@7']],
    [{ bytes: 1, maxBytes: 2, name: '@', owner: '@', roles: ['@'], channels: ['@'] }],
  ])
    try {
      const text = String(say(...args));
      if (!text.includes('undefined')) return text;
    } catch {}
  return '';
}

/** Returns the parts of a reply that contain text for the member. */
function shown(step: Invocation['steps'][number]): unknown {
  if (step.kind === 'choices' || step.kind === 'modal') return step;
  if (!('message' in step)) return null;
  const { content, embeds, components, attachments } = step.message;
  return { content, embeds, components, attachments };
}

describe.each(LOCALES)('a member whose Discord is in %s', (locale) => {
  const say = messagesFor(locale);
  const own = 1000 + 100 * LOCALES.indexOf(locale);
  const sent: Invocation[] = [];
  let member: Member;
  test.beforeAll(({ guild }) => {
    const plain = guild.member(SPEAKERS[locale]);
    const noting =
      <A extends readonly unknown[]>(act: (...args: A) => Invocation) =>
      (...args: A) => {
        const invocation = act(...args);
        sent.push(invocation);
        return invocation;
      };
    member = {
      ...plain,
      slash: noting(plain.slash),
      click: noting(plain.click),
      select: noting(plain.select),
      messageCommand: noting(plain.messageCommand),
      autocomplete: noting(plain.autocomplete),
    };
  });

  test('sees commands and options described in that language', () => {
    const byName = new Map(member.commands().map((command) => [command.name, command]));
    expect(byName.get('search')?.description_localizations?.[locale]).toBe(say.search.description);
    expect(byName.get('add')?.options?.[1]?.description_localizations?.[locale]).toBe(say.add.label);
    expect(byName.get('Find similar sounds')?.name_localizations?.[locale]).toBe(say.search.fromMessage);
  });

  test('reads /help in that language', async () => {
    const help = await answer(member.slash('help'));
    expect(help.title).toBe(say.help.title);
    expect(help.field(0)).toContain(say.search.fromMessage);
  });

  test('adds a sound, and is asked about a duplicate', async () => {
    const audio = upload(member, own);
    const added = await answer(member.slash('add', { audio, label: `own${own}`, tags: 'drum' }));
    expect(added.title).toBe(say.add.added);
    const asked = await answer(member.slash('add', { audio, label: 'again' }));
    expect(asked.title).toBe(say.add.hereAlready);
    const left = await member.click(asked, say.add.leaveOut).until((message) => message.embeds.length === 0);
    expect(left.content).toBe(say.add.leftOut);
  });

  test('searches, with reasons, controls and alternative text in that language', async ({ world }) => {
    const found = await pictured(member.slash('search', { audio: upload(member, own + 10), min_score: 1 }));
    expect(found.title).toBe(say.results.title('tone.wav'));
    expect(found.description).toContain(say.results.atLeast(say.format.percent(0.01)));
    expect(found.footer).toContain(say.results.comparedBy.acoustic);
    expect(found.field(0)).toContain(say.features.names.rms);
    const described = JSON.stringify(world.playground.requests.map(({ body }) => body));
    expect(described).toContain(say.pictures.shown('tone.wav', say.format.duration(seconds(own + 10))));

    const tuned = await controlled(member.click(found, say.controls.whatMatters), RegExp(say.controls.close));
    expect(JSON.stringify(tuned.components)).toContain(say.features.names.rhythm);
    expect(JSON.stringify(tuned.components)).toContain(say.controls.play);
  });

  test('gets results whose controls answer others privately in their own languages', async ({ ada }) => {
    const found = await answer(member.slash('search', { audio: upload(member, own + 20) }));
    const played = await answer(ada.select(...found.option(/./, 0)));
    expect(played.isPrivate).toBe(true);
    expect(played.embeds[0]?.fields?.[0]?.name).toBe('Length');
    expect(await refusal(ada.click(found, say.controls.whatMatters))).toMatch(/^That is somebody else’s search/);
  });

  test('lists, maps and counts the library', async () => {
    for (const name of ['list', 'stats', 'map', 'duplicates'] as const)
      expect((await answer(member.slash(name))).title).toBe(say[name].title);
    expect((await answer(member.slash('info', { sound: 'x200' }))).field(say.info.nearest)).not.toBe('');
    const [choice] = await member.autocomplete('list', 'tag', 'dr').choices();
    expect(choice?.name).toBe(say.sound.taggedWith('drum', LOCALES.indexOf(locale) + 1));
  });

  test('edits, removes and erases sounds', async ({ world, guild }) => {
    const changed = await answer(member.slash('edit', { sound: `own${own}`, label: `mine${own}` }));
    expect(changed.content).toBe(say.edit.done);
    const asked = await said(member.slash('remove', { sound: 'x200' }), /./);
    expect(asked.content).toBe(say.remove.ask('Ada', 'x200'));
    const isRemoved = ({ content }: { content: string }) => content === say.remove.done('x200');
    const removed = await member.click(asked, say.remove.yes).until(isRemoved);
    await member.click(removed, say.remove.undo).until(({ content }) => content === say.remove.back('x200'));
    const { length } = await world.libraries.messages.of(guild.id, member.user.id);
    expect((await said(member.slash('forget'), /./)).content).toBe(say.forget.ask(1, length));
  });

  test('opens modals and the settings panel', async () => {
    expect((await member.slash('add').modal()).title).toBe(say.upload.title);
    const panel = await controlled(member.slash('settings'));
    expect(JSON.stringify(panel.components)).toContain(say.settings.title);
    expect((await member.click(panel, 'settings:room').modal()).title).toBe(say.settings.quotaTitle);
  });

  test('exports and imports', async () => {
    await said(member.slash('export'), /📦/);
    const archive = member.upload('x.zip', new Uint8Array(100));
    expect(await refusal(member.slash('import', { archive }))).toBe(say.errors.archiveUnreadable({}));
  });

  test('reads errors from every part of the bot in that language', async ({ world, ada }) => {
    world.replace({
      embedText: async (text, how) =>
        text === 'bug' ? Promise.reject(new Error('a bug')) : world.engine.embedText(text, how),
    });
    const large = member.upload('a.wav', new Uint8Array(9), { declaredSize: 41 * 2 ** 20 });
    const tooLarge = { bytes: 41 * 2 ** 20, maxBytes: 25 * 2 ** 20 };
    // The decoder in a worker thread rejects this file.
    const text = member.upload('a.wav', new TextEncoder().encode('not a sound'));
    const pressed = await press(world, member, 'gone:1');
    sent.push(pressed);
    for (const [refused, line] of [
      [member.slash('search'), say.errors.searchWithOne({})],
      [member.slash('info', { sound: '*none*' }), say.errors.soundUnknown({ name: '\\*none\\*', near: [] })],
      [member.slash('add', { audio: large }), say.errors.fileTooLarge(tooLarge)],
      [member.slash('add', { audio: text }), say.errors.notAudio({})],
      [member.slash('search', { text: 'a dog' }), say.errors.wordsNeedClap({})],
      [member.messageCommand('Find similar sounds', ada.post('no sound')), say.errors.noAudioInMessage({})],
      [pressed, say.errors.unknownButton({})],
    ] as const)
      expect(await refusal(refused)).toBe(line);
    expect(await refusal(member.slash('search', { text: 'bug' }))).toContain(say.common.apology(''));
  });

  test('sees no English in any of these replies', () => {
    expect(sent.length).toBeGreaterThan(20);
    const seen = JSON.stringify(sent.flatMap(({ steps }) => steps.map(shown)));
    const english = englishOnly(say);
    expect(english.length).toBeGreaterThan(150);
    expect(english.filter((text) => seen.includes(JSON.stringify(text).slice(1, -1)))).toEqual([]);
  });
});
