/**
 * Builds sets of sounds for `npm run bench:quality -- FOLDER/SET... --leave-out '^([^_]+)_'`:
 *
 *     npx tsx training/labelled-sets.ts FOLDER [SET...]
 *
 * A set is a folder with one subfolder per class. The name of each file begins with the source of the sound: a drum kit,
 * a pitch of an instrument, a speaker, or a series of files of one game.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { packageFiles } from './debian-packages.ts';
import { DRUM_CHANNEL, drumFileNames, drumKits, drumNotes } from './drum-kits.ts';
import { everydayClasses, everydayPackages, notEveryday } from './everyday-classes.ts';
import { MUSIC_RATE, renderPassages } from './fluidsynth.ts';
import { createRandom } from './random.ts';
import { createMemory, isSound, loadRecording } from './recordings.ts';
import { soundfontPath } from './soundfonts.ts';
import { type Sound, writeWav } from './wav.ts';

type Put = (className: string, source: string, sound: Sound) => Promise<void>;
type BuildSet = (put: Put, cache: string) => Promise<void>;

/** Packages of everyday sounds that are left out because of the size of their downloads. */
const LARGE = ['0ad-data', 'freedroidrpg-data', 'megaglest-data', 'torcs-data', 'unknown-horizons', 'widelands-data'];
const EVERYDAY_CLASSES = 18;
const MAX_PER_CLASS = 60;
const MAX_PER_KIT = 4;
const MAX_SPEAKERS = 16;
const MIN_SPEAKERS = 8;
const NOTE_SECONDS = 2.5;
const NOTES_PER_INSTRUMENT = 50;
/** General MIDI program and range of pitches of instruments of an orchestra. */
const INSTRUMENTS: Readonly<Record<string, readonly [program: number, low: number, high: number]>> = {
  ...{ violin: [40, 55, 96], viola: [41, 48, 84], cello: [42, 36, 72], bass: [43, 28, 60], tremolo: [44, 48, 84] },
  ...{ pizzicato: [45, 40, 84], harp: [46, 36, 96], strings: [48, 40, 90], trumpet: [56, 54, 82] },
  ...{ trombone: [57, 40, 70], tuba: [58, 28, 58], muted: [59, 54, 82], horn: [60, 36, 74], soprano: [64, 56, 86] },
  ...{ alto: [65, 50, 80], tenor: [66, 44, 74], baritone: [67, 37, 68], oboe: [68, 58, 88], english: [69, 52, 80] },
  ...{ bassoon: [70, 34, 70] },
};

const sets: Readonly<Record<string, BuildSet>> = {
  async drums(put, cache) {
    const [random, isKnown] = [createRandom('labelled drums'), createMemory()];
    for (const name of ['hydrogen-data', 'hydrogen-drumkits']) {
      const { root, files } = await packageFiles(name, cache);
      const counts = new Map<string, number>();
      for (const file of random.sample(files.filter(isSound), files.length)) {
        const kit = path.basename(path.dirname(file));
        const kind = drumFileNames.find(([, pattern]) => pattern.test(path.basename(file)))?.[0];
        const key = `${kit} ${kind}`;
        if (kind === undefined || kit === 'data' || (counts.get(key) ?? 0) >= MAX_PER_KIT) continue;
        const sound = await loadRecording(path.join(root, file), 0, 8);
        if (sound === null || isKnown(sound)) continue;
        counts.set(key, (counts.get(key) ?? 0) + 1);
        await put(kind, kit, sound);
      }
    }
  },

  async hits(put, cache) {
    const random = createRandom('labelled hits');
    for (const kit of drumKits) {
      const notes = Object.entries(drumNotes).map(([kind, pitches]) => ({ kind, pitch: random.pick(pitches) }));
      const passages = notes.map(({ pitch }) => passage(pitch, random.whole(60, 120), 1, DRUM_CHANNEL, kit.program));
      const soundfont = await soundfontPath(kit.soundfont, cache);
      const sounds = await renderPassages(passages, { soundfont, reverb: random.chance(0.4) });
      for (const [index, { kind }] of notes.entries()) await putTrimmed(put, kind, kit.name, sounds[index]);
    }
  },

  async notes(put, cache) {
    const random = createRandom('labelled notes');
    const notes = Object.entries(INSTRUMENTS).flatMap(([name, [program, low, high]]) =>
      Array.from({ length: NOTES_PER_INSTRUMENT }, () => ({ name, program, pitch: random.whole(low, high) })),
    );
    const passages = notes.map(({ program, pitch }) =>
      passage(pitch, random.whole(45, 120), random.pick([0.3, 0.6, 1, 1.8]), 0, program),
    );
    const sounds = await renderPassages(passages, {
      soundfont: await soundfontPath('musescore', cache),
      reverb: false,
    });
    for (const [index, { name, pitch }] of notes.entries())
      await putTrimmed(put, name, `${name}${pitch}`, sounds[index]);
  },

  async everyday(put, cache) {
    const [random, isKnown] = [createRandom('labelled everyday'), createMemory()];
    const found: { file: string; className: string; source: string }[] = [];
    for (const packageName of everydayPackages.filter((name) => !LARGE.includes(name))) {
      const { root, files } = await packageFiles(packageName, cache);
      for (const file of files.filter((name) => isSound(name) && !notEveryday.test(name))) {
        const name = `${packageName}:${file.split('/').slice(-3).join('/')}`;
        const className = everydayClasses.find(([, pattern]) => pattern.test(name))?.[0];
        const source = `${packageName}${path.basename(file).replace(/([-_. ]*\d+[a-z]?)?\.\w+$/i, '')}`;
        if (className !== undefined) found.push({ file: path.join(root, file), className, source });
      }
    }
    const sizes = groupBy(found, ({ className }) => className);
    const largest = [...sizes].sort(([, a], [, b]) => b.length - a.length).slice(0, EVERYDAY_CLASSES);
    for (const [className, files] of largest) {
      let count = 0;
      for (const { file, source } of random.sample(files, files.length)) {
        const sound = count < MAX_PER_CLASS ? await loadRecording(file, 0, 5) : null;
        if (sound === null || isKnown(sound)) continue;
        count++;
        await put(className, source, sound);
      }
    }
  },

  async voices(put, cache) {
    const [random, isKnown] = [createRandom('labelled voices'), createMemory()];
    const { root, files } = await packageFiles('hedgewars-data', cache);
    const spoken = files.flatMap((file) => {
      const { voice, word } = /voices\/(?<voice>[^/]+)\/(?<word>[^/]+)\.ogg$/.exec(file)?.groups ?? {};
      return voice === undefined || word === undefined ? [] : [{ file: path.join(root, file), voice, word }];
    });
    for (const [word, takes] of groupBy(spoken, ({ word }) => word)) {
      if (takes.length < MIN_SPEAKERS) continue;
      for (const { file, voice } of random.sample(takes, Math.min(MAX_SPEAKERS, takes.length))) {
        const sound = await loadRecording(file, 0, 6);
        if (sound !== null && !isKnown(sound)) await put(word, voice, sound);
      }
    }
  },
};

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function passage(pitch: number, velocity: number, seconds: number, channel: number, program: number) {
  const notes = [{ start: 0, seconds, channel, pitch, velocity }];
  return { notes, programs: [{ channel, program }], seconds: NOTE_SECONDS };
}

/** Puts a rendered sound, without the end that is more than 60 dB below the peak. Skips silence. */
async function putTrimmed(put: Put, className: string, source: string, sound: Sound | undefined): Promise<void> {
  const samples = sound?.samples ?? new Float32Array(0);
  const peak = samples.reduce((largest, sample) => Math.max(largest, Math.abs(sample)), 0);
  const last = samples.findLastIndex((sample) => Math.abs(sample) > peak / 1000);
  if (peak > 1e-3) await put(className, source, { samples: samples.slice(0, last + 1), rate: MUSIC_RATE });
}

const [folder, ...wanted] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npx tsx training/labelled-sets.ts FOLDER [SET...]');
  process.exit(2);
}
for (const [name, build] of Object.entries(sets)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  let count = 0;
  const put: Put = async (className, source, sound) => {
    const classFolder = path.join(folder, name, className.replace(/\W+/g, '-'));
    await mkdir(classFolder, { recursive: true });
    const number = String(count++).padStart(4, '0');
    await writeWav(path.join(classFolder, `${source.replace(/[^a-z0-9]+/gi, '-')}_${number}.wav`), sound);
  };
  await build(put, path.join(folder, '.cache'));
  console.log(`${name}: ${count} sounds`);
}
