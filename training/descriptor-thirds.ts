/**
 * Prints the values that divide the sounds of the corpus into thirds, for each descriptor with the words low, mid and
 * high (`src/filter/fields.ts`). Each group of the corpus counts as much as another, whatever its number of clips.
 *
 *     npx tsx training/descriptor-thirds.ts CORPUS
 *
 * At most {@link MAX_CLIPS} clips of each group are measured, evenly spaced in the manifest. Changes no file.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { table } from '../bench/quality/table.ts';
import { createEngine, type Descriptors } from '../src/engine/index.ts';
import { type Entry, readManifest } from './corpus.ts';

const MAX_CLIPS = 250;
const NAMES = ['centroidHz', 'spreadHz', 'rolloffHz', 'flatness', 'crestDb', 'attackMs'] as const;

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npx tsx training/descriptor-thirds.ts CORPUS');
  process.exit(2);
}
const groups = new Map<string, Entry[]>();
for (const entry of await readManifest(folder)) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
const engine = await createEngine({ clap: 'off' });
const described = await Promise.all([...groups].map(async ([, entries]) => describeSome(entries)));
await engine.close();
console.log(`${[...groups.keys()].join(', ')}: ${described.flat().length} clips`);
console.log(table(['descriptor', 'first third up to', 'last third from'], NAMES.map(thirds)));

async function describeSome(entries: readonly Entry[]): Promise<Descriptors[]> {
  const step = Math.max(1, entries.length / MAX_CLIPS);
  const some = entries.filter((_, i) => Math.floor(i / step) > Math.floor((i - 1) / step));
  return Promise.all(
    some.map(async ({ path: file }) => engine.describe(await readFile(path.resolve(folder ?? '', file)))),
  );
}

function thirds(name: (typeof NAMES)[number]): (string | number)[] {
  const weighted = described.flatMap((group) => {
    const values = group.map((found) => found[name]).filter((value) => value !== null);
    return values.map((value) => ({ value, weight: 1 / values.length / described.length }));
  });
  weighted.sort((a, b) => a.value - b.value);
  const quantile = (share: number) => {
    let sum = 0;
    const found = weighted.find(({ weight }) => {
      sum += weight;
      return sum >= share;
    });
    return Number((found?.value ?? Number.NaN).toPrecision(3));
  };
  return [name, quantile(1 / 3), quantile(2 / 3)];
}
