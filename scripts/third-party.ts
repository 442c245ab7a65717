import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

/** File that lists the packages with which the bot is distributed. */
export const THIRD_PARTY = 'THIRD_PARTY.md';

const Entry = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  optional: z.boolean().optional(),
  link: z.boolean().optional(),
});
const Lock = z.object({ packages: z.record(z.string(), Entry) });
const Manifest = z.object({ license: z.unknown().optional() });

/** What must be said about a package besides its license. */
const NOTES: Readonly<Record<string, string>> = {
  '@ffmpeg/core':
    'FFmpeg compiled to WebAssembly, with x264 and x265. The package has no copy of its license, which is in `licenses/GPL-2.0.txt`. Source: <https://github.com/ffmpegwasm/ffmpeg.wasm> and <https://git.ffmpeg.org/ffmpeg.git>. The bot runs it as a program of its own.',
  'ffmpeg-static':
    'A native FFmpeg under GPL-3.0-or-later, which its install script downloads. Optional, and used only with `DECODER=native`.',
  sharp:
    'Images for transformers.js, which the bot does not use. It loads libvips (LGPL-3.0-or-later, `licenses/LGPL-3.0.txt` and `licenses/GPL-3.0.txt`) as a shared library.',
};
/** Licenses of packages whose manifest names none, from their repositories. */
const LICENSES: Readonly<Record<string, string>> = { 'parse-cache-control': 'not stated in its manifest' };
const LICENSE_FILE = /^(licen[cs]e|copying|notice)/i;

/** Returns the text of THIRD_PARTY.md, from the lock file and the installed packages. */
export function thirdParty(): string {
  const { packages } = Lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
  const rows = Object.entries(packages)
    .filter(([at, { dev, link }]) => at.startsWith('node_modules/') && !dev && !link)
    .map(([at, { version = '', license, optional = false }]) => {
      const name = at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return { name, version, license: license ?? LICENSES[name] ?? licenseOf(at), optional };
    });
  const unique = [...new Map(rows.map((row) => [`${row.name} ${row.version}`, row])).values()];
  const sorted = unique.sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
  return `${[
    '# Third-party software',
    '',
    'Soundalike itself is under the MIT license. It runs with the packages below, each under its own license. Their',
    'license texts are in `node_modules/`, in each package. `npx tsx scripts/third-party.ts` writes this file, and',
    '`tests/operations/third-party.test.ts` checks that it is complete.',
    '',
    '## Packages with special terms',
    '',
    ...sorted
      .filter(({ name }) => NOTES[name])
      .map(({ name, version, license }) => `- **${name} ${version}** (${license}): ${NOTES[name]}`),
    '',
    '## All packages',
    '',
    '| package | version | license |',
    '|---|---|---|',
    ...sorted.map(
      ({ name, version, license, optional }) => `| ${name}${optional ? ' (optional)' : ''} | ${version} | ${license} |`,
    ),
  ].join('\n')}\n`;
}

/** Returns the license of an installed package whose entry in the lock file names none. */
function licenseOf(folder: string): string {
  try {
    const { license } = Manifest.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')));
    if (typeof license === 'string') return license;
    return readdirSync(folder).some((name) => LICENSE_FILE.test(name)) ? 'see its license file' : 'unknown';
  } catch {
    return 'unknown';
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  writeFileSync(THIRD_PARTY, thirdParty());
