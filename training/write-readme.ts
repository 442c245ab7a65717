import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Entry, type Piece, readManifest } from './corpus.ts';
import { packageLicences, packageVersion } from './debian-packages.ts';

const START = '<!-- contents: written by build-corpus.ts -->';
const END = '<!-- end of contents -->';
/** Maximum number of licenses listed for a package; the package's copyright file names all of them. */
const MAX_LICENCES = 8;

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** Lists the labels of clips, each label with the number of its different values. */
function labelCounts(entries: readonly Entry[]): string {
  const values = new Map<string, Set<string>>();
  for (const { labels } of entries) {
    for (const [name, value] of Object.entries(labels)) values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  return [...values].map(([name, found]) => `${name} (${found.size})`).join(', ');
}

function contents(entries: readonly Entry[], pieces: readonly Piece[]): string {
  const rows = pieces.flatMap((piece) => {
    const own = entries.filter((entry) => entry.path.startsWith(`${piece.name}/`));
    return [...new Set(own.map(({ set }) => set))].map((set, index) => {
      const clips = own.filter((entry) => entry.set === set);
      return [
        clips[0]?.group ?? '',
        set,
        String(clips.length),
        labelCounts(clips),
        index === 0 ? piece.about : 'Part of the piece above.',
      ];
    });
  });
  return table(['group', 'set', 'clips', 'labels (values)', 'what'], rows);
}

async function sources(pieces: readonly Piece[], cache: string): Promise<string> {
  const names = [...new Set(pieces.flatMap(({ packages }) => packages))].sort();
  const rows: string[][] = [];
  for (const name of names) {
    const licences = await packageLicences(name, cache);
    const shown = licences.slice(0, MAX_LICENCES).join('; ') || 'see its copyright file';
    const more = licences.length > MAX_LICENCES ? `; and ${licences.length - MAX_LICENCES} more` : '';
    rows.push([name, await packageVersion(name, cache), shown + more]);
  }
  return table(['Debian package', 'version', 'licences named in debian/copyright'], rows);
}

/**
 * Updates the counts and sources in README.md from the manifest and the packages.
 * Leaves README.md as it is if a piece is missing: the page describes the corpus on which the engine was fitted.
 */
export async function writeReadme(folder: string, pieces: readonly Piece[]): Promise<void> {
  const file = fileURLToPath(new URL('README.md', import.meta.url));
  const text = await readFile(file, 'utf8');
  const [before, rest] = text.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error('README.md has no markers for the table of contents');
  const entries = await readManifest(folder);
  if (pieces.some(({ name }) => !entries.some((entry) => entry.path.startsWith(`${name}/`)))) return;
  const groups = [...new Set(entries.map(({ group }) => group))].map(
    (group) => `${group} ${entries.filter((entry) => entry.group === group).length}`,
  );
  const body = [
    `${entries.length} clips: ${groups.join(', ')}.`,
    contents(entries, pieces),
    '## Sources',
    await sources(pieces, path.join(folder, '.cache')),
  ].join('\n\n');
  await writeFile(file, `${before}${START}\n\n${body}\n\n${END}${after}`);
}
