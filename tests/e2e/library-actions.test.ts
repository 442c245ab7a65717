import { describe, expect, vi } from 'vitest';
import { ENGINE_VERSION } from '../../src/engine/embedding.ts';
import { UserError } from '../../src/errors.ts';
import type { NewSound, Sound, StoredRelation } from '../../src/storage/library.ts';
import { DEFAULT_SETTINGS } from '../../src/storage/settings.ts';
import { toneFile } from '../helpers/signals.ts';
import { embeddingOf, fingerprintOf, newSound } from '../storage/helpers/sounds.ts';
import { choose, press } from './forge.ts';
import type { Guild } from './guild.ts';
import { answer, controlled, refusal, said } from './reply.ts';
import { test } from './test.ts';

let seed = 0;

/** Stores a sound without analysis. Its embedding is random, so that it is similar to no other sound. */
async function store(
  guild: Guild,
  change: Partial<Omit<NewSound, 'audio'>> & { found?: readonly StoredRelation[] },
): Promise<Sound> {
  seed += 1;
  const { found = [], ...given } = change;
  const embedding = embeddingOf(seed, { clapModel: null, version: ENGINE_VERSION });
  const compared = { fingerprint: fingerprintOf(seed), found };
  const audio = toneFile(200 + seed, 0.1);
  const sound = { ...newSound(seed, { tags: [], ...given }), embedding, compared, audio };
  return (await guild.library()).change((writer) => writer.add(sound));
}

const by = ({ user }: { user: { id: string } }, name = 'Ada') => ({ id: user.id, name });

describe('/list with a name', () => {
  test.beforeEach(async ({ guild }) => {
    for (let index = 0; index < 24; index++) await store(guild, { label: `kick ${index}` });
    await store(guild, { label: 'loop_amen' });
    for (let index = 0; index < 12; index++) await store(guild, { label: `hat ${index}`, tags: ['hat'] });
  });

  test('jumps to the page with the sound, and marks the sound', async ({ ada }) => {
    const found = await answer(ada.slash('list', { name: 'AMEN' }));
    expect(found.footer).toMatch(/page 2 of 4$/);
    expect(found.description).toMatch(/^➡️ \*\*13\.\*\* loop_amen|^➡️ \*\*13\.\*\* loop\\_amen/m);
    expect(found.content).toBe('');
  });

  test('offers a jump to the other matches, which works within the filters', async ({ ada }) => {
    const found = await answer(ada.slash('list', { name: 'hat 1', tag: 'hat' }));
    expect(found.content).toBe('3 names match “hat 1”. This page has the first one.');
    const { options } = found.menu(/Jump/);
    expect(options.map(({ label }) => label)).toEqual(['hat 1', 'hat 11', 'hat 10']);
    const jumped = await answer(ada.select(found, found.menu(/Jump/).custom_id, [options[2]?.value ?? '']), (reply) =>
      reply.description.includes('➡️ **2.** hat 10'),
    );
    expect([jumped.content, jumped.footer]).toEqual(['', '12 sounds · page 1 of 2']);
  });

  test('asks whether a similar name was meant, and says so in other commands too', async ({ ada }) => {
    const asked = await controlled(ada.slash('list', { name: 'loop_amne' }));
    expect(asked.content).toBe('There is no sound called “loop\\_amne” here. Did you mean:');
    expect((await answer(ada.click(asked, 'loop_amen'))).description).toContain('➡️ **13.**');
    expect(await refusal(ada.slash('info', { sound: 'amne' }))).toBe(
      'There is no sound called “amne” here. Did you mean “loop\\_amen”?',
    );
    expect(await ada.autocomplete('list', 'name', 'loop_amne').choices()).toHaveLength(1);
    expect(await refusal(ada.slash('list', { name: 'something else' }))).toMatch(/^There is no sound called/);
  });

  test('accepts the buttons of earlier versions', async ({ world, ada }) => {
    expect((await answer(await press(world, ada, 'list:3::'))).footer).toMatch(/page 4 of 4$/);
    expect((await answer(await press(world, ada, 'list:0::hat'))).footer).toMatch(/^12 sounds/);
  });
});

test('a name in an empty library is answered with how to add the first sound', async ({ ada }) => {
  expect(await refusal(ada.slash('list', { name: 'x' }))).toBe('This library is empty. Add the first sound with /add.');
  expect(await refusal(ada.slash('info', { sound: 'x' }))).toBe(
    'This library is empty. Add the first sound with /add.',
  );
});

describe('/info', () => {
  test('plays, finds similar sounds, edits and removes', async ({ guild, ada }) => {
    await store(guild, { label: 'door', addedBy: by(ada), tags: ['wood'] });
    await store(guild, { label: 'bell', addedBy: by(ada) });
    const shown = await controlled(ada.slash('info', { sound: 'door' }));
    const played = await answer(ada.click(shown, 'Play'));
    expect([played.isPrivate, played.title]).toEqual([true, '🔊 door']);
    expect((await answer(ada.click(shown, 'Find similar'))).title).toBe('🔎 Sounds like “door”');
    const opened = ada.click(shown, 'Edit');
    expect(JSON.stringify(await opened.modal())).toContain('"value":"wood"');
    expect((await answer(ada.submit(opened, { label: 'old door', tags: 'Oak, wood' }))).content).toBe('✏️ Changed.');
    expect((await guild.sounds())[0]).toMatchObject({ label: 'old door', tags: ['oak', 'wood'] });
    const asked = await said(ada.click(shown, 'Remove'), /^Remove \*\*old door\*\*\?/);
    await said(ada.click(asked, 'Remove'), /^🗑️/);
    expect(await guild.labels()).toEqual(['bell']);
    expect(await refusal(ada.click(shown, 'Play'))).toMatch(/no longer in the library/);
  });

  test('lets a member edit a sound with as many and as long tags as a sound can have', async ({ guild, ada }) => {
    const tags = [...'abcdefghij'].map((letter) => letter.repeat(30));
    await store(guild, { label: 'door', addedBy: by(ada), tags });
    const opened = ada.click(await controlled(ada.slash('info', { sound: 'door' })), 'Edit');
    const [, maxLength] = /"max_length":(\d+),"value":"a{30}, /.exec(JSON.stringify(await opened.modal())) ?? [];
    expect(Number(maxLength)).toBeGreaterThanOrEqual(tags.join(', ').length);
    await said(ada.submit(opened, { label: 'gate', tags: tags.join(', ') }), /^✏️/);
    expect(await guild.sounds()).toMatchObject([{ label: 'gate', tags }]);
  });

  test('offers changes only to members who may make them, and checks again', async ({ world, guild, ada, ben }) => {
    const { id } = await store(guild, { label: 'door', addedBy: by(ada) });
    const shown = await controlled(ben.slash('info', { sound: 'door' }));
    expect(() => shown.button('Remove')).toThrow('no button');
    for (const action of ['edit', 'remove'])
      expect(await refusal(await press(world, ben, `info:${action}:${id}`))).toMatch(/^Ada added that sound/);
    expect(await refusal(await press(world, ben, `info:dance:${id}`))).toMatch(/no longer works/);
  });
});

test('/duplicates shows scores, plays and removes, with the permissions of /remove', async ({
  world,
  guild,
  ada,
  ben,
}) => {
  const first = await store(guild, { label: 'take 1', addedBy: by(ada) });
  const same = (id: string): StoredRelation => ({ kind: 'same recording', id });
  await store(guild, { label: 'take 2', addedBy: by(ben, 'Ben'), found: [same(first.id)] });
  const found = await controlled(ben.slash('duplicates'));
  expect(found.description).toMatch(/^\*\*1\.\*\* \*\*take 1\*\* is the same recording as \*\*take 2\*\* · \d+%$/);
  expect((await answer(ben.select(...found.option(/Play/, 0)))).title).toBe('🔊 take 1');
  expect(found.menu(/Remove/).options.map(({ label }) => label)).toEqual(['take 2']);
  expect(await refusal(await choose(world, ben, 'duplicates:remove', [first.id]))).toMatch(/^Ada added that sound/);
  const asked = await said(ben.select(...found.option(/Remove/, 0)), /^Remove \*\*take 2\*\*\?/);
  await said(ben.click(asked, 'Remove'), /^🗑️ Removed \*\*take 2\*\*/);
  expect(await guild.labels()).toEqual(['take 1']);
});

test('/duplicates has pages of ten relations', async ({ guild, ada }) => {
  for (let index = 0; index < 11; index++) {
    const { id } = await store(guild, { label: `a${index}`, addedBy: by(ada) });
    await store(guild, { label: `b${index}`, addedBy: by(ada), found: [{ kind: 'same recording', id }] });
  }
  const found = await controlled(ada.slash('duplicates'));
  expect([found.description.split('\n').length, found.footer]).toEqual([10, expect.stringMatching(/^Page 1 of 2\./)]);
  const next = await answer(ada.click(found, '▶'), ({ footer }) => footer.startsWith('Page 2'));
  expect(next.description).toMatch(/^\*\*11\.\*\* \*\*a10\*\*/);
});

describe('many sounds at once', () => {
  test.beforeEach(async ({ guild, dan, ben }) => {
    for (const label of ['kick low', 'kick high'])
      await store(guild, { label, tags: ['drum'], addedBy: by(dan, 'Dan') });
    await store(guild, { label: 'kick of ben', tags: ['drum'], addedBy: by(ben, 'Ben') });
    await store(guild, { label: 'choir', addedBy: by(dan, 'Dan') });
  });

  test('are removed after a question that counts and names them', async ({ world, guild, dan, ben }) => {
    const asked = await controlled(dan.slash('remove-many', { tag: 'drum' }));
    expect([asked.isPrivate, asked.title]).toEqual([true, 'Remove 2 sounds? This can’t be undone.']);
    expect(asked.description.split('\n')).toEqual([
      '• kick low',
      '• kick high',
      '1 more sound matches, but you may not change it, so it stays as it is.',
    ]);
    expect(await guild.sounds()).toHaveLength(4);
    expect((await said(dan.click(asked, 'Remove 2 sounds'), /^🗑️/)).content).toBe('🗑️ Removed 2 sounds.');
    expect(await guild.labels()).toEqual(['kick of ben', 'choir']);
    // A second press changes nothing.
    expect(await refusal(await press(world, dan, asked.button('Remove 2 sounds')))).toMatch(
      /too old, or was answered already/,
    );
    expect(await refusal(ben.slash('remove-many', { name: 'choir' }))).toBe(
      '1 sound matches, but you may not change it.',
    );
  });

  test('are edited after a question that says what changes', async ({ guild, cleo }) => {
    const change = { name: 'KICK', add_tags: 'Loud', remove_tags: 'drum' };
    const asked = await controlled(cleo.slash('edit-many', change));
    expect(asked.title).toBe('Change the tags of 3 sounds?');
    expect(asked.description).toMatch(/\n🔎 Only sounds whose name contains “KICK”\n➕ Add: loud\n➖ Remove: drum$/);
    await said(cleo.click(asked, 'Change 3 sounds'), /^✏️ Changed the tags of 3 sounds\.$/);
    expect((await guild.sounds()).map(({ tags }) => tags)).toEqual([['loud'], ['loud'], ['loud'], []]);
    expect(await refusal(cleo.slash('edit-many', change))).toMatch(/^Nothing to change/);
  });

  test('are removed by the author of the messages that they came from', async ({ guild, dan, ben }) => {
    await store(guild, { label: 'song', addedBy: by(dan, 'Dan'), messageAuthorId: ben.user.id });
    const asked = await controlled(ben.slash('remove-many', { name: 'song' }));
    await said(ben.click(asked, 'Remove 1 sound'), /^🗑️ Removed 1 sound\.$/);
    expect(await guild.labels()).not.toContain('song');
  });

  test.for([
    [{}, /^Say which sounds/],
    [{ name: 'nothing like it' }, /^No sound here matches/],
    [{ tag: 'nothing' }, /^No sound here matches/],
  ] as const)('are chosen by at least one option that fits: %o', async ([options, text], { dan }) => {
    expect(await refusal(dan.slash('remove-many', options))).toMatch(text);
  });

  test('are at most 500, and the error says how to choose fewer', async ({ guild, dan }) => {
    const library = await guild.library();
    const list = library.list();
    const many = Array.from({ length: 501 }, (_, index) => ({ ...list[0], id: `x${index}` }) as Sound);
    vi.spyOn(library, 'list').mockReturnValueOnce(many);
    expect(await refusal(dan.slash('remove-many', { tag: 'drum' }))).toMatch(
      /^That is 501, and I can change at most 500/,
    );
  });

  test('need tags to add or remove, and get no more than ten', async ({ guild, dan }) => {
    expect(await refusal(dan.slash('edit-many', { tag: 'drum' }))).toBe('Say which tags to add or to remove.');
    await store(guild, { label: 'kick full', tags: [...'abcdefghij'], addedBy: by(dan, 'Dan') });
    const asked = await controlled(dan.slash('edit-many', { name: 'kick', author: dan.user.id, add_tags: 'k' }));
    expect(asked.title).toBe('Change the tags of 2 sounds?');
    expect(asked.description).toMatch(/1 more sound matches, but would have more tags than the 10 allowed/);
    expect(await refusal(dan.slash('edit-many', { name: 'full', add_tags: 'k' }))).toMatch(
      /^With these tags, each of these sounds would have too many \(at most 10\)/,
    );
  });

  test('keep what the rules of the server forbid by the time of the answer', async ({ guild, cleo }) => {
    const asked = await controlled(cleo.slash('remove-many', { tag: 'drum' }));
    const [sound] = await guild.sounds();
    await (await guild.library()).change((writer) => writer.remove([sound?.id ?? '']));
    expect((await said(cleo.click(asked, 'Remove 3 sounds'), /^🗑️/)).content).toBe('🗑️ Removed 2 sounds.');
  });

  test('that a full disk left unchanged are counted, and what was done is told as done', async ({ guild, dan }) => {
    const asked = await controlled(dan.slash('edit-many', { tag: 'drum', add_tags: 'loud' }));
    const library = await guild.library();
    const { change } = library;
    const full = vi.fn().mockRejectedValue(new UserError({ code: 'diskFull' }));
    vi.spyOn(library, 'change')
      .mockImplementationOnce((task) => change(task))
      .mockImplementationOnce((task) => change((writer) => task({ ...writer, edit: full })));
    const { content } = await said(dan.click(asked, 'Change 2 sounds'), /^✏️/);
    expect(content).toMatch(/^✏️ Changed the tags of 1 sound\. 1 sound is left unchanged: The bot’s disk is full/);
    expect((await guild.sounds()).filter(({ tags }) => tags.includes('loud'))).toHaveLength(1);
  });
});

describe('/help', () => {
  test('mentions commands, so that members can press them', async ({ ada }) => {
    const help = await answer(ada.slash('help'));
    const { id } = ada.commands().find(({ name }) => name === 'search') ?? { id: '' };
    expect(help.field('Start here')).toContain(`</search:${id}> with another file`);
    expect(JSON.stringify(help.embeds)).not.toMatch(/`\//);
  });

  test('explains the six features in one line each, and the words for scores', async ({ ada }) => {
    const explained = await answer(ada.slash('help', { topic: 'features' }));
    const lines = explained.description.split('\n');
    expect(lines).toHaveLength(7);
    for (const line of lines) expect(line).toMatch(/^\*\*\S+\u00a0.+\*\*: \S.{20,80}$/u);
    expect(explained.field('Scores in words')).toMatch(/^same recording › very close › close › related › far\./);
  });
});

test('a filter without hits says so, and a button searches without it', async ({ guild, ada }) => {
  await store(guild, { label: 'door', addedBy: by(ada), tags: ['wood'] });
  await store(guild, { label: 'bell', addedBy: by(ada) });
  await guild.change({ ...DEFAULT_SETTINGS });
  const none = await answer(ada.slash('search', { sound: 'bell', tag: 'metal' }));
  expect(none.description).toBe('No sound here passes these filters.\nOnly sounds tagged metal.');
  const all = await answer(
    ada.click(none, 'Search without filters'),
    ({ description }) => !/filters/.test(description),
  );
  expect(all.labels()).toEqual(['door']);
});
