import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What is kept of a package: sounds, scores, soundfonts, voices, programs, and what says where they come from. */
const kept = /\.(wav|ogg|oga|mp3|flac|au|wv|mid|sf[23])$|\/copyright$|\/bin\/[^/]+$|\.so(\.\d+)*$/i;
/** Game data that is a zip archive by another name. */
const zipped = /\.(zip|pk3|wz)$/i;

async function archiveOf(name: string, folder: string): Promise<string | null> {
  const names = await readdir(folder).catch(() => []);
  return names.find((file) => file.startsWith(`${name}_`) && file.endsWith('.deb')) ?? null;
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Takes the sounds out of an archive that a package carries; an archive without any is no mistake. */
async function unzipSounds(archive: string): Promise<void> {
  const target = `${archive}.unpacked`;
  await run('unzip', ['-qq', '-o', archive, '*.ogg', '*.wav', '*.mp3', '-d', target]).catch(() => undefined);
}

/**
 * Downloads a Debian package with apt (once) and unpacks its sounds (once) under `cache`; nothing is installed.
 * Returns the folder that stands for the package's root.
 */
export async function unpackPackage(name: string, cache: string): Promise<string> {
  const root = path.join(cache, 'roots', name);
  if ((await readdir(root).catch(() => [])).length > 0) return root;
  const archives = path.join(cache, 'debs');
  await mkdir(archives, { recursive: true });
  if ((await archiveOf(name, archives)) === null) {
    await run('apt-get', ['-q', '-o', 'APT::Sandbox::User=root', 'download', name], { cwd: archives });
  }
  const archive = await archiveOf(name, archives);
  if (archive === null) throw new Error(`apt-get did not deliver ${name}`);
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

/** Every file of a package that was kept, relative to its root, in alphabetical order. */
export async function packageFiles(name: string, cache: string): Promise<{ root: string; files: string[] }> {
  const root = await unpackPackage(name, cache);
  const files = (await filesUnder(root)).map((file) => path.relative(root, file));
  return { root, files: files.sort() };
}

/** The package's version, as its archive's name gives it. */
export async function packageVersion(name: string, cache: string): Promise<string> {
  const archive = await archiveOf(name, path.join(cache, 'debs'));
  return decodeURIComponent(archive?.split('_')[1] ?? 'unknown');
}

/** The licences that the package's debian/copyright names, sorted, each once. */
export async function packageLicences(name: string, cache: string): Promise<string[]> {
  const root = await unpackPackage(name, cache);
  const text = await readFile(path.join(root, 'usr/share/doc', name, 'copyright'), 'utf8').catch(() => '');
  const named = [...text.matchAll(/^License:[ \t]*(\S[^\n]*)$/gim)].map((match) => (match[1] ?? '').trim());
  // Older copyright files are free text that points to the licences' full wording.
  const pointed = [...text.matchAll(/common-licenses\/([\w.-]*\w)/g)].map((match) => match[1] ?? '');
  const permissive = /permission is hereby granted|redistribut\w+ and us\w+ in source|without restriction/i.test(text);
  const names = named.length > 0 ? named : [...pointed, ...(permissive ? ['a permissive licence, worded there'] : [])];
  return [...new Set(names)].sort();
}
