import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/** Which parts of src/ each part may import from, besides itself. `top` is the files of src/ itself. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  'format.ts': [],
  'error-lines.ts': ['format.ts'],
  'errors.ts': ['error-lines.ts'],
  'log.ts': [],
  'config.ts': ['errors.ts'],
  engine: ['errors.ts'],
  storage: ['errors.ts'],
  pictures: ['engine', 'errors.ts', 'format.ts'],
  commands: ['engine', 'pictures', 'storage', 'error-lines.ts', 'errors.ts', 'format.ts', 'log.ts'],
  discord: ['commands', 'engine', 'pictures', 'storage', 'error-lines.ts', 'errors.ts', 'log.ts', 'config.ts'],
  upkeep: ['engine', 'storage', 'errors.ts', 'log.ts'],
  playground: ['errors.ts'],
  trial: ['discord', 'playground', 'engine', 'storage', 'errors.ts', 'config.ts'],
  operations: ['discord', 'engine', 'storage', 'errors.ts', 'log.ts', 'config.ts'],
  'main.ts': ['operations', 'discord', 'upkeep', 'trial', 'engine', 'storage', 'errors.ts', 'log.ts', 'config.ts'],
  'fetch-model.ts': ['engine', 'errors.ts', 'config.ts'],
  cli: ['commands', 'engine', 'storage', 'errors.ts', 'config.ts'],
  'cli.ts': ['cli', 'commands', 'engine', 'storage', 'errors.ts', 'config.ts'],
};
/** What engine and storage share. */
const SHARED = 'engine/embedding.ts';

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g;

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.split(path.sep).join('/'));
const partOf = (file: string) => file.split('/', 1)[0] ?? file;

function imports(file: string): string[] {
  return [...readFileSync(path.join('src', file), 'utf8').matchAll(IMPORT)].map((match) => match[1] ?? '');
}

/** Imports of own files, as paths below src/. */
function ownImports(file: string): string[] {
  return imports(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => path.posix.join(path.posix.dirname(file), name));
}

describe('imports', () => {
  test.each(files)('%s follows the arrows', (file) => {
    const part = partOf(file);
    const allowed = ARROWS[part];
    expect(allowed, `${part} has no place in the layout`).toBeDefined();
    const strays = ownImports(file).filter((target) => {
      if (part === 'storage' && target === SHARED) return false;
      return partOf(target) !== part && !allowed?.includes(partOf(target));
    });
    expect(strays).toEqual([]);
  });

  test('the engine and the storage know neither Discord nor its client', () => {
    const inner = files.filter((file) => ['engine', 'storage'].includes(partOf(file)));
    expect(inner.length).toBeGreaterThan(0);
    expect(inner.filter((file) => imports(file).some((name) => name.includes('discord')))).toEqual([]);
  });
});

test('no file has outgrown its name', () => {
  const lines = (file: string) => readFileSync(path.join('src', file), 'utf8').split('\n').length;
  expect(files.filter((file) => lines(file) > 260)).toEqual([]);
});
