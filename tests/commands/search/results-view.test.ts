import type { APIEmbed } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { pageOf } from '../../../src/commands/library/list.ts';
import { listEmbed as listEmbedIn } from '../../../src/commands/library/list-view.ts';
import { type Results, resultsEmbed as resultsEmbedIn } from '../../../src/commands/search/results-view.ts';
import { bar } from '../../../src/commands/shared/feature-text.ts';
import { FEATURE_NAMES } from '../../../src/engine/embedding.ts';
import { messagesFor } from '../../../src/i18n/index.ts';
import type { Sound } from '../../../src/storage/library.ts';
import { storedSound } from '../../helpers/stored-sound.ts';

const english = messagesFor('en-US');
const resultsEmbed = (results: Results) => resultsEmbedIn(results, english);
const listEmbed = (sounds: readonly Sound[], page: number) => listEmbedIn(pageOf(sounds, page), english);

const sound = storedSound({
  label: 'door bell',
  tags: ['home'],
  messageUrl: 'https://discord.com/channels/1/2/3',
  seconds: 1.2,
});
const comparison = {
  score: 0.943,
  clap: null,
  acoustic: 0.943,
  features: { mfcc: 0.97, chroma: 0.2, contrast: 0.5, rhythm: 0.91, zcr: 0, rms: -0.2 },
  reasons: ['mfcc', 'rhythm'],
} as const;

const results = {
  kind: 'file',
  seconds: 2,
  firstRank: 1,
  searched: 12,
  mode: 'acoustic',
} as const satisfies Partial<Results>;

/** Counts the characters of an embed as Discord does for the limit of 6,000 characters. */
function characters(embed: APIEmbed): number {
  const fields = embed.fields?.map(({ name, value }) => name + value) ?? [];
  return [embed.title, embed.description, embed.footer?.text, embed.author?.name, ...fields].join('').length;
}

test('a match shows score, label, member and similarities', () => {
  const embed = resultsEmbed({ ...results, subject: 'ding.mp3', matches: [{ sound, comparison }] });
  expect(embed).toMatchObject({
    title: '🔎 Sounds like “ding.mp3”',
    fields: [
      {
        name: '1. ▰▰▰▰▰▰▰▰▰▱ 94% · very close',
        value:
          '**[door bell](https://discord.com/channels/1/2/3)** · 0:01 · added by Ada\n🎤\u00a0Tone / Vocals 97% · 🥁\u00a0Rhythm / Tempo 91%\ndiffers in 🔊\u00a0Loudness / Dynamics 0% · 🗣️\u00a0Voice / Noise texture 0% · 🎵\u00a0Tune / Melody 20%',
      },
    ],
    footer: { text: 'Acoustic features only · 12 sounds searched · 0:02 analyzed · /help features explains the names' },
  });
});

test('a high score alone is not shown as the same recording', () => {
  const name = (isSame: boolean) =>
    resultsEmbed({ ...results, subject: 'x', matches: [{ sound, comparison, isSame }] }).fields?.[0]?.name;
  expect(name(true)).toMatch(/ · same recording$/);
  expect(name(false)).toMatch(/ · very close$/);
});

test('a match without reasons says so', () => {
  const matches = [{ sound, comparison: { ...comparison, reasons: [] } }];
  const [field] = resultsEmbed({ ...results, subject: 'x', matches }).fields ?? [];
  expect(field?.value).toContain('No single feature stands out');
});

test('the description says if even the best match is not similar', () => {
  const far = { sound, comparison: { ...comparison, score: 0.1 } };
  expect(resultsEmbed({ ...results, subject: 'x', matches: [far] }).description).toMatch(/^\*\*Nothing here is close/);
  expect(resultsEmbed({ ...results, subject: 'x', matches: [] }).description).toBe('No sound here matches that.');
});

test('results of a text query show no acoustic features', () => {
  const embed = resultsEmbed({ ...results, kind: 'text', subject: 'a *bell*', matches: [{ sound, comparison }] });
  expect(embed.author?.name).toBe('a *bell*');
  expect(embed.fields?.[0]?.value).toBe('**[door bell](https://discord.com/channels/1/2/3)** · 0:01 · added by Ada');
});

describe('the longest texts that members can type', () => {
  const long = {
    ...sound,
    messageUrl: `https://discord.com/channels/${'9'.repeat(20)}/${'9'.repeat(20)}/${'9'.repeat(20)}`,
    addedBy: { id: '1', name: '*'.repeat(32) },
    tags: Array.from({ length: 10 }, () => '_'.repeat(30)),
    seconds: 599,
  };
  const labels = ['*'.repeat(100), '👨‍👩‍👧‍👦'.repeat(100), 'ש'.repeat(100), '[](http://'.repeat(10)];

  const everywhere = labels.flatMap((label) =>
    ['en-US', 'de', 'fr', 'es-ES', 'ja'].map((locale) => [label, locale] as const),
  );

  test.each(everywhere)('such as %s fit the limits of a result in %s', (label, locale) => {
    const every = {
      ...comparison,
      reasons: FEATURE_NAMES,
      features: { ...comparison.features, chroma: 1, contrast: 1 },
    };
    const worst = { ...long, label };
    const matches = Array.from({ length: 10 }, () => ({ sound: worst, others: [worst, worst], comparison: every }));
    const embed = resultsEmbedIn(
      {
        ...results,
        subject: label,
        matches,
        searched: 1_000_000,
        mode: 'clap',
        notes: ['n'.repeat(300)],
      },
      messagesFor(locale),
    );
    expect(embed.fields).toHaveLength(10);
    expect(characters(embed)).toBeLessThanOrEqual(6000);
    expect(embed.title?.length).toBeLessThanOrEqual(256);
    for (const field of embed.fields ?? []) expect(field.value.length).toBeLessThanOrEqual(1024);
  });

  test.each(labels)('such as %s fit the limits of a list', (label) => {
    const embed = listEmbed(
      Array.from({ length: 30 }, () => ({ ...long, label })),
      0,
    );
    expect(embed.description?.length).toBeLessThanOrEqual(4096);
  });
});

test('a list shows the number of its page', () => {
  const sounds = Array.from({ length: 21 }, (_, index) => ({ ...sound, label: `sound ${index}` }));
  expect(listEmbed(sounds, 2)).toMatchObject({
    description: expect.stringMatching(/^\*\*21\.\*\* \[sound 20\]/),
    footer: { text: '21 sounds · page 3 of 3' },
  });
});

test('a bar always has ten characters', () => {
  expect([-1, 0, 0.449, 1, 1.01].map(bar)).toEqual([
    '▱▱▱▱▱▱▱▱▱▱',
    '▱▱▱▱▱▱▱▱▱▱',
    '▰▰▰▰▱▱▱▱▱▱',
    '▰▰▰▰▰▰▰▰▰▰',
    '▰▰▰▰▰▰▰▰▰▰',
  ]);
});
