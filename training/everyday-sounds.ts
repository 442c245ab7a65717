import path from 'node:path';
import type { Piece } from './corpus.ts';
import { packageFiles } from './debian-packages.ts';
import { everydayClasses, everydayPackages, notEveryday } from './everyday-classes.ts';
import { createRandom } from './random.ts';
import { createMemory, cutRecording, isSound, loadRecording } from './recordings.ts';
import type { Sound } from './wav.ts';

interface Recording {
  readonly file: string;
  /** Package and end of the path; the same for every clip of the recording. */
  readonly name: string;
  /** Package and file name without its number. Files with the same source may be takes of one recording session. */
  readonly source: string;
  readonly className: string | null;
}

/** Maximum number of clips of each class, and of clips without a class. */
const MAX_PER_CLASS = 60;
const MAX_UNCLASSED = 300;
/** Length of a clip in seconds, as in common data sets. A share of the shorter clips is padded with silence. */
const CLIP_SECONDS = 5;
const CLIPS_PER_RECORDING = 3;
const PADDED_SHARE = 0.3;

async function findRecordings(cache: string): Promise<Recording[]> {
  const recordings: Recording[] = [];
  for (const packageName of everydayPackages) {
    const { root, files } = await packageFiles(packageName, cache);
    for (const file of files.filter(isSound)) {
      const name = `${packageName}:${file.split('/').slice(-3).join('/')}`;
      const className = everydayClasses.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
      // Some games store animal sounds under the same names as the spoken answers of a player's units.
      if (notEveryday.test(file) && !/\/(chicken|cow|bull|pig|sheep)_(ack|select)/.test(file)) continue;
      const stem = path.basename(file).replace(/([-_. ]*\d+[a-z]?)?\.\w+$/i, '');
      recordings.push({ file: path.join(root, file), name, source: `${packageName}:${stem}`, className });
    }
  }
  return recordings;
}

function padTo({ samples, rate }: Sound, seconds: number): Sound {
  const padded = new Float32Array(Math.max(samples.length, Math.round(seconds * rate)));
  padded.set(samples);
  return { samples: padded, rate };
}

/** Collects everyday sounds from free games and teaching programs, classified by file name. */
export const everyday: Piece = {
  name: 'everyday',
  about:
    'Sounds of free games and educational programs, cut to 5 s and sorted into classes by file name, with at most 3 clips of one recording.',
  packages: everydayPackages,
  async build(add, cache) {
    const random = createRandom('everyday');
    const recordings = await findRecordings(cache);
    const isKnown = createMemory();
    for (const className of [...everydayClasses.map(([name]) => name), null]) {
      const own = recordings.filter((recording) => recording.className === className);
      let room = className === null ? MAX_UNCLASSED : MAX_PER_CLASS;
      for (const recording of random.sample(own, own.length)) {
        if (room <= 0) break;
        const sound = await loadRecording(recording.file, 0, CLIP_SECONDS * CLIPS_PER_RECORDING);
        if (sound === null || isKnown(sound)) continue;
        for (const cut of cutRecording(sound, CLIP_SECONDS, Math.min(room, CLIPS_PER_RECORDING))) {
          const padded = random.chance(PADDED_SHARE);
          await add({
            group: 'everyday',
            set: className === null ? 'unclassed' : 'classes',
            labels: {
              ...(className === null ? {} : { class: className }),
              recording: recording.name,
              source: recording.source,
              padded: padded ? 'yes' : 'no',
            },
            sound: padded ? padTo(cut, CLIP_SECONDS) : cut,
          });
          room--;
        }
      }
    }
  },
};
