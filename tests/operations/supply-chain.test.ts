import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const Entry = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
  inBundle: z.boolean().optional(),
});
const Lock = z.object({ packages: z.record(z.string(), Entry) });
const Package = z.object({ allowScripts: z.record(z.string(), z.boolean()) });

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const packages = Object.entries(Lock.parse(json('package-lock.json')).packages).filter(([path]) => path !== '');
const { allowScripts } = Package.parse(json('package.json'));
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

test('every package is pinned to one version and to its bytes', () => {
  const loose = packages.filter(([, entry]) => !entry.version || !/^sha512-/.test(entry.integrity ?? ''));
  expect(loose.map(([path]) => path)).toEqual([]);
});

test('nothing comes from anywhere but the registry', () => {
  const elsewhere = packages.filter(
    ([, { resolved }]) => resolved && !/^https:\/\/registry\.[\w.-]+\/.+\.tgz$/.test(resolved),
  );
  expect(elsewhere.map(([path]) => path)).toEqual([]);
});

test('somebody has decided about every install script, and one alone may run', () => {
  const scripted = packages.filter(([, entry]) => entry.hasInstallScript).map(([path]) => nameOf(path));
  expect(scripted.filter((name) => !Object.hasOwn(allowScripts, name))).toEqual([]);
  expect(Object.keys(allowScripts).filter((name) => allowScripts[name])).toEqual(['ffmpeg-static']);
});
