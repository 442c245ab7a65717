import { ComponentType } from 'discord.js';
import type { Invocation } from 'discord-playground';
import fc from 'fast-check';
import { expect } from 'vitest';
import { anything, nasty } from '../helpers/arbitraries.ts';
import { rounds } from '../helpers/rounds.ts';
import { toneFile } from '../helpers/signals.ts';
import { addFromMessage } from './add.ts';
import { controlled } from './reply.ts';
import { testInOneGuild as test } from './test.ts';

// Members choose all texts in a modal, and the names and media types of their files. The bot must answer any of them.

const TONE = toneFile(440, 0.1);

/** Generates text without unpaired surrogates, which a Discord client cannot send. */
const text = fc.oneof(anything, nasty).map((typed) => typed.replace(/\p{Cs}/gu, ''));
const upTo = (length: number) => text.map((typed) => typed.slice(0, length).replace(/\p{Cs}/gu, ''));
const bytes = fc.oneof(fc.constant(TONE), fc.uint8Array({ maxLength: 100 }));

async function isAnswered(what: unknown, sent: Invocation): Promise<void> {
  const { content } = await sent.until(({ content, embeds, components = [] }) => {
    const isPanel = components.some(({ type }) => type === ComponentType.Container);
    return embeds.length > 0 || isPanel || (content !== '' && !content.endsWith('…'));
  });
  expect(content, JSON.stringify(what)).not.toMatch(/Something went wrong/);
}

test('the modal of /add accepts or rejects any text and any files', async ({ guild, ada }) => {
  const file = fc.record({ name: text, ending: fc.constantFrom('.wav', '.mp3'), bytes });
  const form = fc.record({ label: upTo(100), tags: upTo(300), files: fc.array(file, { minLength: 1, maxLength: 2 }) });
  await fc.assert(
    fc.asyncProperty(form, async ({ label, tags, files }) => {
      const opened = ada.slash('add');
      await opened.modal();
      const uploads = files.map(({ name, ending, bytes }) => ada.upload(name + ending, bytes));
      await isAnswered(files, ada.submit(opened, { label, tags, files: uploads }));
    }),
    { numRuns: rounds(12, 250) },
  );
  for (const { label, tags, seconds } of await guild.sounds()) {
    expect(label).toMatch(/^.{1,100}$/su);
    expect(tags.every((tag) => tag.length >= 1 && tag.length <= 30)).toBe(true);
    expect(seconds).toBeGreaterThan(0);
  }
});

test('an option with suggestions accepts any text, whatever the names of the sounds', async ({ ada }) => {
  const option = fc.constantFrom(
    ['info', 'sound'],
    ['search', 'sound'],
    ['search', 'tag'],
    ['list', 'tag'],
    ['edit', 'sound'],
  );
  await fc.assert(
    fc.asyncProperty(option, upTo(100), async ([command = '', name = ''], typed) => {
      const choices = await ada.autocomplete(command, name, typed).choices();
      expect(choices.length).toBeLessThanOrEqual(25);
    }),
    { numRuns: rounds(40, 1000) },
  );
  await isAnswered('the list', ada.slash('list'));
});

test('the modal for quotas accepts or rejects any numbers', async ({ guild, cleo }) => {
  const number = fc.oneof(
    upTo(12),
    fc.integer().map(String),
    fc.constantFrom('1 000', '１２', '٣', '²', '1e3', '1.5', '½'),
  );
  await fc.assert(
    fc.asyncProperty(fc.record({ sounds: number, megabytes: number, member: number }), async (form) => {
      const shown = await controlled(cleo.slash('settings'));
      const opened = cleo.click(shown, 'settings:room');
      await opened.modal();
      await isAnswered(form, cleo.submit(opened, form));
      const { sounds, bytes, soundsPerMember } = await guild.settings();
      for (const limit of [sounds, bytes, soundsPerMember])
        expect(limit === null || (Number.isSafeInteger(limit) && limit > 0)).toBe(true);
      expect(sounds ?? 1).toBeLessThanOrEqual(60);
    }),
    { numRuns: rounds(12, 250) },
  );
});

test('a modal with any custom id is answered, even if it lacks the current fields', async ({ cleo }) => {
  const key = fc.constantFrom(
    'add',
    'import',
    'settings',
    'search',
    'edit',
    'remove',
    'cancel',
    'toString',
    '__proto__',
  );
  const id = fc.oneof(
    fc.tuple(key, upTo(50)).map((parts) => parts.join(':')),
    upTo(100).filter((typed) => typed.trim() !== ''),
  );
  await fc.assert(
    fc.asyncProperty(id, fc.boolean(), async (customId, hasFields) => {
      const opened = cleo.slash('import');
      // The playground submits the form that it has stored, so the test changes the stored form.
      const form = await opened.modal();
      form.custom_id = customId;
      if (!hasFields) form.components = [];
      const files = [cleo.upload('tone.wav', new Uint8Array(9))];
      await isAnswered([customId, hasFields], cleo.submit(opened, hasFields ? { files } : {}));
    }),
    {
      numRuns: rounds(15, 400),
      examples: [
        ['add:files', false],
        ['import:files', false],
        ['settings:room', true],
        ['nobody:x', true],
      ],
    },
  );
});

test('message commands answer for a file of any name, type, size and URL', async ({ world, ada }) => {
  const type = fc.oneof(
    text.map((typed) => typed.replace(/[^\x20-\x7e]/g, '')),
    fc.constantFrom('audio/', 'AUDIO/WAV', 'audio/x; charset=x', 'video/mp4', 'text/plain', 'application/zip'),
  );
  const claims = fc.record(
    { contentType: type, declaredSize: fc.oneof(fc.nat(), fc.integer()), url: fc.oneof(fc.webUrl(), text) },
    { requiredKeys: [] },
  );
  const file = fc.record({
    name: fc.oneof(
      text,
      text.map((typed) => `${typed}.wav`),
    ),
    bytes,
    claims,
  });
  await fc.assert(
    fc.asyncProperty(file, async ({ name, bytes, claims: { url, ...others } }) => {
      const { playground } = world;
      const own = ada.upload(name, bytes, others);
      // The playground parses the URL of a file and throws if it is invalid, so only valid URLs are tested.
      const there = url !== undefined && URL.canParse(url) ? { ...own, url, proxy_url: url } : own;
      const message = ada.post('listen', [there]);
      expect(playground.violations).toEqual([]);
      await isAnswered(there, ada.messageCommand('Find similar sounds', message));
      await isAnswered(there, await addFromMessage(ada, message));
    }),
    { numRuns: rounds(12, 250) },
  );
});
