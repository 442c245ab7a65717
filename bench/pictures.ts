/** Draws a picture of each kind from the CC0 samples, writes them to docs/images/, and prints the drawing times. */
import { readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { FEATURE_NAMES, PACKED_DIMENSIONS, pack } from '../src/engine/embedding.ts';
import { createEngine, type Embedding, type Sketch } from '../src/engine/index.ts';
import { messagesFor } from '../src/i18n/index.ts';
import { type Picture, startPictures } from '../src/pictures/index.ts';

const OUT = 'docs/images';
const { features: words, pictures: roles, map } = messagesFor('en-US');
const folder = join(
  dirname(createRequire(import.meta.url).resolve('supersonic-scsynth-samples/package.json')),
  'samples',
);
const names = readdirSync(folder).filter((name) => name.endsWith('.flac'));

const engine = await createEngine({ clap: 'off', decoder: 'wasm', maxWaiting: names.length });
const pictures = startPictures();
await mkdir(OUT, { recursive: true });

async function analyze(name: string): Promise<{ embedding: Embedding; sketch: Sketch }> {
  const sketches: Sketch[] = [];
  const embedding = await engine.embed(join(folder, name), { onSketch: (sketch) => sketches.push(sketch) });
  const [sketch] = sketches;
  if (!sketch) throw new Error(`no sketch of ${name}`);
  return { embedding, sketch };
}

async function make(file: string, picture: () => Picture): Promise<void> {
  const times: number[] = [];
  let png = new Uint8Array();
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    png = new Uint8Array((await pictures.draw(picture())).png);
    times.push(performance.now() - start);
  }
  await writeFile(join(OUT, file), png);
  const [first = 0, ...again] = times.map(Math.round);
  const size = `${Math.round(png.length / 1024)} KB`;
  console.log(
    `${file.padEnd(24)} ${size.padStart(7)}   first ${first} ms, then ${Math.min(...again)} to ${Math.max(...again)} ms`,
  );
}

const query = await analyze('loop_amen.flac');
const match = await analyze('loop_amen_full.flac');
const { features } = engine.compare(query.embedding, match.embedding);
await make('search-picture.png', () => ({
  kind: 'search',
  sounds: [
    { role: roles.yours, name: 'loop_amen.flac', sketch: query.sketch },
    { role: roles.bestMatch, name: 'loop amen full', sketch: match.sketch },
  ],
  leveled: null,
  similarities: FEATURE_NAMES.map((name) => ({ name: words.names[name], value: features[name] })),
  locale: 'en-US',
}));
await make('info-picture.png', () => ({
  kind: 'sound',
  sound: { role: '', name: 'loop amen', sketch: query.sketch },
  locale: 'en-US',
}));

const analyzed = await Promise.all(names.map(analyze));
await make('map-picture.png', () => {
  const vectors = new Float32Array(analyzed.length * PACKED_DIMENSIONS);
  analyzed.forEach(({ embedding }, row) => {
    pack(embedding, vectors.subarray(row * PACKED_DIMENSIONS, (row + 1) * PACKED_DIMENSIONS));
  });
  const points = names.map((name) => ({
    name: basename(name, '.flac').replaceAll('_', ' '),
    group: name.split('_', 1)[0] ?? null,
    tags: name.split('_', 1),
  }));
  const { title, near: explained } = map;
  const { otherTags: other, noTag: none } = roles;
  const around = roles.around('#');
  return { kind: 'map', vectors, clap: false, points, words: { title, explained, other, none, around } };
});
await pictures.close();
await engine.close();
