import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import { bundle } from '../../scripts/bundle.ts';
import { test } from '../helpers/test.ts';

const PACKAGE = {
  'package.json': '{ "type": "module" }',
  'src/index.ts': `import type { Missing } from './nowhere.ts';
import data from './data.json' with { type: 'json' };
import { double } from './parts/double.ts';
const four: number = double(data.two);
export const missing: Missing | undefined = undefined;
export const loaded = import('./parts/double.ts').then((module) => module.double(four));`,
  'src/parts/double.ts': `export const double = (x: number): number => 2 * x;
export const url = import.meta.url;`,
  'src/parts/thread.worker.ts': "export { url } from './double.ts';",
  'src/data.json': '{ "two": 2 }',
  'src/broken.ts': 'const = ;',
};

async function writePackage(folder: string, files: Record<string, string>) {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

test('bundles share their code, and each module finds its neighbours', async ({ folder }) => {
  await writePackage(folder, PACKAGE);
  await bundle(folder, ['index', 'parts/thread.worker']);
  const load = (name: string) => import(pathToFileURL(join(folder, 'dist', name)).href);
  expect(await (await load('index.js')).loaded).toBe(8);
  const { url } = await load('parts/thread.worker.js');
  expect(url).toBe(pathToFileURL(join(folder, 'dist/parts/double.js')).href);
});

test('a file that cannot be compiled is named', async ({ folder }) => {
  await writePackage(folder, PACKAGE);
  await expect(bundle(folder, ['broken'])).rejects.toThrow(/broken\.ts:1/);
});
