import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCommandBody } from '../../packages/discord-playground/src/limits/bodies.ts';
import { commandSize } from '../../packages/discord-playground/src/limits/command-rules.ts';
import { requestErrors } from '../../packages/discord-playground/src/limits/description.ts';
import { commands } from '../../src/commands/index.ts';
import { LANGUAGES, messagesFor } from '../../src/i18n/index.ts';

const LOCALES = ['de', 'fr', 'es-ES', 'ja'] as const;
const english = leaves(messagesFor('en-US'));

/** Messages that may be the same in English and in another language, such as loan words and units. */
const SAME: Readonly<Record<(typeof LOCALES)[number], RegExp>> = {
  de: /\.(tags|sounds|kilobytes)$/,
  fr: /\.tags$/,
  'es-ES': /\.kilobytes$/,
  ja: /\.(kilo|mega)bytes$/,
};

/** The parameters of all error messages. A message ignores the parameters that it does not need. */
const DETAILS = {
  bytes: 41 * 2 ** 20,
  maxBytes: 25 * 2 ** 20,
  status: 404,
  maxSeconds: 600,
  seconds: 12,
  sounds: 3,
  name: 'bell',
  near: ['bell'],
  owner: 'Ada',
  max: 10,
  given: 12,
  min: 4,
  archives: 30,
  requests: 30,
  channelCount: 8,
  rate: 192_000,
  file: 'library.json',
  format: 'FLAC',
  roles: ['@DJ', '@Crew'],
  channels: ['<#1>', '<#2>'],
  channel: '<#1>',
  sound: 'bell',
  part: 'bright:up',
  at: 7,
  examples: ['bright:high'],
};

type Leaf = string | ((...args: readonly unknown[]) => unknown);

/** Returns all messages by path, such as `search.description`. Number formats are tested in format.test.ts. */
function leaves(messages: object, prefix = ''): Map<string, Leaf> {
  const found = new Map<string, Leaf>();
  for (const [key, value] of Object.entries(messages)) {
    const name = `${prefix}${key}`;
    if (name === 'format') continue;
    if (typeof value === 'object' && value !== null) for (const [k, v] of leaves(value, `${name}.`)) found.set(k, v);
    else found.set(name, value);
  }
  return found;
}

/** Returns the text of a message. A message that is a function is called with numbers, or lists if it needs lists. */
function textOf(
  name: string,
  leaf: Leaf | undefined,
  numbers: readonly number[] = [3, 7, 9],
  details: object = DETAILS,
): unknown {
  if (typeof leaf !== 'function') return leaf;
  if (name.startsWith('errors.')) return leaf(details);
  try {
    return leaf(...numbers);
  } catch {
    return leaf(...numbers.map((number) => [`@${number}`]));
  }
}

test('a locale without a translation gets English messages', () => {
  expect(messagesFor('pt-BR')).toBe(messagesFor('en-US'));
  expect(messagesFor('en-GB')).toBe(messagesFor('en-US'));
  expect(messagesFor('es-419')).toBe(messagesFor('es-ES'));
  expect(messagesFor('constructor')).toBe(messagesFor('en-US'));
});

describe.each(LOCALES)('%s', (locale) => {
  const own = leaves(messagesFor(locale));
  const names = [...english.keys()];

  test('has every message of the English language, and no others', () => {
    expect([...own.keys()].sort()).toEqual(names.toSorted());
  });

  test.each([[[0, 0, 0]], [[1, 1, 1]], [[3, 7, 9]], [[1234, 1234, 1234]]])(
    'has no empty or broken text with the numbers %j',
    (numbers) => {
      const broken = names.filter((name) => {
        const text = textOf(name, own.get(name), numbers);
        return typeof text !== 'string' || text.trim() === '' || /undefined|NaN|null|\[object|#(?![\d>])/.test(text);
      });
      expect(broken).toEqual([]);
    },
  );

  test('translates every message', () => {
    const same = names.filter((name) => textOf(name, own.get(name)) === textOf(name, english.get(name)));
    expect(same.filter((name) => !SAME[locale].test(name))).toEqual([]);
  });

  test('keeps the figures, commands, emoji and names of the English message', () => {
    const kept = (text: unknown) =>
      String(text).match(/\/[a-z]+|\p{Extended_Pictographic}|\b[379]\b|bell|Ada|@DJ/gu) ?? [];
    const lost = names.filter((name) => {
      const mine = new Set(kept(textOf(name, own.get(name))));
      return kept(textOf(name, english.get(name))).some((part) => !mine.has(part));
    });
    expect(lost).toEqual([]);
  });

  test('has the sign of the next page for nothing else, such as playing', () => {
    const texts = names.map((name) => String(textOf(name, own.get(name))).replaceAll('◀ ▶', ''));
    expect(texts.filter((text) => text.includes('▶'))).toEqual([]);
  });
});

describe('among the commands,', () => {
  test.each(commands.map(({ data }) => [data.name, data] as const))(
    '%s keeps to Discord’s limits in every language',
    (_, data) => {
      const body: unknown = JSON.parse(JSON.stringify(data));
      expect(requestErrors('POST /applications/{application_id}/commands', body)).toBeNull();
      expect(() => parseCommandBody(data)).not.toThrow();
      expect(commandSize(JSON.parse(JSON.stringify(data)))).toBeLessThanOrEqual(8000);
    },
  );

  test('every description and choice is translated', () => {
    const bare: string[] = [];
    const look = (part: object, where: string) => {
      if ('description' in part && part.description !== '' && !('description_localizations' in part)) bare.push(where);
      const inside = 'options' in part && Array.isArray(part.options) ? part.options : [];
      const choices = 'choices' in part && Array.isArray(part.choices) ? part.choices : [];
      for (const option of inside) look(option, `${where} ${option.name}`);
      for (const choice of choices) if (!('name_localizations' in choice)) bare.push(`${where}: ${choice.name}`);
    };
    for (const { data } of commands) look(data, data.name);
    expect(bare).toEqual([]);
  });

  test('message commands have different names in every language', () => {
    const menus = commands.map(({ data }) => data).filter(({ type }) => type !== undefined && type !== 1);
    for (const locale of Object.keys(LANGUAGES)) {
      const names = menus.map(({ name_localizations: names }) => new Map(Object.entries(names ?? {})).get(locale));
      expect(new Set(names.filter((name) => name !== undefined)).size).toBe(menus.length);
    }
  });
});

describe('text for members comes from src/i18n only', () => {
  const files = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.posix.join(folder, file.split(path.sep).join('/')));
  const lines = (file: string) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .map((line, index) => ({ at: `${file}:${index + 1}`, line }));

  test('in commands and the router', () => {
    const quoted = (line: string) => [...line.matchAll(/(['"`])((?:(?!\1).)*)\1/g)].map(([, , text = '']) => text);
    const sentence = /[\p{L}’']{2,} [\p{Ll}’']{2,}/u;
    const word = /\b(?:content|description|title|label|placeholder|text|value): ['"`][^'"`]*\p{Lu}\p{Ll}/u;
    /** Matches lines that may have English text: comments, log messages, and the names of relations and closeness levels. */
    const unsaid = /^\s*(\/\/|\/?\*)|\blog\.|same (recording|file)|another speed|shares a part|very close/;
    const own = [...files('src/commands'), 'src/discord/router.ts'].filter((file) => !file.includes('/messages/'));
    const strays = own.flatMap(lines).filter(({ line }) => {
      // Ignores interpolated values, because the line that defines such a value is checked too.
      const plain = line.replaceAll(/\$\{[^}]*\}/g, '');
      return !unsaid.test(line) && (quoted(plain).some((text) => sentence.test(text)) || word.test(plain));
    });
    expect(own.length).toBeGreaterThan(20);
    expect(strays).toEqual([]);
  });

  test('in errors that members may see', () => {
    // Errors from these files reach operators only, at the installation, at the start or on the command line.
    const forOperators =
      /^src\/(cli|trial|operations|playground|config\.ts|env-file|discord\/connect|engine\/(engine|clap\/(fetch|copy|download))|files\/lock|storage\/(lowdb\/store|index|blobs\/open|postgres\/(connect|migrate))|discord\/bot)/;
    const thrown = files('src').filter((file) => !forOperators.test(file));
    const strays = thrown.filter((file) => {
      const source = readFileSync(file, 'utf8');
      return [...source.matchAll(/new OperatorError\(\s*'[a-z-]+',\s*(['"`])/g)].length > 0;
    });
    expect(strays.filter((file) => file !== 'src/engine/decode/open-source.ts')).toEqual([]);
  });
});

describe.each(['en-US', ...LOCALES.filter((locale) => locale !== 'ja')])('plural forms in %s', (locale) => {
  /** Patterns of the nouns that follow a number in messages: singular and plural. */
  const nouns: Readonly<Record<string, readonly [RegExp, RegExp]>> = {
    'en-US': [/^(sound|tag|archive|match|minute)$/, /^(sounds|tags|archives|matches|minutes)$/],
    de: [/^(Sound|Tag|Archiv|Minute)$/, /^(Sounds|Tags|Archiven?|Minuten)$/],
    fr: [/^(son|tag|archive|résultat|minute)$/, /^(sons|tags|archives|résultats|minutes)$/],
    'es-ES': [/^(sonido|etiqueta|archivo|resultado|minuto)$/, /^(sonidos|etiquetas|archivos|resultados|minutos)$/],
  };

  test.each([0, 1, 2, 5])('%i is followed by the right form of the noun', (number) => {
    const details = Object.fromEntries(
      Object.entries(DETAILS).map(([name, value]) => [name, typeof value === 'number' ? number : value]),
    );
    const [one, several] = nouns[locale] ?? [];
    const wrong = new Intl.PluralRules(locale).select(number) === 'one' ? several : one;
    const counted = [...leaves(messagesFor(locale))].flatMap(([name, leaf]) => {
      const text = String(textOf(name, leaf, [number, number, number], details));
      return [...text.matchAll(new RegExp(`(?<![\\d.,])${number} (\\p{L}+)`, 'gu'))].map(([, noun = '']) => [
        name,
        noun,
      ]);
    });
    expect(counted.length).toBeGreaterThan(10);
    expect(counted.filter(([, noun = '']) => wrong?.test(noun))).toEqual([]);
  });
});

test.each(['en-US', ...Object.keys(LANGUAGES)])(
  '%s: a limit of 1 is in the singular, and /import names no archive, because files can be imported too',
  (locale) => {
    const { errors, importing } = messagesFor(locale);
    expect(errors.libraryFull({ sounds: 1 })).not.toMatch(/1 (sounds|sons|sonidos)/i);
    for (const line of [importing.known(1), importing.known(2), importing.again])
      expect(line).not.toMatch(/archiv|zip|アーカイブ/i);
  },
);
