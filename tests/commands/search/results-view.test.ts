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
  firstRank: 1,
  searched: 12,
  mode: 'acoustic',
} as const satisfies Partial<Results>;

/** Counts the characters of an embed as Discord does for the limit of 6,000 characters. */
function characters(embed: APIEmbed): number {
  const fields = embed.fields?.map(({ name, value }) => name + value) ?? [];
  return [embed.title, embed.description, embed.footer?.text, embed.author?.name, ...fields].join('').length;
}

const LINK = 'https://discord.com/channels/1/2/3';

test('the first match shows score, label, member and similarities, and each other match one line', () => {
  const alike = { ...comparison, score: 0.7, reasons: [] };
  const unlike = { ...alike, features: { ...comparison.features, mfcc: 0.5, zcr: 0.5, rms: 0.5, chroma: 0.5 } };
  const matches = [comparison, comparison, alike, unlike].map((compared) => ({ sound, comparison: compared }));
  const embed = resultsEmbed({ ...results, subject: 'ding.mp3', matches });
  expect(embed).toMatchObject({
    title: '🔎 Sounds like “ding.mp3”',
    footer: { text: 'Acoustic features only · 12 sounds searched · see /help features' },
  });
  expect(embed.description?.split('\n')).toEqual([
    `**1.** **[door bell](${LINK})** ▰▰▰▰▰▰▰▰▰▱ **94%** · very close`,
    '🎤\u00a0Tone / Vocals 97% · 🥁\u00a0Rhythm / Tempo 91%',
    'differs in 🔊\u00a0Loudness / Dynamics 0% · 🗣️\u00a0Voice / Noise texture 0% · 🎵\u00a0Tune / Melody 20%',
    '0:01 · added by Ada',
    `**2.** **[door bell](${LINK})** · 94% · very close · 🎤\u00a0Tone / Vocals 97%`,
    `**3.** **[door bell](${LINK})** · 70% · close · differs in 🔊\u00a0Loudness / Dynamics 0%`,
    `**4.** **[door bell](${LINK})** · 70% · close`,
  ]);
});

test('each score says what it means in the library, and a match before a higher score stands out', () => {
  const matches = [0.6, 0.7, 0.5].map((score, index) => ({
    sound,
    comparison: { ...comparison, score, reasons: [] },
    percentile: [0.996, 0.97, undefined][index],
    standsOut: index === 0,
  }));
  const { description = '' } = resultsEmbed({ ...results, subject: 'x', matches });
  expect(description).toContain('**60%** (top 1%) · related · stands out here\n');
  expect(description).toContain('70% (top 3%) · differs in');
  expect(description).toContain('50% · far · differs in');
});

test('the first line of a later page has the rank of its match', () => {
  const embed = resultsEmbed({
    ...results,
    subject: 'x',
    matches: [{ sound, comparison }],
    firstRank: 6,
  });
  expect(embed.description).toMatch(/^\*\*6\.\*\* /);
});

test('a high score alone is not shown as the same recording', () => {
  const line = (isSame: boolean) =>
    resultsEmbed({ ...results, subject: 'x', matches: [{ sound, comparison, isSame }] }).description?.split('\n')[0];
  expect(line(true)).toMatch(/ · same recording$/);
  expect(line(false)).toMatch(/ · very close$/);
});

test('the part of a match that is closest is named after its length', () => {
  const embed = resultsEmbedIn({ ...results, subject: 'x', matches: [{ sound, comparison }] }, english, '⏱️ 1 s to 2 s');
  expect(embed.description).toMatch(/\n0:01 · added by Ada · ⏱️ 1 s to 2 s$/);
});

test('the description says if even the best match is not similar', () => {
  const far = { sound, comparison: { ...comparison, score: 0.1 } };
  expect(resultsEmbed({ ...results, subject: 'x', matches: [far] }).description).toMatch(/^\*\*Nothing here is close/);
  expect(resultsEmbed({ ...results, subject: 'x', matches: [] }).description).toBe('No sound here matches that.');
});

test('results of a text query show no acoustic features', () => {
  const embed = resultsEmbed({ ...results, kind: 'text', subject: 'a *bell*', matches: [{ sound, comparison }] });
  expect(embed.author?.name).toBe('a *bell*');
  expect(embed.description).toBe(`**1.** **[door bell](${LINK})** ▰▰▰▰▰▰▰▰▰▱ **94%**\n0:01 · added by Ada`);
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
    expect(embed.description?.match(/^\*\*\d+\.\*\* /gm)).toHaveLength(10);
    expect(embed.description?.length).toBeLessThanOrEqual(4096);
    expect(characters(embed)).toBeLessThanOrEqual(6000);
    expect(embed.title?.length).toBeLessThanOrEqual(256);
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
