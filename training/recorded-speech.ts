import path from 'node:path';
import type { Piece } from './corpus.ts';
import { packageFiles } from './debian-packages.ts';
import { createRandom } from './random.ts';
import { createMemory, isSound, loadRecording } from './recordings.ts';

interface Collection {
  readonly set: string;
  readonly packageName: string;
  /** Pattern for the paths of the files. Its groups `voice` and `word` become the labels of a clip. */
  readonly file: RegExp;
  readonly most: number;
}

const collections: readonly Collection[] = [
  { set: 'hedgewars', packageName: 'hedgewars-data', file: /voices\/(?<voice>[^/]+)\/(?<word>[^/]+)\.ogg$/, most: 30 },
  {
    set: 'ktuberling',
    packageName: 'ktuberling-data',
    file: /sounds\/(?<voice>[^/]+)\/(?<word>[^/]+)\.\w+$/,
    most: 14,
  },
  {
    set: 'klettres',
    packageName: 'klettres-data',
    file: /klettres\/(?<voice>[^/]+)\/alpha\/(?<word>[^/]+)\.\w+$/,
    most: 14,
  },
  ...['en', 'es', 'fr', 'it', 'ru'].map((language) => ({
    set: 'asterisk',
    packageName: `asterisk-core-sounds-${language}-wav`,
    file: /sounds\/(?<voice>[^/]+)\/(?:(?:digits|letters)\/)?(?<word>[^/]+)\.wav$/,
    most: 40,
  })),
  {
    set: 'megaglest',
    packageName: 'megaglest-data',
    file: /sounds\/(?<voice>[a-z_]+)_(?<word>(?:ack|select)\d+)\.\w+$/,
    most: 6,
  },
  {
    set: 'tuxpaint',
    packageName: 'tuxpaint-stamps-default',
    file: /(?<word>[^/]+)_desc_(?<voice>[^/.]+)\.ogg$/,
    most: 8,
  },
];

const animals = /^(cow|pig|bull|chicken|sheep|elephant)$/;

/** Collects recorded words and phrases, labeled by word and by speaker (or language, if it has one speaker). */
export const recordedSpeech: Piece = {
  name: 'speech-recorded',
  about: 'Words and phrases spoken by people, labeled by voice and by word.',
  packages: [...new Set(collections.map(({ packageName }) => packageName))],
  async build(add, cache) {
    const random = createRandom('recorded speech');
    const isKnown = createMemory();
    for (const { set, packageName, file: pattern, most } of collections) {
      const { root, files } = await packageFiles(packageName, cache);
      const counts = new Map<string, number>();
      for (const file of random.sample(files.filter(isSound), files.length)) {
        const { voice, word } = pattern.exec(file)?.groups ?? {};
        if (voice === undefined || word === undefined || animals.test(voice)) continue;
        if ((counts.get(voice) ?? 0) >= most) continue;
        const sound = await loadRecording(path.join(root, file), 0, 8);
        if (sound === null || isKnown(sound)) continue;
        counts.set(voice, (counts.get(voice) ?? 0) + 1);
        await add({ group: 'speech', set, labels: { voice, word }, sound });
      }
    }
  },
};
