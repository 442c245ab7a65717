import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import { transpile } from '../../scripts/transpile.ts';
import { test } from '../helpers/test.ts';

const PACKAGE = {
  'package.json': '{ "type": "module" }',
  'src/index.ts': `import type { Missing } from './nowhere.ts';
import data from './data.json' with { type: 'json' };
import { double } from './parts/double.ts';
const four: number = double(data.two);
export const missing: Missing | undefined = undefined;
export const loaded = import('./parts/double.ts').then((module) => module.double(four));`,
  'src/parts/double.ts': 'export const double = (x: number): number => 2 * x;',
  'src/data.json': '{ "two": 2 }',
  'src/client/broken.ts': 'const = ;',
};

async function writePackage(folder: string, files: Record<string, string>) {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

test('compiled files find each other and their data, and each keeps its path', async ({ folder }) => {
  await writePackage(folder, PACKAGE);
  await transpile(folder, { skip: 'client' });
  const { loaded } = await import(pathToFileURL(join(folder, 'dist/index.js')).href);
  expect(await loaded).toBe(8);
  expect(await readFile(join(folder, 'dist/parts/double.js'), 'utf8')).toContain('sourceMappingURL=double.js.map');
});

test('a file that cannot be compiled is named', async ({ folder }) => {
  await writePackage(folder, PACKAGE);
  await expect(transpile(folder)).rejects.toThrow(/client\/broken\.ts:1/);
});
