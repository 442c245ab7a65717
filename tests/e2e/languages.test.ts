import type { Invocation, Member } from 'discord-playground';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Messages, messagesFor } from '../../src/i18n/index.ts';
import { sine, wav } from '../helpers/signals.ts';
import { press } from './forge.ts';
import { answer, isPrivate, refusal, startWorld, type World } from './world.ts';

const RATE = 22_050;
const MEMBERS = { de: 'dieter', fr: 'florence', 'es-ES': 'elena', ja: 'jun' } as const;
const LOCALES = ['de', 'fr', 'es-ES', 'ja'] as const;

let world: World;
let ada: Member;
beforeAll(async () => {
  world = await startWorld({
    wrap: (engine) => ({
      ...engine,
      embedText: async (text, how) => {
        if (text === 'bug') throw new Error('a bug');
        return engine.embedText(text, how);
      },
    }),
    guilds: [
      {
        name: 'Sound Workshop',
        roles: [{ name: 'Librarian', permissions: ['ManageGuild', 'ManageMessages'] }],
        channels: [{ name: 'sounds' }],
        members: [
          { name: 'ada', displayName: 'Ada' },
          ...LOCALES.map((locale) => ({ name: MEMBERS[locale], locale, roles: ['Librarian'] })),
        ],
      },
    ],
  });
  ada = world.playground.member('ada');
  for (const pitch of [200, 400, 800]) await answer(ada.slash('add', { audio: tone(ada, pitch), label: `x${pitch}` }));
});
afterAll(() => world.close());
afterEach(() => expect(world.playground.violations).toEqual([]));

/** Uploads a tone. Its length depends on its pitch, so that tones of different pitch are no duplicates. */
function tone(member: Member, pitch: number) {
  return member.upload('tone.wav', wav(sine(pitch, pitch / 1000 + 0.1, RATE), RATE));
}

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
  beforeAll(() => {
    const plain = world.playground.member(MEMBERS[locale]);
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
    const [embed] = (await answer(member.slash('help'))).embeds;
    expect(embed?.title).toBe(say.help.title);
    expect(embed?.fields?.[0]?.value).toContain(say.search.fromMessage);
  });

  test('adds a sound, and is asked about a duplicate', async () => {
    const audio = tone(member, own);
    const added = await answer(member.slash('add', { audio, label: `own${own}`, tags: 'drum' }));
    expect(added.embeds[0]?.title).toBe(say.add.added);
    const asked = await answer(member.slash('add', { audio, label: 'again' }));
    expect(asked.embeds[0]?.title).toBe(say.add.hereAlready);
    const left = await member.click(asked, say.add.leaveOut).until((message) => message.embeds.length === 0);
    expect(left.content).toBe(say.add.leftOut);
  });

  test('searches, with reasons, controls and alternative text in that language', async () => {
    const searched = member.slash('search', { audio: tone(member, own + 10), min_score: 1 });
    const found = await searched.until((message) => message.embeds[0]?.image !== undefined);
    const [embed] = found.embeds;
    expect(embed?.title).toBe(say.results.title('tone.wav'));
    expect(embed?.description).toContain(say.results.atLeast(say.format.percent(0.01)));
    expect(embed?.footer?.text).toContain(say.results.comparedBy.acoustic);
    expect(embed?.fields?.[0]?.value).toContain(say.features.names.rms);
    const described = JSON.stringify(world.playground.requests.map(({ body }) => body));
    expect(described).toContain(say.pictures.shown('tone.wav', say.format.duration((own + 10) / 1000 + 0.1)));

    const tuned = await member
      .click(found, say.controls.whatMatters)
      .until((message) => JSON.stringify(message.components).includes(say.controls.close));
    expect(JSON.stringify(tuned.components)).toContain(say.features.names.rhythm);
    expect(JSON.stringify(tuned.components)).toContain(say.controls.play);
  });

  test('gets results whose buttons answer other members privately in their own languages', async () => {
    const found = await answer(member.slash('search', { audio: tone(member, own + 20) }));
    const [menu] = found.components?.[0] && 'components' in found.components[0] ? found.components[0].components : [];
    const customId = menu && 'custom_id' in menu ? menu.custom_id : '';
    const [option] = menu && 'options' in menu ? menu.options : [];
    const played = await answer(ada.select(found, customId, [option && 'value' in option ? String(option.value) : '']));
    expect(isPrivate(played)).toBe(true);
    expect(played.embeds[0]?.fields?.[0]?.name).toBe('Length');
    expect(await refusal(ada.click(found, say.controls.whatMatters))).toMatch(/^That is somebody else’s search/);
  });

  test('lists, maps and counts the library', async () => {
    const titles: Record<string, string> = {
      list: say.list.title,
      stats: say.stats.title,
      map: say.map.title,
      duplicates: say.duplicates.title,
    };
    for (const [name, title] of Object.entries(titles)) {
      const shown = await answer(member.slash(name));
      expect(shown.embeds[0]?.title).toBe(title);
    }
    const shown = await answer(member.slash('info', { sound: 'x200' }));
    expect(shown.embeds[0]?.fields?.map(({ name }) => name)).toContain(say.info.nearest);
    const [choice] = await member.autocomplete('list', 'tag', 'dr').choices();
    expect(choice?.name).toBe(say.sound.taggedWith('drum', LOCALES.indexOf(locale) + 1));
  });

  test('edits, removes and erases sounds', async () => {
    const changed = await answer(member.slash('edit', { sound: `own${own}`, label: `mine${own}` }));
    expect(changed.content).toBe(say.edit.done);
    const asked = await member.slash('remove', { sound: 'x200' }).until(({ content }) => content !== '');
    expect(asked.content).toBe(say.remove.ask('Ada', 'x200'));
    const removed = await member
      .click(asked, say.remove.yes)
      .until(({ content }) => content === say.remove.done('x200'));
    await member.click(removed, say.remove.undo).until(({ content }) => content === say.remove.back('x200'));
    const asking = await member.slash('forget').until(({ content }) => content !== '');
    expect(asking.content).toBe(say.forget.ask(1));
  });

  test('opens modals and the settings panel', async () => {
    expect((await member.slash('add').modal()).title).toBe(say.upload.title);
    const panel = await member.slash('settings').until(({ components }) => (components ?? []).length > 0);
    expect(JSON.stringify(panel.components)).toContain(say.settings.title);
    expect((await member.click(panel, 'settings:room').modal()).title).toBe(say.settings.quotaTitle);
  });

  test('exports and imports', async () => {
    const exported = await member.slash('export').until(({ content }) => content !== '');
    expect(exported.content).toContain('📦');
    const archive = member.upload('x.zip', new Uint8Array(100));
    expect(await refusal(member.slash('import', { archive }))).toBe(say.errors.archiveUnreadable({}));
  });

  test('reads errors from every part of the bot in that language', async () => {
    expect(await refusal(member.slash('search'))).toBe(say.errors.searchWithOne({}));
    expect(await refusal(member.slash('info', { sound: '*none*' }))).toBe(
      say.errors.soundUnknown({ name: '\\*none\\*' }),
    );
    const large = member.upload('a.wav', wav(sine(440, 1, RATE), RATE), { declaredSize: 41 * 2 ** 20 });
    const tooLarge = say.errors.fileTooLarge({ bytes: 41 * 2 ** 20, maxBytes: 25 * 2 ** 20 });
    expect(await refusal(member.slash('add', { audio: large }))).toBe(tooLarge);
    // The decoder in a worker thread rejects this file.
    const text = member.upload('a.wav', new TextEncoder().encode('not a sound'));
    expect(await refusal(member.slash('add', { audio: text }))).toBe(say.errors.notAudio({}));
    expect(await refusal(member.slash('search', { text: 'a dog' }))).toBe(say.errors.wordsNeedClap({}));
    expect(await refusal(member.slash('search', { text: 'bug' }))).toContain(say.common.apology(''));
    const message = ada.post('no sound here');
    expect(await refusal(member.messageCommand('Find similar sounds', message))).toBe(say.errors.noAudioInMessage({}));
    const pressed = await press(world.playground, member, 'gone:1');
    sent.push(pressed);
    expect(await refusal(pressed)).toBe(say.errors.unknownButton({}));
  });

  test('sees no English in any of these replies', () => {
    expect(sent.length).toBeGreaterThan(20);
    const seen = JSON.stringify(sent.flatMap(({ steps }) => steps.map(shown)));
    const english = englishOnly(say);
    expect(english.length).toBeGreaterThan(150);
    expect(english.filter((text) => seen.includes(JSON.stringify(text).slice(1, -1)))).toEqual([]);
  });
});
