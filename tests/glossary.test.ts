import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** Words of the left column of the last table of docs/glossary.md. */
const unwanted = readFileSync('docs/glossary.md', 'utf8')
  .split('## Words that this project does not use')[1]
  ?.split('\n')
  .flatMap((row) => [...(/^\|([^|]*)\|/.exec(row)?.[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, word = '']) => word));

const FOLDERS = ['src', 'tests', 'bench', 'training', 'scripts', 'packages', 'docs'];
const TEXT = /\.(ts|md|css|html|sh)$/;
/** The glossary names the words, translations are not English, and the decision records tell history. */
const EXEMPT = /(^|\/)(node_modules|dist)\/|glossary|^docs\/decisions\/|^src\/i18n\/(de|fr|es-es|ja)\//;

const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.posix.join(folder, file)),
)
  .concat('README.md', 'CONTRIBUTING.md', 'SECURITY.md', '.env.example')
  .filter((file) => (TEXT.test(file) || file === '.env.example') && !EXEMPT.test(file));

test('no file uses a word that the glossary replaces', () => {
  expect(unwanted?.length).toBeGreaterThan(30);
  const escaped = (unwanted ?? []).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // A word that ends with an underscore is the beginning of a constant's name.
  const pattern = new RegExp(
    escaped.map((word) => (word.endsWith('_') ? `\\b${word}` : `\\b${word}\\b`)).join('|'),
    'i',
  );
  const found = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      // A value of a metric's label, which dashboards already use.
      .replaceAll(/(['"`])heard\1/g, '')
      .split('\n')
      .flatMap((line, index) => {
        const [word] = pattern.exec(line) ?? [];
        return word === undefined ? [] : [`${file}:${index + 1}: ${word}`];
      }),
  );
  expect(found).toEqual([]);
});
