import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const Specs = z.record(z.string(), z.string());
const Entry = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  link: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
  dependencies: Specs.optional(),
  devDependencies: Specs.optional(),
  optionalDependencies: Specs.optional(),
});
const Lock = z.object({ packages: z.record(z.string(), Entry) });
const Package = z.object({ allowScripts: z.record(z.string(), z.boolean()) });

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const all = Object.entries(Lock.parse(json('package-lock.json')).packages);
/** Returns whether an entry of package-lock.json is part of this repository and not a download. */
const isOwn = (path: string, entry: z.infer<typeof Entry>) =>
  path === '' || /^packages\/[\w-]+$/.test(entry.link ? (entry.resolved ?? '') : path);
const packages = all.filter(([path, entry]) => !isOwn(path, entry));
const { allowScripts } = Package.parse(json('package.json'));
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

test('every package is pinned to one version and one hash', () => {
  const loose = packages.filter(([, entry]) => !entry.version || !/^sha512-/.test(entry.integrity ?? ''));
  expect(loose.map(([path]) => path)).toEqual([]);
});

test('all packages come from the npm registry', () => {
  const elsewhere = packages.filter(
    ([, { resolved }]) => resolved && !/^https:\/\/registry\.npmjs\.org\/.+\.tgz$/.test(resolved),
  );
  expect(elsewhere.map(([path]) => path)).toEqual([]);
  // A dependency may be given by a version, a range or an alias, but not by a repository, a URL or a folder.
  const asked = all.flatMap(([, { dependencies, devDependencies, optionalDependencies }]) =>
    Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }),
  );
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter(([, spec]) => !/^(npm:(@[\w.-]+\/)?[\w.-]+@)?[\w.^~<>=|*\s+-]*$/.test(spec))).toEqual([]);
});

test('package.json allows or forbids every install script, and allows only one', () => {
  const scripted = packages.filter(([, entry]) => entry.hasInstallScript).map(([path]) => nameOf(path));
  expect(scripted.filter((name) => !Object.hasOwn(allowScripts, name))).toEqual([]);
  expect(Object.keys(allowScripts).filter((name) => allowScripts[name])).toEqual(['ffmpeg-static']);
  const explained = readFileSync('SECURITY.md', 'utf8');
  expect(Object.keys(allowScripts).filter((name) => !explained.includes(`| \`${name}\``))).toEqual([]);
});
