import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { DEBIAN_VERSIONS } from './debian-versions.ts';

const run = promisify(execFile);

/** Files of a package to keep: sounds, scores, soundfonts, programs, libraries and the copyright file. */
const kept = /\.(wav|ogg|oga|mp3|flac|au|wv|mid|sf[23])$|\/copyright$|\/bin\/[^/]+$|\.so(\.\d+)*$/i;
/** File extensions of zip archives in games' packages. */
const zipped = /\.(zip|pk3|wz)$/i;

async function archiveOf(name: string, folder: string): Promise<string | null> {
  const names = await readdir(folder).catch(() => []);
  return names.find((file) => file.startsWith(`${name}_`) && file.endsWith('.deb')) ?? null;
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Unpacks the sounds of a zip archive into a folder beside the archive. Does not fail if the archive has no sounds. */
async function unzipSounds(archive: string): Promise<void> {
  const target = `${archive}.unpacked`;
  await run('unzip', ['-qq', '-o', archive, '*.ogg', '*.wav', '*.mp3', '-d', target]).catch(() => undefined);
}

/** Downloads a package in its pinned version or, if that is no longer available, in the version that apt offers. */
async function download(name: string, folder: string): Promise<void> {
  const get = (what: string) =>
    run('apt-get', ['-q', '-o', 'APT::Sandbox::User=root', 'download', what], { cwd: folder });
  const pinned = DEBIAN_VERSIONS[name];
  if (pinned === undefined) await get(name);
  else await get(`${name}=${pinned}`).catch(() => get(name));
}

/**
 * Downloads a Debian package with apt, and unpacks its sounds under `cache` unless they are there. Installs nothing.
 * Warns if the version is not the pinned version. @returns the folder that contains the package's files as `/` would
 */
export async function unpackPackage(name: string, cache: string): Promise<string> {
  const root = path.join(cache, 'roots', name);
  if ((await readdir(root).catch(() => [])).length > 0) return root;
  const archives = path.join(cache, 'debs');
  await mkdir(archives, { recursive: true });
  if ((await archiveOf(name, archives)) === null) {
    await download(name, archives);
  }
  const archive = await archiveOf(name, archives);
  if (archive === null) throw new Error(`apt-get did not download ${name}`);
  const [version, pinned] = [await packageVersion(name, cache), DEBIAN_VERSIONS[name]];
  if (version !== pinned)
    console.warn(`${name}: found version ${version}; the shipped statistics were made from ${pinned ?? 'no version'}`);
  const unfinished = `${root}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await run('dpkg-deb', ['--extract', path.join(archives, archive), unfinished]);
  for (const file of await filesUnder(unfinished)) {
    if (zipped.test(file)) await unzipSounds(file);
    if (!kept.test(file)) await rm(file);
  }
  await rename(unfinished, root);
  return root;
}

/** Returns the files of a package that were kept, as paths relative to the package's root, sorted alphabetically. */
export async function packageFiles(name: string, cache: string): Promise<{ root: string; files: string[] }> {
  const root = await unpackPackage(name, cache);
  const files = (await filesUnder(root)).map((file) => path.relative(root, file));
  return { root, files: files.sort() };
}

/** Returns the version of the downloaded package, read from the name of the archive. */
export async function packageVersion(name: string, cache: string): Promise<string> {
  const archive = await archiveOf(name, path.join(cache, 'debs'));
  return decodeURIComponent(archive?.split('_')[1] ?? 'unknown');
}

/** Returns the licenses that the package's copyright file names, sorted, without duplicates. */
export async function packageLicences(name: string, cache: string): Promise<string[]> {
  const root = await unpackPackage(name, cache);
  const text = await readFile(path.join(root, 'usr/share/doc', name, 'copyright'), 'utf8').catch(() => '');
  const named = [...text.matchAll(/^License:[ \t]*(\S[^\n]*)$/gim)].map((match) => (match[1] ?? '').trim());
  // Older copyright files are free text that refers to files with the full text of the licenses.
  const pointed = [...text.matchAll(/common-licenses\/([\w.-]*\w)/g)].map((match) => match[1] ?? '');
  const permissive = /permission is hereby granted|redistribut\w+ and us\w+ in source|without restriction/i.test(text);
  const names = named.length > 0 ? named : [...pointed, ...(permissive ? ['a permissive licence, worded there'] : [])];
  return [...new Set(names)].sort();
}
