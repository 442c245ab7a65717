import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

async function exists(folder: string, prefix: string): Promise<string | null> {
  const names = await readdir(folder).catch(() => []);
  return names.find((name) => name.startsWith(prefix)) ?? null;
}

/**
 * Downloads a Debian package with apt (once) and unpacks it (once) under `cache`; nothing is installed.
 * Returns the folder that stands for the package's root.
 */
export async function unpackPackage(name: string, cache: string): Promise<string> {
  const root = path.join(cache, 'roots', name);
  if (await exists(root, '')) return root;
  const archives = path.join(cache, 'debs');
  await mkdir(archives, { recursive: true });
  const options = { cwd: archives, maxBuffer: 2 ** 26 };
  let archive = await exists(archives, `${name}_`);
  if (archive === null) {
    await run('apt-get', ['-q', '-o', 'APT::Sandbox::User=root', 'download', name], options);
    archive = await exists(archives, `${name}_`);
  }
  if (archive === null) throw new Error(`apt-get did not deliver ${name}`);
  const unfinished = `${root}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await run('dpkg-deb', ['--extract', archive, unfinished], options);
  await rename(unfinished, root);
  return root;
}

/** The package's version, as its archive's name gives it. */
export async function packageVersion(name: string, cache: string): Promise<string> {
  const archive = await exists(path.join(cache, 'debs'), `${name}_`);
  return decodeURIComponent(archive?.split('_')[1] ?? 'unknown');
}

/** The licences that the package's debian/copyright names, sorted, each once. */
export async function packageLicences(name: string, cache: string): Promise<string[]> {
  const root = await unpackPackage(name, cache);
  const text = await readFile(path.join(root, 'usr/share/doc', name, 'copyright'), 'utf8').catch(() => '');
  const names = [...text.matchAll(/^License:[ \t]*(\S[^\n]*)$/gim)].map((match) => (match[1] ?? '').trim());
  return [...new Set(names)].sort();
}
