import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/** For each part of src/ the other parts that it may import, from the table in docs/architecture.md. */
const ALLOWED = new Map(
  readFileSync('docs/architecture.md', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, part, mayImport] = /^\| `([\w.-]+\/?)` \|[^|]*\|([^|]*)\|$/.exec(line) ?? [];
      if (part === undefined || mayImport === undefined) return [];
      return [[part, [...mayImport.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)] as const];
    }),
);

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g;

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.split(path.sep).join('/'));
/** Returns the part of src/ that a file belongs to, written as in the table: `engine/`, `main.ts`. */
const partOf = (file: string) => /^[^/]+\/?/.exec(file)?.[0] ?? file;

function imports(file: string): string[] {
  return [...readFileSync(path.join('src', file), 'utf8').matchAll(IMPORT)].map((match) => match[1] ?? '');
}

/** Returns the files of src/ that `file` imports, as paths relative to src/. */
function ownImports(file: string): string[] {
  return imports(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => path.posix.join(path.posix.dirname(file), name));
}

describe('the table of imports in docs/architecture.md', () => {
  test.each(files)('allows every import of %s', (file) => {
    const part = partOf(file);
    const allowed = ALLOWED.get(part);
    expect(allowed, `${part} is not in the table`).toBeDefined();
    const isAllowed = (target: string) =>
      partOf(target) === part || allowed?.some((name) => name === target || name === partOf(target));
    const strays = ownImports(file).filter((target) => !isAllowed(target));
    expect(strays).toEqual([]);
  });

  test('names no part that does not exist', () => {
    const parts = new Set(files.map(partOf));
    const named = [...ALLOWED].flatMap(([part, mayImport]) => [part, ...mayImport]);
    expect(named.filter((name) => !parts.has(name) && !files.includes(name))).toEqual([]);
  });

  test('keeps the engine and the storage free of imports that concern Discord', () => {
    const inner = files.filter((file) => ['engine/', 'storage/'].includes(partOf(file)));
    expect(inner.length).toBeGreaterThan(0);
    expect(inner.filter((file) => imports(file).some((name) => name.includes('discord')))).toEqual([]);
  });
});

test('no source file is longer than 260 lines', () => {
  const lines = (file: string) => readFileSync(path.join('src', file), 'utf8').split('\n').length;
  expect(files.filter((file) => lines(file) > 260)).toEqual([]);
});

/** Folders whose files the map names one by one. A heading of the map is one of them, or a folder below one. */
const MAPPED = [
  'src/',
  'packages/discord-playground/src/',
  'packages/discord-playground/scripts/',
  'bench/',
  'scripts/',
  'training/',
];

test.each(MAPPED)('every file of %s is in the map once', (root) => {
  const named: string[] = [];
  let folder = '';
  for (const line of readFileSync('docs/architecture.md', 'utf8').split('\n')) {
    if (line.startsWith('#')) folder = /^### `(.*\/)`$/.exec(line)?.[1] ?? '';
    const file = /^\| `([^`]+)` \|/.exec(line)?.[1];
    if (folder.startsWith(root) && file !== undefined) named.push(folder + file);
  }
  const all = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name).split(path.sep).join('/'));
  // Each language has the same files, which the map names once.
  const expected = new Set(all.map((file) => file.replace(/^src\/i18n\/[^/]+\//, 'src/i18n/<language>/')));
  expect(named.sort()).toEqual([...expected].sort());
});
